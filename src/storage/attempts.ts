import type { Instant } from "../domain/instant.ts";
import type { Trx } from "./schema.ts";
import type { Failures } from "./sign-ins.ts";

/** How long a failure counts. */
const dayMs = 86_400_000;

async function failuresOn(trx: Trx, subject: string): Promise<Failures> {
  const query = trx.selectFrom("attempts").where("subject", "=", subject);
  const found = await query
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.max<number | null>("at").as("last")])
    .executeTakeFirst();
  return { count: Number(found?.count ?? 0), last: found?.last ?? null };
}

/** Two programs' clocks may differ by so much. */
const leewayMs = 60_000;

/** What is older than a day is forgotten, and so is what a clock wrote that has been set back since. */
async function forgetOld(trx: Trx, at: Instant): Promise<void> {
  await trx
    .deleteFrom("attempts")
    .where((eb) => eb.or([eb("at", "<=", at - dayMs), eb("at", ">", at + leewayMs)]))
    .execute();
}

export async function attempt<T extends { readonly kind: string }>(
  trx: Trx,
  { id, subjects, at }: { readonly id: string; readonly subjects: readonly string[]; readonly at: Instant },
  admit: (failures: readonly Failures[]) => T,
): Promise<T> {
  await forgetOld(trx, at);
  const failures: Failures[] = [];
  for (const subject of subjects) failures.push(await failuresOn(trx, subject));
  const admission = admit(failures);
  if (admission.kind === "go") {
    const rows = subjects.map((subject) => ({ id, subject, at }));
    await trx.insertInto("attempts").values(rows).execute();
  }
  return admission;
}

export async function forgive(trx: Trx, id: string, subjects: readonly string[]): Promise<void> {
  await trx.deleteFrom("attempts").where("id", "=", id).execute();
  if (subjects.length > 0) await trx.deleteFrom("attempts").where("subject", "in", subjects).execute();
}

import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Way } from "../domain/letter.ts";
import { Conflict } from "./database.ts";
import { toLetter } from "./letter-rows.ts";
import type { LettersTable } from "./letter-tables.ts";
import type { Bundle, Pace } from "./letters.ts";
import type { Trx } from "./schema.ts";
import type { Messenger } from "./store.ts";

type Row = Selectable<LettersTable>;
type Carrier = Pick<Messenger, "owner" | "leaseMs" | "isGone">;

/** A telling is never put off for longer than this; a later time was written by a clock that has jumped since. */
const longestMs = 2 * 86_400_000;

function isDue({ next_at, token, owner }: Row, { isGone }: Carrier, at: Instant): boolean {
  return next_at <= at || next_at > at + longestMs || (token !== null && owner !== null && isGone(owner));
}

/** Letters that go together: a bundle that was begun, or the open letters of a person and a kind. Null: none is due. */
export async function nextLetters(trx: Trx, way: Way, carrier: Carrier, pace: Pace, at: Instant): Promise<readonly Row[] | null> {
  const open = await trx
    .selectFrom("letters")
    .selectAll()
    .where("way", "=", way)
    .where("told_at", "is", null)
    .where("dropped_at", "is", null)
    .orderBy("due_at")
    .orderBy("id")
    .execute();
  for (const row of open.filter((one) => isDue(one, carrier, at))) {
    if (row.bundle !== null) return open.filter(({ bundle }) => bundle === row.bundle);
    const mates = open.filter(({ person, kind }) => person === row.person && kind === row.kind);
    if (mates.every(({ bundle }) => bundle === null) && !(await isTooSoon(trx, row, pace, at))) return mates;
  }
  return null;
}

/** Somebody who was written to of such a thing just now gets the rest together, a little later. */
async function isTooSoon(trx: Trx, { person, way, kind }: Row, { kinds, everyMs }: Pace, at: Instant): Promise<boolean> {
  if (!kinds.includes(kind)) return false;
  const last = await trx
    .selectFrom("letters")
    .select("told_at")
    .where("person", "=", person)
    .where("way", "=", way)
    .where("kind", "in", kinds)
    .where("told_at", ">", at - everyMs)
    .where("told_at", "<=", at)
    .limit(1)
    .executeTakeFirst();
  return last !== undefined;
}

/** Takes the next ones in hand. */
export async function claimLetters(trx: Trx, way: Way, carrier: Carrier, pace: Pace, at: Instant): Promise<Bundle | null> {
  const rows = await nextLetters(trx, way, carrier, pace, at);
  const [first] = rows ?? [];
  if (!rows || !first) return null;
  const [bundle, token, tries] = [first.bundle ?? randomUUID(), randomUUID(), first.tries + 1];
  const ids = rows.map(({ id }) => id);
  const { numUpdatedRows } = await trx
    .updateTable("letters")
    .set({ bundle, token, tries, owner: carrier.owner, next_at: at + carrier.leaseMs })
    .where("id", "in", ids)
    .where("tries", "=", first.tries)
    .where("told_at", "is", null)
    .where("dropped_at", "is", null)
    .executeTakeFirst();
  // Letters of one bundle have been tried alike. Where one of them changed since it was read, none is taken, and all are read anew.
  if (Number(numUpdatedRows) !== rows.length) throw new Conflict("Letters that were to be taken in hand had changed.");
  const { person, kind } = first;
  return { id: bundle, person, kind, way, letters: rows.map((row) => toLetter({ ...row, tries })), token, tries };
}

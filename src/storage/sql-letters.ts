import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { KeptLetter, Reach } from "../domain/letter.ts";
import type { State } from "../domain/post.ts";
import type { Database } from "./database.ts";
import { claimLetters, nextLetters } from "./letter-claims.ts";
import { toLetter } from "./letter-rows.ts";
import type { ReachesTable } from "./letter-tables.ts";
import type { Letters, NewLetter } from "./letters.ts";
import { noteOn } from "./people-record.ts";
import type { Trx } from "./schema.ts";

/** What people are told, on any dialect. */
export function lettersOn({ read, write, writeOn }: Database): Letters {
  return {
    reaches: () => read(reaches),
    keepReach: (person, reach, at, by) => write((trx) => keepReach(trx, person, reach, { at, by })),
    silence: (person, chat, at) => write((trx) => silence(trx, person, chat, at)),
    movedSince: (at, states) => read((trx) => movedSince(trx, at, states)),
    on: (subjects) => read((trx) => lettersAbout(trx, subjects)),
    onDrafts: () => read(lettersOnDrafts),
    keep: async (letters, at) => {
      const fresh = letters.length === 0 ? [] : await read((trx) => notKept(trx, letters));
      return fresh.length === 0 ? 0 : write((trx) => keep(trx, fresh, at));
    },
    claim: async (way, messenger, pace, at) => {
      const due = await read((trx) => nextLetters(trx, way, messenger, pace, at));
      return due ? writeOn([], (trx) => claimLetters(trx, way, messenger, pace, at)) : null;
    },
    drop: (token, ids, at) => writeOn([], (trx) => drop(trx, token, ids, at)),
    told: (bundle, at) => writeOn([], (trx) => told(trx, bundle, at)),
    notTold: (token, problem, nextAt) => writeOn([], (trx) => notTold(trx, token, problem, nextAt)),
    recent: (most) => read((trx) => recent(trx, most)),
  };
}

function toReach({ person, letters, chat, silenced_at }: Selectable<ReachesTable>): Reach {
  return { person, letters, chat, silencedAt: silenced_at };
}

async function reaches(trx: Trx): Promise<readonly Reach[]> {
  return (await trx.selectFrom("reaches").selectAll().orderBy("person").execute()).map(toReach);
}

async function keepReach(
  trx: Trx,
  person: string,
  { letters, chat }: Pick<Reach, "letters" | "chat">,
  signed: { readonly at: Instant; readonly by: string },
): Promise<void> {
  const columns = { letters, chat, silenced_at: null };
  await trx
    .insertInto("reaches")
    .values({ person, ...columns })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(columns))
    .execute();
  await noteOn(trx, person, "letters", { letters, telegram: chat !== null }, signed);
}

async function silence(trx: Trx, person: string, chat: string, at: Instant): Promise<boolean> {
  const result = await trx
    .updateTable("reaches")
    .set({ silenced_at: at })
    .where("person", "=", person)
    .where("chat", "=", chat)
    .where("silenced_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The states are looked at here: a planner that is given them looks among all that ever came to stand in them. */
async function movedSince(trx: Trx, at: Instant, states?: readonly State[]): Promise<readonly string[]> {
  const rows = await trx.selectFrom("posts").select(["id", "state"]).where("moved_at", ">=", at).orderBy("moved_at").execute();
  return rows.flatMap(({ id, state }) => (states === undefined || states.includes(state) ? [id] : []));
}

/** Fewer parameters than any dialect refuses. */
const atOnce = 500;

async function lettersAbout(trx: Trx, subjects: readonly string[]): Promise<readonly KeptLetter[]> {
  const letters: KeptLetter[] = [];
  for (let from = 0; from < subjects.length; from += atOnce) {
    const some = subjects.slice(from, from + atOnce);
    const rows = await trx.selectFrom("letters").selectAll().where("subject", "in", some).where("dropped_at", "is", null).execute();
    letters.push(...rows.map(toLetter));
  }
  return letters;
}

async function lettersOnDrafts(trx: Trx): Promise<readonly KeptLetter[]> {
  const rows = await trx
    .selectFrom("letters")
    .innerJoin("posts", "posts.id", "letters.subject")
    .selectAll("letters")
    .where("posts.state", "=", "draft")
    .where("letters.told_at", "is not", null)
    .execute();
  return rows.map(toLetter);
}

function idOf({ person, kind, subject, about }: NewLetter, way: string): string {
  return [kind, subject, about, person, way].join(":");
}

/** Those of which nothing is kept by any way, or only what was dropped: who wants another way now is not told again by it. */
async function notKept(trx: Trx, letters: readonly NewLetter[]): Promise<readonly NewLetter[]> {
  const subjects = [...new Set(letters.map(({ subject }) => subject))];
  const key = ({ person, kind, subject, about }: Omit<NewLetter, "ways" | "dueAt" | "slotAt">) => [person, kind, subject, about].join("\n");
  const known = new Set((await lettersAbout(trx, subjects)).map(key));
  return letters.filter((letter) => !known.has(key(letter)));
}

async function keep(trx: Trx, letters: readonly NewLetter[], at: Instant): Promise<number> {
  const fresh = await notKept(trx, letters);
  for (const letter of fresh) {
    for (const way of letter.ways) await insert(trx, letter, way, at);
  }
  return fresh.length;
}

/** One that was dropped begins anew. */
async function insert(trx: Trx, letter: NewLetter, way: NewLetter["ways"][number], at: Instant): Promise<void> {
  const { person, kind, subject, about, slotAt, dueAt } = letter;
  const fresh = {
    slot_at: slotAt,
    made_at: at,
    due_at: dueAt,
    told_at: null,
    dropped_at: null,
    bundle: null,
    tries: 0,
    next_at: dueAt,
    token: null,
    owner: null,
    problem: null,
  };
  await trx
    .insertInto("letters")
    .values({ id: idOf(letter, way), person, kind, subject, about, way, ...fresh })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(fresh).where("letters.told_at", "is", null))
    .execute();
}

async function drop(trx: Trx, token: string, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable("letters")
    .set({ dropped_at: at, token: null, owner: null })
    .where("id", "in", ids)
    .where("token", "=", token)
    .where("told_at", "is", null)
    .execute();
}

/** It arrived, whoever has it in hand by now. */
async function told(trx: Trx, bundle: string, at: Instant): Promise<void> {
  await trx
    .updateTable("letters")
    .set({ told_at: at, token: null, owner: null, problem: null })
    .where("bundle", "=", bundle)
    .where("told_at", "is", null)
    .where("dropped_at", "is", null)
    .execute();
}

async function notTold(trx: Trx, token: string, problem: string | null, nextAt: Instant): Promise<void> {
  await trx.updateTable("letters").set({ token: null, owner: null, problem, next_at: nextAt }).where("token", "=", token).execute();
}

async function recent(trx: Trx, most: number): Promise<readonly KeptLetter[]> {
  const rows = await trx.selectFrom("letters").selectAll().orderBy("made_at", "desc").orderBy("id").limit(most).execute();
  return rows.map(toLetter);
}

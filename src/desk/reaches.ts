/** How people want to be told, decided by themselves or by whoever looks after them; and what they were told. */
import { toIso } from "../domain/instant.ts";
import { type KeptLetter, type LetterWish, letterWishes, type Reach } from "../domain/letter.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { reachOf, waysTo } from "../notify/letters/reach.ts";
import { unknownPerson } from "../people/staff.ts";
import { forbidden } from "../pipeline/rights.ts";
import { type Desk, nowOf } from "./desk.ts";
import { openWays } from "./letters.ts";
import { ownPerson } from "./own-account.ts";

/** How somebody is reached, as people may see it. */
export interface ReachReport {
  readonly person: string;
  readonly letters: LetterWish;
  readonly chat: string | null;
  /** Telegram takes nothing to that chat any more. */
  readonly silenced: boolean;
  /** By which ways letters go to them now. */
  readonly ways: readonly string[];
}

/** What is changed of it; absent: it stays. A chat of null: none. */
export interface ReachChange {
  readonly letters?: string;
  readonly chat?: string | null;
}

export function isLetterWish(text: string): text is LetterWish {
  return (letterWishes as readonly string[]).includes(text);
}

function wrongWish(given: string): Problem {
  return block("input-letters", given, `Letters can't be had by "${given}".`, `Use one of: ${letterWishes.join(", ")}.`);
}

function wrongChat(): Problem {
  const remedy = "Give the digits that Telegram names your chat by: of a person, never of a group.";
  return block("input-telegram", "Telegram", "This is no number of a person's chat.", remedy);
}

function reportOn(desk: Desk, reach: Reach): ReachReport {
  const { person, letters, chat, silencedAt } = reach;
  return { person, letters, chat, silenced: silencedAt !== null, ways: waysTo(reach, openWays(desk)) };
}

/** Who gives a chat wants letters there too; who takes it away wants none there. */
function wishAfter({ letters, chat }: Reach, change: ReachChange): string {
  if (change.letters !== undefined) return change.letters;
  if (change.chat === undefined || change.chat === chat) return letters;
  if (change.chat === null) return letters === "none" ? "none" : "email";
  return letters === "email" ? "both" : letters;
}

async function change(desk: Desk, person: string, wanted: ReachChange): Promise<Result<ReachReport>> {
  const before = reachOf(person, await desk.store.letters.reaches());
  const letters = wishAfter(before, wanted);
  const chat = wanted.chat === undefined ? before.chat : wanted.chat;
  if (!isLetterWish(letters)) return refuse(wrongWish(letters));
  if (chat !== null && !/^[1-9]\d{0,15}$/.test(chat)) return refuse(wrongChat());
  await desk.store.letters.keepReach(person, { letters, chat }, nowOf(desk), desk.actor.id);
  return ok(reportOn(desk, { person, letters, chat, silencedAt: null }));
}

/** How the person at the desk is reached. */
export async function ownReach(desk: Desk): Promise<Result<ReachReport>> {
  const person = await ownPerson(desk);
  return person.ok ? ok(reportOn(desk, reachOf(person.value.id, await desk.store.letters.reaches()))) : person;
}

export async function changeOwnReach(desk: Desk, wanted: ReachChange): Promise<Result<ReachReport>> {
  const person = await ownPerson(desk);
  return person.ok ? change(desk, person.value.id, wanted) : person;
}

/** The same for somebody else, by an admin or at the shell. */
export async function changeReach(desk: Desk, person: string, wanted: ReachChange): Promise<Result<ReachReport>> {
  const problem = forbidden(desk.actor, "people");
  if (problem) return refuse(problem);
  return (await desk.store.people.person(person)) ? change(desk, person, wanted) : unknownPerson(person);
}

/** A letter as kept, with instants in ISO 8601. */
export type LetterReport = Pick<KeptLetter, "person" | "kind" | "subject" | "way" | "tries" | "problem"> & {
  readonly madeAt: string;
  readonly toldAt: string | null;
  readonly droppedAt: string | null;
};

/** Who was told what, and when, the newest first. */
export async function recentLetters(desk: Desk, most: number): Promise<Result<readonly LetterReport[]>> {
  const problem = forbidden(desk.actor, "people");
  if (problem) return refuse(problem);
  const said = (at: number | null) => (at === null ? null : toIso(at));
  const letters = await desk.store.letters.recent(most);
  return ok(
    letters.map(({ person, kind, subject, way, tries, problem: why, madeAt, toldAt, droppedAt }) => {
      return { person, kind, subject, way, tries, problem: why, madeAt: toIso(madeAt), toldAt: said(toldAt), droppedAt: said(droppedAt) };
    }),
  );
}

/** Which letters a post brings about as it stands now: those to be written, and those that were. Pure. */
import type { Account } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";
import type { KeptLetter, Letter } from "../../domain/letter.ts";
import type { Transition } from "../../domain/post.ts";
import type { PostView } from "../../domain/view.ts";
import { type Move, sinceChange, tally } from "../../pipeline/approval/voices.ts";
import { ableOn, type Colleague, writersOf } from "../../pipeline/approval/who.ts";
import { announced, askedFor } from "../../pipeline/review.ts";
import { remindersOf } from "./reminders.ts";

/** All that the letters of a post depend on. */
export interface LetterFacts {
  readonly view: PostView;
  /** As settings describe it now. */
  readonly account: Pick<Account, "approvers" | "approval">;
  /** What an approval of the draft would freeze, and whether a finding stops that; null: it can't be judged, or it is no draft. */
  readonly verdict: { readonly digest: string; readonly isStopped: boolean } | null;
  /** Everybody active. */
  readonly people: readonly Colleague[];
  /** The next slot that the draft could have. */
  readonly slotAt: Instant | null;
  /** Letters about this post that are kept. */
  readonly kept: readonly KeptLetter[];
  /** As in the rules of the house. */
  readonly remindMs: number;
  readonly now: Instant;
}

/** What became of a post is no news after this. */
export const newsMs = 2 * 86_400_000;

/** Every letter that holds now. One that is kept already is the same letter. */
export function lettersOn(facts: LetterFacts): readonly Letter[] {
  return [...forApprovers(facts), ...forWriters(facts)];
}

function to(people: Iterable<string>, letter: Omit<Letter, "person">): readonly Letter[] {
  return [...people].map((person) => ({ person, ...letter }));
}

/** A draft that nothing stops and that nobody wants changed waits for those who may approve it. */
function forApprovers(facts: LetterFacts): readonly Letter[] {
  const { view, account, verdict, people, now } = facts;
  if (view.post.state !== "draft" || verdict === null || verdict.isStopped || view.summary.withdrawn || askedFor(view)) return [];
  const notice = announced(view);
  if (notice?.digest === verdict.digest) return notice.at > now ? ofAuto(facts, notice.at) : [];
  const { agreed, open } = tally(view, verdict.digest, [], account, people);
  const subject = view.post.id;
  const letter = { subject, slotAt: facts.slotAt };
  const first =
    agreed.length > 0
      ? to(open, { ...letter, kind: "second", about: `${verdict.digest}:${agreed.length}` })
      : to(without(open, ownChange(view)), { ...letter, kind: "waits", about: verdict.digest });
  return [...first, ...remindersOf(facts, verdict.digest, open)];
}

/** Everybody who may decide on it, and whose words it has, is told ahead of what the house does by itself. */
function ofAuto({ view, account, people }: LetterFacts, at: Instant): readonly Letter[] {
  const writers = writersAmong(view, people);
  const told = new Set([...ableOn(view, account, people), ...writers]);
  return to(told, { kind: "auto", subject: view.post.id, about: String(at), slotAt: null });
}

function without(people: readonly string[], who: string | null): readonly string[] {
  return people.filter((id) => id !== who);
}

const rewording: readonly Transition[] = ["edit", "recompose", "revise"];

/** Who has just changed the words has them before their eyes. */
function ownChange({ journal }: PostView): string | null {
  const moves = journal.filter((entry) => entry.kind === "moved");
  const change = moves.at(-1 - sinceChange(journal).length);
  return change && rewording.includes(change.transition) ? change.by : null;
}

function writersAmong(view: PostView, people: readonly Colleague[]): readonly string[] {
  const writers = writersOf(view);
  return people.map(({ id }) => id).filter((id) => writers.has(id));
}

/** Who wrote it hears what others make of it. */
function forWriters({ view, people, now }: LetterFacts): readonly Letter[] {
  const news = askingOf(view) ?? outcomeOf(view);
  if (!news || now - news.move.at > newsMs) return [];
  const { kind, move } = news;
  const writers = without(writersAmong(view, people), move.by);
  return to(writers, { kind, subject: view.post.id, about: String(move.seq), slotAt: null });
}

interface News {
  readonly kind: "asked" | "outcome";
  readonly move: Move;
}

function lastOf({ journal }: PostView, ...wanted: readonly Transition[]): Move | undefined {
  return journal.findLast((entry): entry is Move => entry.kind === "moved" && wanted.includes(entry.transition));
}

function askingOf(view: PostView): News | null {
  const move = askedFor(view) && lastOf(view, "ask");
  return move ? { kind: "asked", move } : null;
}

/** The move that decided where the post stands. */
export function outcomeOf(view: PostView): (News & { readonly kind: "outcome" }) | null {
  const move = decidingMove(view);
  return move ? { kind: "outcome", move } : null;
}

function decidingMove(view: PostView): Move | undefined {
  switch (view.post.state) {
    case "approved":
    case "publishing":
    case "waiting":
      return lastOf(view, "approve");
    case "published":
      return lastOf(view, "publish", "by-hand");
    case "rejected":
      return lastOf(view, "reject");
    case "missed":
      return lastOf(view, "miss");
    case "failed":
      return lastOf(view, "fail");
    default:
      return undefined;
  }
}

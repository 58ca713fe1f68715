/** One person's yes: the approval itself, one voice of several, or neither. */
import type { Instant } from "../../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { type Colleague, isOwnWords, mayNotApprove, operator, type Staff, type Tally, tally } from "../approval.ts";
import { forbidden } from "../rights.ts";
import type { Bench } from "./bench.ts";
import type { When } from "./when.ts";

/** What a yes is given to. */
export interface Ballot {
  readonly digest: string;
  readonly when: When;
  /** Why it can't wait for anybody else; null: it can. */
  readonly alone: string | null;
}

function ownWords(id: string, { account }: Bench): Problem {
  const message = `Account ${account.id} asks for somebody else's approval than that of whoever brought a text in or last changed it.`;
  return block("approval-own", id, message, "Ask somebody else to read and approve it.");
}

/** What stands against it that this person says yes at all; null: nothing. */
export function mayNotAgree(view: PostView, bench: Bench, { when, alone }: Pick<Ballot, "when" | "alone">): Problem | null {
  const { actor, people } = bench.staff ?? operator;
  const noRight = mayNotApprove(actor, bench.account) ?? (when.kind === "now" || alone !== null ? forbidden(actor, "break") : null);
  if (noRight) return noRight;
  if (people.length > 0 && actor.role !== "operator" && people.every(({ id }) => id !== actor.id)) return notAmong(actor.id);
  if (alone !== null && when.kind !== "now") return notUrgent(view);
  return alone === null && actor.role !== "operator" && isOwnWords(actor.id, view, bench.account) ? ownWords(actor.id, bench) : null;
}

function notAmong(id: string): Problem {
  return block("rights-gone", id, `${id} works here no more.`, "An admin can let them in again; nothing was changed.");
}

function notUrgent({ post }: PostView): Problem {
  const message = "Only what can't wait is sent by one person where more are asked for.";
  return block("usage-alone", `post ${post.id}`, message, "Give `--now` with `--alone`, or approve it and let another person agree.");
}

/** When it is to go out: as this person says, else as those wished who agreed before. */
export function wishFor(view: PostView, bench: Bench, digest: string, when: When): When {
  if (when.kind !== "next") return when;
  const { actor, people } = bench.staff ?? operator;
  const voice = tally(view, digest, [], bench.account, people).agreed.findLast(({ by }) => by !== actor.id);
  if (voice?.atOnce) return { kind: "now" };
  return voice?.scheduledAt !== undefined && voice.scheduledAt >= bench.now ? { kind: "at", at: voice.scheduledAt } : when;
}

/** `2 people`, `one person`. */
function count(people: number): string {
  return people === 1 ? "one person" : `${people} people`;
}

function named(ids: readonly string[]): string {
  return ids.length > 0 ? ids.join(", ") : "nobody else";
}

function agreedAlready({ post }: PostView, { needed, agreed, open }: Tally): Problem {
  const message = `You agreed to it already; ${count(needed - agreed.length)} more must (${named(open)}).`;
  return block("approval-again", `post ${post.id}`, message, "Ask one of them; nothing was changed.");
}

function tooFew({ post }: PostView, { needed, agreed, open }: Tally, { account }: Bench): Problem {
  const message = `It needs ${count(needed)}, and ${count(agreed.length + open.length)} may approve posts of ${account.id}.`;
  const remedy = "Add people (`herald user`), change `approval:` in config/herald.yaml, or send it with `--now --alone --reason R`.";
  return block("approval-few", `post ${post.id}`, message, remedy);
}

/** The journal says so where one decides for want of others. */
function forWant({ account, staff = operator }: Bench): Pick<Change["note"], "reason"> {
  if (staff.people.length > 0 || account.approvers < 2) return {};
  return { reason: `One person approved it: ${account.id} asks for ${account.approvers}, but Herald knows no people yet.` };
}

/** The approval, or one voice of several. @param approval what the approval changes, without its overrides */
export function agree(
  view: PostView,
  bench: Bench,
  ballot: Ballot,
  found: readonly Problem[],
  approval: Pick<Change, "set" | "note">,
): Result<Change> {
  const { actor, people } = bench.staff ?? operator;
  const votes = tally(view, ballot.digest, found, bench.account, others(actor, people));
  const isHeard = votes.agreed.some(({ by }) => by === actor.id);
  // Their own words, where that is asked for, they can only send alone.
  const counts = !isHeard && (actor.role === "operator" || !isOwnWords(actor.id, view, bench.account));
  const voices = votes.agreed.length + (counts ? 1 : 0);
  const { note } = approval;
  if (voices >= votes.needed) return ok({ transition: "approve", ...approval, note: { ...note, ...forWant(bench) } });
  if (ballot.alone !== null) return ok({ transition: "approve", ...approval, note: { ...note, alone: true, reason: ballot.alone } });
  if (isHeard) return refuse(agreedAlready(view, votes));
  if (votes.agreed.length + votes.open.length < votes.needed) return refuse(tooFew(view, votes, bench));
  return ok({ transition: "endorse", set: {}, note: { digest: ballot.digest, ...timeWished(ballot.when) } });
}

/** An operator is alone, whoever is configured. */
function others({ role }: Staff["actor"], people: readonly Colleague[]): readonly Colleague[] {
  return role === "operator" ? [] : people;
}

function timeWished(when: When): { readonly scheduledAt?: Instant; readonly atOnce?: true } {
  if (when.kind === "at") return { scheduledAt: when.at };
  return when.kind === "now" ? { atOnce: true } : {};
}

/** A post that people decide on, carried through their decisions in memory as the store carries it out. */
import type { Account, Approval } from "../../src/domain/account.ts";
import type { Entry } from "../../src/domain/journal.ts";
import type { Actor } from "../../src/domain/person.ts";
import { allows, stateAfter } from "../../src/domain/post.ts";
import { type Result, refuse } from "../../src/domain/problem.ts";
import type { Summary } from "../../src/domain/summary.ts";
import type { Change, PostView } from "../../src/domain/view.ts";
import { mayNotApprove, type Staff } from "../../src/pipeline/approval/who.ts";
import type { Bench } from "../../src/pipeline/review.ts";
import { forbidden, rightFor } from "../../src/pipeline/rights.ts";
import { bench, contentOf, postWith } from "./half-sent-posts.ts";
import { morning, summaryOf } from "./store-fixtures.ts";

export const people = [
  { id: "wali", role: "writer" },
  { id: "esha", role: "editor" },
  { id: "emad", role: "editor" },
  { id: "parveen", role: "publisher" },
  { id: "adnan", role: "admin" },
] as const;
export type PersonId = (typeof people)[number]["id"];

export const honest = "The cabinet approved a on Monday.";

export interface Rules {
  readonly approvers?: number;
  readonly approval?: Partial<Approval>;
}

/** An account on X with a free slot an hour from now on. */
export function accountWith({ approvers = 1, approval = {} }: Rules): Account {
  const slots = [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], times: ["10:00", "14:00", "18:00"] }] as const;
  const usual = { least: "editor", people: [], others: false, auto: [] } as const;
  return { ...bench.account, timetable: { ...bench.account.timetable, slots }, approvers, approval: { ...usual, ...approval } };
}

export interface Game {
  readonly account: Account;
  readonly staff: readonly Staff["people"][number][];
  readonly view: PostView;
  readonly now: number;
}

/** A draft that `by` brought in. */
export function begin(rules: Rules = {}, by = "wali", summary: Partial<Summary> = {}): Game {
  const draft = postWith(contentOf([honest]), [], "draft");
  const added: Entry = { kind: "moved", transition: "add", to: "draft", seq: 1, at: morning, by };
  const post = { ...draft.post, plan: null, digest: null, scheduledAt: null, revision: 1 };
  const view = { ...draft, post, journal: [added], summary: { ...draft.summary, summary: summaryOf("a", summary) } };
  return { account: accountWith(rules), staff: people, view, now: morning };
}

export function actorOf(id: string, staff: Game["staff"] = people): Actor {
  if (id === "herald") return { id, role: "herald" };
  return staff.find((person) => person.id === id) ?? { id, role: "stranger" };
}

export type Stage = (view: PostView, bench: Bench) => Result<Change>;

/** What a decision of this person comes to, and the game after it; refused, it is as it was. */
export function play(game: Game, id: string, stage: Stage): { readonly game: Game; readonly result: Result<Change> } {
  const { view, account, now } = game;
  const staff = { actor: actorOf(id, game.staff), people: game.staff };
  const result = permitted(game, staff, stage(view, { ...bench, account, now, staff }));
  if (!result.ok) return { game, result };
  const { transition, set, note, before } = result.value;
  const to = stateAfter(transition, view.post.state);
  const happenings = [...(before ? [before] : []), { kind: "moved", transition, to, ...note } as const];
  const entries = happenings.map((one, index): Entry => ({ ...one, seq: view.journal.length + 1 + index, at: now, by: id }));
  const post = { ...view.post, ...set, state: to, revision: view.post.revision + 1 };
  return { result, game: { ...game, view: { ...view, post, journal: [...view.journal, ...entries] } } };
}

/** As the funnel of decisions and the store have it. */
function permitted({ account, view }: Game, { actor }: Staff, result: Result<Change>): Result<Change> {
  if (!result.ok) return result;
  const { transition } = result.value;
  const right = rightFor[transition];
  const objection = right === "approve" && actor.role !== "herald" ? mayNotApprove(actor, account) : forbidden(actor, right);
  if (objection) return refuse(objection);
  if (allows(transition, view.post.state)) return result;
  const message = `${view.post.state} does not allow ${transition}`;
  return refuse({ code: `state-${transition}`, where: view.post.id, message, remedy: "", severity: "block" });
}

export function problemsOf(result: Result<Change>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code }) => code);
}

/**
 * Whole publications, played at random: a platform that answers or not, a worker that dies anywhere or loses its lease, people who
 * settle, retry and edit the rest of a half-sent thread. Every part is shown once, in order, and nothing is forgotten.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry, Happening, Outcome, Verdict } from "../../src/domain/journal.ts";
import type { Plan, Step } from "../../src/domain/plan.ts";
import type { Transition } from "../../src/domain/post.ts";
import { block } from "../../src/domain/problem.ts";
import { stepDigest } from "../../src/pipeline/digest.ts";
import { type Action, next } from "../../src/pipeline/publish.ts";
import { changesOut } from "../../src/pipeline/review/same-parts.ts";
import { standingsOf } from "../../src/pipeline/standing.ts";
import { containerPlan, handoffPlan, journalOf, threadPlan } from "../support/plans.ts";

const problem = block("x-test", "step", "No.", "Mend it.");

/** A thread of three with a picture on the second part, so that a part that is out stands before pictures that may expire. */
const longPlan: Plan = {
  ...threadPlan,
  steps: [
    { key: "media-1", repeat: "harmless", method: "POST", path: "/media", body: { media: "one" } },
    { key: "media-2", repeat: "harmless", method: "POST", path: "/media", body: { media: "two" } },
    { key: "post-1", repeat: "never", method: "POST", path: "/posts", body: { text: "one", media: { hole: "media-1", field: "id" } } },
    {
      key: "post-2",
      repeat: "never",
      method: "POST",
      path: "/posts",
      body: { text: "two", media: { hole: "media-2", field: "id" }, reply: { hole: "post-1", field: "id" } },
    },
    { key: "post-3", repeat: "never", method: "POST", path: "/posts", body: { text: "three", reply: { hole: "post-2", field: "id" } } },
  ],
};

/** What chance decides in one turn. */
interface Dice {
  readonly effect: boolean;
  readonly crash: boolean;
  readonly loses: boolean;
  readonly answer: number;
  readonly person: number;
}

const dice: fc.Arbitrary<Dice> = fc.record({
  effect: fc.boolean(),
  crash: fc.integer({ min: 0, max: 5 }).map((side) => side === 0),
  loses: fc.integer({ min: 0, max: 5 }).map((side) => side === 0),
  answer: fc.nat(99),
  person: fc.nat(99),
});

/** An answer that a worker without its lease has still to write down. */
interface Belated {
  readonly happening: Extract<Happening, { kind: "outcome" }>;
  readonly length: number;
}

interface Game {
  plan: Plan;
  readonly story: Happening[];
  /** Keys of the steps that readers see, in the order in which they came out. */
  readonly shown: string[];
  belated: Belated | null;
  edits: number;
  end: "finished" | "unfinished";
}

function journal(game: Game): readonly Entry[] {
  return journalOf(...game.story);
}

function moved(game: Game, transition: Transition): void {
  game.story.push({ kind: "moved", transition, to: "publishing" });
}

function about(step: Step) {
  return { step: step.key, stepDigest: stepDigest(step) };
}

function certain(answer: number, step: Step): Outcome {
  const choices: readonly Outcome[] = [
    { kind: "later", afterMs: 0, reason: "busy" },
    { kind: "later", afterMs: 0, reason: "busy" },
    { kind: "refused", problem },
    { kind: "denied", problem },
    { kind: "restart", from: step.key === "permalink" ? "permalink" : "media-1", reason: "expired" },
    { kind: "restart", from: "container-1", reason: "expired" },
  ];
  return choices[answer % choices.length] ?? { kind: "later", afterMs: 0, reason: "busy" };
}

/** What the platform says, true to what happened. */
function answerTo(step: Step, took: boolean, { answer }: Dice): Outcome {
  if (answer % 4 === 0) return { kind: "doubt", reason: "cut" };
  if (took || (step.repeat === "harmless" && answer % 3 > 0)) return { kind: "done", output: { id: `id of ${step.key}` } };
  return certain(answer, step);
}

/** What the worker that lost its lease had still to say comes in: late, if the journal moved on. */
function comeIn(game: Game): void {
  if (!game.belated) return;
  const { happening, length } = game.belated;
  const movedOn = game.story.slice(length).some(({ kind }) => kind !== "moved");
  game.story.push(movedOn ? { ...happening, kind: "late" } : happening);
  game.belated = null;
}

function perform(game: Game, step: Step, roll: Dice): void {
  const shows = step.repeat === "never";
  game.story.push({ kind: "intent", ...about(step) });
  const took = shows && roll.effect;
  if (took) game.shown.push(step.key);
  if (roll.crash) return;
  const happening = { kind: "outcome", ...about(step), outcome: answerTo(step, took, roll) } as const;
  if (roll.loses) {
    comeIn(game);
    game.belated = { happening, length: game.story.length };
  } else game.story.push(happening);
}

function truth(game: Game, step: Step): Verdict {
  return game.shown.includes(step.key) ? { kind: "took", output: { id: `id of ${step.key}` } } : { kind: "absent" };
}

function reconcile(game: Game, step: Step, { answer }: Dice): void {
  const puzzled: Verdict = answer % 5 === 0 ? { kind: "unknown", reason: "several" } : { kind: "later", afterMs: 0, reason: "busy" };
  game.story.push({ kind: "verdict", ...about(step), verdict: answer % 3 === 0 ? puzzled : truth(game, step) });
}

/** A person looks at the account and says what is there, or only asks to go on. */
function settle(game: Game, { person }: Dice): void {
  const open = standingsOf(game.plan, journal(game)).steps.find(
    ({ step, status }) => step.repeat === "never" && !["clear", "done", "refused"].includes(status),
  );
  if (open && person % 2 === 0) game.story.push({ kind: "verdict", ...about(open.step), verdict: truth(game, open.step) });
  moved(game, open && person % 2 === 0 ? "settle" : "resume-post");
}

/** Other words for every part that isn't out, if the rules allow that; then the rest is approved and goes on. */
function edit(game: Game): void {
  const all = standingsOf(game.plan, journal(game));
  game.edits += 1;
  const untaken = (step: Step) => all.steps.some((standing) => standing.step === step && ["clear", "refused"].includes(standing.status));
  const steps = game.plan.steps.map((step): Step => {
    if (step.repeat === "harmless" || !("method" in step) || !untaken(step)) return step;
    return { ...step, body: { ...(step.body as { readonly text: string }), revision: game.edits } };
  });
  const plan = { ...game.plan, steps };
  if (changesOut(game.plan, all, plan).length > 0) return;
  moved(game, "edit");
  game.plan = plan;
  moved(game, "approve");
}

function mend(game: Game, roll: Dice): void {
  if (roll.person % 3 === 0) edit(game);
  moved(game, standingsOf(game.plan, journal(game)).steps.some(({ status }) => status === "done") ? "resume-post" : "retry");
}

function carryOut(game: Game, action: Action, roll: Dice): void {
  if (action.kind === "perform" || action.kind === "hand-off") perform(game, action.step, roll);
  if (action.kind === "reconcile") reconcile(game, action.step, roll);
  if (action.kind === "hold") settle(game, roll);
  if (action.kind === "fail") mend(game, roll);
  if (action.kind === "finish") game.end = "finished";
}

function play(plan: Plan, rolls: readonly Dice[]): Game {
  const game: Game = { plan, story: [], shown: [], belated: null, edits: 0, end: "unfinished" };
  for (const roll of rolls) {
    if (roll.answer % 2 === 0) comeIn(game);
    const times = { now: 1e12, watchedMs: 60_000, settleMs: 60_000, lateAt: null };
    carryOut(game, next(game.plan, journal(game), times), roll);
    if (game.end === "finished") break;
  }
  comeIn(game);
  return game;
}

/** A calm that lets every publication come to its end. */
const calm: Dice = { effect: true, crash: false, loses: false, answer: 1, person: 2 };

const plans: readonly Plan[] = [threadPlan, longPlan, containerPlan, handoffPlan];
const games = fc.record({ plan: fc.constantFrom(...plans), rolls: fc.array(dice, { maxLength: 80 }) });

function keysThatShow(plan: Plan): readonly string[] {
  return plan.steps.flatMap(({ key, repeat }) => (repeat === "never" ? [key] : []));
}

describe("a publication with crashes, lost leases, restarts, verdicts and edits", () => {
  it("shows no part twice, and none before the one that it follows", () => {
    fc.assert(
      fc.property(games, ({ plan, rolls }) => {
        const { shown } = play(plan, rolls);
        expect(shown).toEqual(keysThatShow(plan).slice(0, shown.length));
      }),
      { numRuns: 8000 },
    );
  });

  it("comes to its end with everything shown once, when calm returns", () => {
    fc.assert(
      fc.property(games, ({ plan, rolls }) => {
        const game = play(plan, [...rolls, ...Array<Dice>(60).fill(calm)]);
        expect(game.end).toBe("finished");
        expect(game.shown).toEqual(keysThatShow(plan));
      }),
      { numRuns: 4000 },
    );
  });

  it("is not over before everything is shown", () => {
    fc.assert(
      fc.property(games, ({ plan, rolls }) => {
        const game = play(plan, rolls);
        if (game.end === "finished") expect(game.shown).toEqual(keysThatShow(plan));
      }),
      { numRuns: 4000 },
    );
  });
});

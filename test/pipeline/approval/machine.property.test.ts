import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/domain/journal.ts";
import { lookAgain } from "../../../src/pipeline/approval/second-look.ts";
import { planDigest } from "../../../src/pipeline/digest.ts";
import { plainStyle } from "../../../src/pipeline/house-rules.ts";
import {
  approve,
  ask,
  autoStep,
  cancel,
  noticeMs,
  recompose,
  reject,
  reschedule,
  rewrite,
  stopAuto,
  unapprove,
  type When,
} from "../../../src/pipeline/review.ts";
import { begin, type Game, honest, people, play, type Rules, type Stage } from "../../support/approval-game.ts";
import { contentOf } from "../../support/half-sent-posts.ts";
import { hourMs, morning } from "../../support/store-fixtures.ts";

const texts = [honest, `${honest} It takes effect in July.`, "It takes effect in July."] as const;
const style = { ...plainStyle, careful: [{ about: "courts", words: ["july"] }] };
const json = (text: string) => JSON.parse(JSON.stringify(contentOf([text])));

/** What people try; most of it is refused most of the time. */
type Try =
  | { readonly do: "approve"; readonly who: string; readonly when: When; readonly alone: boolean }
  | { readonly do: "write"; readonly who: string; readonly text: string; readonly afresh: boolean | null }
  | { readonly do: "ask" | "unapprove" | "reject" | "cancel" | "look" | "move" | "stop" | "house"; readonly who: string }
  | { readonly do: "wait" | "dismiss" | "demote"; readonly who: string };

function stageOf(step: Try): Stage {
  const kinds: Readonly<Record<Try["do"], Stage>> = {
    approve: (view, bench) =>
      step.do === "approve"
        ? approve(view, { ...bench, style }, step.when, undefined, null, step.alone ? "It can't wait." : null)
        : unapprove(view),
    write: (view, bench) => {
      if (step.do !== "write") return unapprove(view);
      return step.afresh === null ? rewrite(view, json(step.text), bench) : recompose(view, json(step.text), step.afresh);
    },
    ask: (view) => ask(view, "Say when."),
    unapprove,
    reject: (view) => reject(view, "No."),
    cancel,
    look: (view, { staff }) => lookAgain(view, staff),
    move: (view, bench) => reschedule(view, { ...bench, style }, { kind: "next" }),
    stop: (view) => stopAuto(view),
    house: (view, bench) => {
      const change = autoStep(view, { ...bench, style });
      return change ? { ok: true, value: change } : { ok: false, problems: [] };
    },
    wait: unapprove,
    dismiss: unapprove,
    demote: unapprove,
  };
  return kinds[step.do];
}

const who = fc.constantFrom(...people.map(({ id }) => id), "a passer-by", "herald");
const when = fc.constantFrom<When>({ kind: "next" }, { kind: "now" }, { kind: "at", at: morning + 5 * hourMs });
const tries: fc.Arbitrary<Try> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("approve" as const), who, when, alone: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      who,
      text: fc.constantFrom(...texts),
      afresh: fc.constantFrom(null, true, false),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom("ask", "unapprove", "reject", "cancel", "look", "move", "stop", "house" as const), who }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("look" as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("wait", "dismiss", "demote" as const), who }) },
);
const rules: fc.Arbitrary<Rules> = fc.record({
  approvers: fc.integer({ min: 1, max: 3 }),
  approval: fc.record({
    least: fc.constantFrom("writer", "editor", "publisher", null),
    people: fc.constantFrom<readonly string[]>([], ["wali"], ["wali", "esha", "emad"]),
    others: fc.boolean(),
    auto: fc.constantFrom<readonly string[]>([], ["*"]),
  }),
});

function taken(game: Game, step: Try): Game {
  switch (step.do) {
    case "wait":
      return { ...game, now: game.now + noticeMs };
    case "dismiss":
      return { ...game, staff: game.staff.filter(({ id }) => id !== step.who) };
    case "demote":
      return { ...game, staff: game.staff.map((person) => (person.id === step.who ? { ...person, role: "writer" } : person)) };
    default:
      return play(game, step.who, stageOf(step)).game;
  }
}

type Move = Extract<Entry, { readonly kind: "moved" }>;

function movesIn({ journal }: Game["view"]): readonly Move[] {
  return journal.filter((entry) => entry.kind === "moved");
}

/** The approval that stands, and whose voices carry it: told anew from the bare journal, by other means than the rules themselves. */
function voicesBehind(view: Game["view"]): { readonly approval: Move; readonly voices: ReadonlySet<string> } {
  const moves = movesIn(view);
  const at = moves.findLastIndex(({ transition }) => transition === "approve");
  const approval = moves[at];
  if (!approval) throw new Error("Approved without an approval.");
  const voices = new Set([approval.by]);
  for (const before of moves.slice(0, at).reverse()) {
    if (!["endorse", "announce", "stop-auto"].includes(before.transition)) break;
    if (before.transition === "endorse" && before.digest === approval.digest) voices.add(before.by);
  }
  return { approval, voices };
}

/** Whatever came after the approval, what stands is what was approved. */
function standing({ view }: Game): boolean {
  const { approval } = voicesBehind(view);
  const { plan, digest, content } = view.post;
  const isSame = plan !== null && planDigest(plan) === digest && JSON.stringify(plan.content) === JSON.stringify(content);
  return isSame && digest === approval.digest;
}

const order = ["writer", "editor", "publisher", "admin"];

/** Who may approve what stands, read from the rules as they are written. */
function mayIn({ account, staff, view }: Game): (id: string) => boolean {
  const { least = "editor", people: named = [], others = false } = account.approval ?? {};
  const roleOf = (id: string) => staff.find((person) => person.id === id)?.role ?? "";
  const changes = movesIn(view).filter(({ transition }) => ["add", "edit", "recompose"].includes(transition));
  const lastEdit = view.post.edited ? changes.findLast(({ transition }) => transition === "edit") : undefined;
  const own = others ? [changes[0]?.by, changes.at(-1)?.by, lastEdit?.by] : [];
  const isNamed = (id: string) => named.includes(id) || (least !== null && order.indexOf(roleOf(id)) >= order.indexOf(least));
  return (id) => roleOf(id) !== "" && isNamed(id) && !own.includes(id);
}

/** Approved by the house: announced long enough ago, where nobody asked for more and nothing needs care. */
function checkHouse({ view, account }: Game, { at }: Move): void {
  expect([account.approval?.auto, account.approvers]).toEqual([["*"], 1]);
  expect(JSON.stringify(view.post.content)).not.toMatch(/July/);
  expect(movesIn(view).some((move) => move.transition === "announce" && move.at <= at - noticeMs)).toBe(true);
}

/** Holds right after an approval: by whom, and by how many, for exactly what stands. */
function checkApproval(game: Game): void {
  expect(standing(game)).toBe(true);
  const { approval, voices } = voicesBehind(game.view);
  if (approval.by === "herald") checkHouse(game, approval);
  else if (approval.alone) checkAlone(game, approval);
  else checkVoices(game, approval, voices);
}

function checkAlone({ staff }: Game, { by, reason }: Move): void {
  expect(["publisher", "admin"]).toContain(staff.find(({ id }) => id === by)?.role);
  expect(reason).toBe("It can't wait.");
}

function checkVoices(game: Game, approval: Move, voices: ReadonlySet<string>): void {
  const may = mayIn(game);
  expect(may(approval.by)).toBe(true);
  const counted = [...voices].filter(may).length;
  expect(counted).toBeGreaterThanOrEqual(game.account.approvers);
  const needsCare = /July/.test(JSON.stringify(game.view.post.content));
  if (needsCare && game.staff.filter(({ id }) => may(id)).length > 1) expect(counted).toBeGreaterThan(1);
}

describe("whatever people try", () => {
  it("no post is approved without the people it needs, for the very words that stand", { timeout: 120_000 }, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(rules, fc.constantFrom("wali", "esha", "herald"), fc.array(tries, { maxLength: 25 }), (given, by, steps) => {
        let game = begin(given, by, { source: "wire" });
        for (const step of steps) {
          const before = game;
          game = taken(game, step);
          const { post, journal } = game.view;
          const last = journal.at(-1);
          if (game.view !== before.view && last?.kind === "moved") {
            seen.set(last.transition, (seen.get(last.transition) ?? 0) + 1);
            if (last.transition === "approve") checkApproval(game);
          }
          if (post.state === "approved") expect(standing(game)).toBe(true);
          if (post.state === "draft") expect([post.plan, post.digest, post.dueAt]).toEqual([null, null, null]);
        }
      }),
      { numRuns: 3_000 },
    );
    // The tries reach everything that is to be tried.
    for (const way of ["approve", "endorse", "announce", "second-look", "unapprove", "edit", "ask"])
      expect(seen.get(way) ?? 0, way).toBeGreaterThan(0);
  });
});

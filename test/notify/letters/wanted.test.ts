import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { KeptLetter, Letter } from "../../../src/domain/letter.ts";
import type { Change } from "../../../src/domain/view.ts";
import { afterQuiet, isQuiet } from "../../../src/notify/letters/quiet-hours.ts";
import { reachOf, waysTo } from "../../../src/notify/letters/reach.ts";
import { type LetterFacts, lettersOn } from "../../../src/notify/letters/wanted.ts";
import { mayApprove } from "../../../src/pipeline/approval/who.ts";
import { ask, reject, stopAuto } from "../../../src/pipeline/review.ts";
import { actorOf, begin, type Game, type PersonId, people, play, type Rules } from "../../support/approval-game.ts";
import { hourMs, minuteMs, morning } from "../../support/store-fixtures.ts";

function factsOf({ account, view, now }: Game, more: Partial<LetterFacts> = {}): LetterFacts {
  const verdict = view.post.state === "draft" ? { digest: digestOf(view), isStopped: false } : null;
  return { view, account, verdict, people, slotAt: morning + 8 * hourMs, kept: [], remindMs: 3 * hourMs, now, ...more };
}

/** Of the tests' own: words that differ have other digests. */
function digestOf({ post }: Game["view"]): string {
  return `digest-${JSON.stringify(post.content).length}-${post.revision > 1 && post.edited ? post.revision : 0}`;
}

const say = (letters: readonly Letter[]) => letters.map(({ person, kind }) => `${kind} ${person}`);

function having(game: Game, id: string, change: Change): Game {
  const played = play(game, id, () => ({ ok: true, value: change }));
  if (!played.result.ok) throw new Error(JSON.stringify(played.result.problems));
  return played.game;
}

const edit: Change = { transition: "edit", set: { edited: true }, note: {} };
const asking = (game: Game, id: string) => play(game, id, (view) => ask(view, "Name the districts.")).game;
const rejecting = (game: Game, id: string) => play(game, id, (view) => reject(view, "Old news.")).game;
const agreeing = (game: Game, id: string) => having(game, id, { transition: "endorse", set: {}, note: { digest: digestOf(game.view) } });
const approving = (game: Game, id: string) =>
  having(game, id, { transition: "approve", set: { digest: "d", scheduledAt: morning + hourMs }, note: { digest: "d" } });

function kept(letters: readonly Letter[], toldAt: number | null): readonly KeptLetter[] {
  return letters.map((letter) => {
    const id = `${letter.kind}:${letter.subject}:${letter.about}:${letter.person}`;
    return { ...letter, id, way: "email", madeAt: toldAt ?? 0, toldAt, droppedAt: null, tries: 1, problem: null };
  });
}

describe("a draft that waits", () => {
  it("is told to everybody who may approve it, and to nobody else", () => {
    expect(say(lettersOn(factsOf(begin())))).toEqual(["waits esha", "waits emad", "waits parveen", "waits adnan"]);
    const rules = { approval: { least: "publisher" as const, people: ["wali"] } };
    expect(say(lettersOn(factsOf(begin(rules, "esha"))))).toEqual(["waits wali", "waits parveen", "waits adnan"]);
  });

  it("is not told to who wrote it where others are to approve, nor to who has just changed its words", () => {
    expect(say(lettersOn(factsOf(begin({ approval: { others: true } }, "esha"))))).not.toContain("waits esha");
    expect(say(lettersOn(factsOf(begin({}, "esha"))))).toContain("waits esha");
    expect(say(lettersOn(factsOf(having(begin(), "emad", edit))))).toEqual(["waits esha", "waits parveen", "waits adnan"]);
  });

  it("is told to nobody while a finding stops it, its story is withdrawn, or nobody is known", () => {
    const game = begin();
    expect(lettersOn(factsOf(game, { verdict: { digest: "d", isStopped: true } }))).toEqual([]);
    const withdrawn = { ...game, view: { ...game.view, summary: { ...game.view.summary, withdrawn: true } } };
    expect(lettersOn(factsOf(withdrawn))).toEqual([]);
    expect(lettersOn(factsOf(game, { people: [] }))).toEqual([]);
  });

  it("waits for its writer, not for an approval, once changes are asked for", () => {
    const game = asking(begin(), "esha");
    expect(say(lettersOn(factsOf(game)))).toEqual(["asked wali"]);
    expect(say(lettersOn(factsOf(having(game, "wali", edit))))).not.toContain("asked wali");
  });

  it("that one of two agreed to is told to the others who may", () => {
    const game = agreeing(begin({ approvers: 2 }), "esha");
    expect(say(lettersOn(factsOf(game)))).toEqual(["second emad", "second parveen", "second adnan"]);
  });

  it("is announced to everybody concerned where the house is about to approve it, and waits as any other once that is stopped", () => {
    const game = begin();
    const told = having(game, "herald", { transition: "announce", set: {}, note: { digest: digestOf(game.view) } });
    expect(say(lettersOn(factsOf(told)))).toEqual(["auto esha", "auto emad", "auto parveen", "auto adnan", "auto wali"]);
    expect(lettersOn(factsOf({ ...told, now: morning + 15 * minuteMs }))).toEqual([]);
    const stopped = play(told, "wali", (view) => stopAuto(view)).game;
    expect(say(lettersOn(factsOf(stopped)))).toContain("waits esha");
  });
});

describe("a reminder", () => {
  const game = begin();
  const waits = lettersOn(factsOf(game));
  const reminders = (atMs: number, told: readonly KeptLetter[], more: Partial<LetterFacts> = {}) =>
    lettersOn(factsOf(game, { kept: told, now: morning + atMs, ...more })).filter(({ kind }) => kind === "reminder");

  it("comes when the time of the house is over, to who was told, and not before", () => {
    const told = kept(waits, morning);
    expect(reminders(3 * hourMs - 1, told)).toEqual([]);
    expect(say(reminders(3 * hourMs, told))).toEqual(["reminder esha", "reminder emad", "reminder parveen", "reminder adnan"]);
    expect(reminders(3 * hourMs, kept(waits, null))).toEqual([]);
    expect(reminders(3 * hourMs, told, { remindMs: 0 })).toEqual([]);
  });

  it("comes once more an hour before the first slot that the draft could have had, and not after it", () => {
    const told = kept(waits, morning);
    const first = kept(reminders(3 * hourMs, told), morning + 3 * hourMs);
    const all = [...told, ...first];
    expect(new Set(reminders(7 * hourMs - 1, all).map(({ about }) => about.split(":")[1]))).toEqual(new Set(["later"]));
    expect(new Set(reminders(7 * hourMs, all).map(({ about }) => about.split(":")[1]))).toEqual(new Set(["slot"]));
    expect(reminders(8 * hourMs, all).filter(({ about }) => about.endsWith(":slot"))).toEqual([]);
  });

  it("never follows within an hour on a letter about the same words", () => {
    const soon = lettersOn(factsOf(game, { slotAt: morning + 30 * minuteMs }));
    const told = kept(soon, morning);
    expect(reminders(10 * minuteMs, told)).toEqual([]);
    expect(reminders(29 * minuteMs, told)).toEqual([]);
  });
});

describe("who wrote it", () => {
  it("hears that it was approved or rejected by another, and not of what they did themselves", () => {
    expect(say(lettersOn(factsOf(approving(begin(), "esha"))))).toEqual(["outcome wali"]);
    expect(say(lettersOn(factsOf(rejecting(begin(), "esha"))))).toEqual(["outcome wali"]);
    expect(lettersOn(factsOf(approving(begin({}, "esha"), "esha")))).toEqual([]);
  });

  it("hears what became of it, as does who changed it last, each once and for two days", () => {
    const approved = approving(having(begin(), "emad", edit), "esha");
    const claimed = { ...approved.view.post, state: "published" as const };
    const published = { kind: "moved", transition: "publish", to: "published", seq: 9, at: morning, by: "worker a:1" } as const;
    const out = { ...approved, view: { ...approved.view, post: claimed, journal: [...approved.view.journal, published] } };
    expect(say(lettersOn(factsOf(out)))).toEqual(["outcome wali", "outcome emad"]);
    expect(new Set(lettersOn(factsOf(out)).map(({ about }) => about))).toEqual(new Set(["9"]));
    expect(lettersOn(factsOf({ ...out, now: morning + 49 * hourMs }))).toEqual([]);
  });
});

/** Anything that people may do, in any order. */
const doing = fc.constantFrom("edit", "ask", "reject", "agree", "approve", "announce");
const anyone = fc.constantFrom<PersonId | "herald">(...people.map(({ id }) => id), "herald");

function carriedOut(game: Game, [what, id]: readonly [string, string]): Game {
  const decide = { edit: () => having(game, id, edit), ask: () => asking(game, id), reject: () => rejecting(game, id) } as const;
  const more = { agree: () => agreeing(game, id), approve: () => approving(game, id) } as const;
  const announce = () => having(game, id, { transition: "announce", set: {}, note: { digest: digestOf(game.view) } });
  const acts: Readonly<Record<string, () => Game>> = { ...decide, ...more, announce };
  try {
    return acts[what]?.() ?? game;
  } catch {
    return game;
  }
}

test("whatever people do, nobody who may not approve is asked to, nobody twice, and nobody whom it doesn't concern hears of it", () => {
  const rules = fc.record({
    approvers: fc.integer({ min: 1, max: 3 }),
    approval: fc.record({ least: fc.constantFrom("writer" as const, "editor" as const, "publisher" as const, null), others: fc.boolean() }),
  });
  const steps = fc.array(fc.tuple(doing, anyone), { maxLength: 8 });
  fc.assert(
    fc.property(rules, anyone, steps, fc.integer({ min: 0, max: 60 }), (given: Rules, writer, way, hours) => {
      const game = { ...way.reduce(carriedOut, begin(given, writer)), now: morning + hours * hourMs };
      const early = lettersOn(factsOf({ ...game, now: morning }));
      const letters = lettersOn(factsOf(game, { kept: kept(early, morning) }));
      const keys = letters.map(({ person, kind, subject, about }) => [person, kind, subject, about].join(" "));
      expect(new Set(keys).size).toBe(keys.length);
      const { journal } = game.view;
      for (const { person, kind } of letters) {
        const wrote = journal.some((entry) => entry.by === person && entry.kind === "moved" && ["add", "edit"].includes(entry.transition));
        const mayDecide = mayApprove(actorOf(person), game.account);
        if (kind === "asked" || kind === "outcome") expect(wrote).toBe(true);
        else if (kind === "auto") expect(wrote || mayDecide).toBe(true);
        else expect(mayDecide).toBe(true);
      }
    }),
  );
});

describe("quiet hours", () => {
  const rules = { timezone: "Asia/Karachi", quiet: [{ name: "night", from: "22:00", to: "07:30" }] };
  const at = (time: string) => Temporal.Instant.from(`2026-03-02T${time}+05:00`).epochMilliseconds;

  it("are read in the house's zone, over midnight, and end on the minute", () => {
    expect(["21:59", "22:00", "23:30", "00:00", "07:29", "07:30"].map((time) => isQuiet(rules, at(time)))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(afterQuiet(rules, at("23:30"))).toBe(at("07:30") + 24 * hourMs);
    expect(afterQuiet(rules, at("12:00"))).toBe(at("12:00"));
  });

  test("nothing is ever put off into them, through clock changes too", () => {
    const zones = fc.constantFrom("Asia/Karachi", "Europe/London", "America/New_York");
    const year = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(zones, year, (timezone, moment) => {
        const later = afterQuiet({ ...rules, timezone }, moment);
        expect(later).toBeGreaterThanOrEqual(moment);
        expect(isQuiet({ ...rules, timezone }, later)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a letter's way", () => {
  const both = new Set(["email", "telegram"] as const);
  const reach = { person: "esha", letters: "email", chat: "77", silencedAt: null } as const;

  it("is as its reader wishes, by e-mail where they said nothing", () => {
    expect(waysTo(reachOf("esha", []), both)).toEqual(["email"]);
    expect(waysTo({ ...reach, letters: "both" }, both)).toEqual(["email", "telegram"]);
    expect(waysTo({ ...reach, letters: "telegram" }, both)).toEqual(["telegram"]);
    expect(waysTo({ ...reach, letters: "none" }, both)).toEqual([]);
  });

  it("is another where theirs is shut, so that nobody waits for what can't come", () => {
    expect(waysTo({ ...reach, letters: "telegram", silencedAt: 1 }, both)).toEqual(["email"]);
    expect(waysTo({ ...reach, letters: "telegram", chat: null }, both)).toEqual(["email"]);
    expect(waysTo(reach, new Set(["telegram"]))).toEqual(["telegram"]);
    expect(waysTo({ ...reach, chat: null }, new Set(["telegram"]))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { Happening } from "../../../src/domain/journal.ts";
import type { Transition } from "../../../src/domain/post.ts";
import { sayLetter, type Told, wholeText } from "../../../src/notify/letters/words.ts";
import { intent, outcome, threadPlan } from "../../support/plans.ts";
import { morning } from "../../support/store-fixtures.ts";
import { viewAfter } from "../views.ts";

const place = { origin: "https://herald.example.org", now: morning };
const url = "https://x.com/i/status/1";

function told(transition: Transition, reason?: string, happenings: readonly Happening[] = [], more: Partial<Told> = {}): Told {
  const view = viewAfter(transition, reason, { happenings });
  return { view, firstWords: "دریا پر بند", platformName: "X", timezone: "Asia/Karachi", slotAt: null, ...more };
}

const outcomeOf = (...given: Parameters<typeof told>) => sayLetter("outcome", [told(...given)], place).items[0]?.split("\n")[1];

describe("a letter", () => {
  it("says what became of a post: when it goes out, where it is, or why not", () => {
    const key = threadPlan.steps[0]?.key ?? "";
    const sent = [intent(threadPlan, key), outcome(threadPlan, key, { kind: "done", output: { id: "1", url } })];
    expect(outcomeOf("approve")).toMatch(/^Approved by .+; it goes out Mon 2 Mar 2026 09:00 \(Asia\/Karachi, UTC\+5\)\.$/);
    expect(outcomeOf("publish", undefined, sent)).toBe(`Published: ${url}`);
    expect(outcomeOf("publish")).toBe("Published.");
    expect(outcomeOf("reject", "Old\nnews.")).toMatch(/^Rejected by .+: \u2068Old news\.\u2069$/);
    expect(outcomeOf("miss", "It was late.")).toBe("Missed; nothing of it went out: \u2068It was late.\u2069");
    expect(outcomeOf("fail", "X refused it.")).toBe("Failed: \u2068X refused it.\u2069");
  });

  it("sets a post's words apart from the line round them, in its subject too, and names a slot only while it lies ahead", () => {
    const letter = (slotAt: number) => sayLetter("waits", [told("unapprove", undefined, [], { slotAt })], place);
    expect(letter(morning + 1).subject).toBe("A draft waits for your approval: “\u2068دریا پر بند\u2069”");
    expect(letter(morning + 1).items[0]).toBe(
      "X (x): “\u2068دریا پر بند\u2069”\nIts first free slot: Mon 2 Mar 2026 09:00 (Asia/Karachi, UTC+5).\nhttps://herald.example.org/posts/lusab-42",
    );
    expect(letter(morning).items[0]).not.toContain("slot");
  });

  it("fits, whatever stands in it", () => {
    const one = sayLetter("outcome", [told("fail", "word ".repeat(2_000))], place);
    expect(wholeText(one, 4_096)).toContain("…\u2069\nhttps://herald.example.org/posts/lusab-42");
    expect(wholeText({ ...one, items: ["x".repeat(5_000)] }, 4_096)).toBe(`${one.opening}\n\n${one.closing}`);
  });
});

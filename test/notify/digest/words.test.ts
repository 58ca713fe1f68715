import { describe, expect, test } from "vitest";
import { type Digest, isEmpty, sayDigest } from "../../../src/notify/digest/words.ts";

const origin = "https://desk.example";
const at = Temporal.Instant.from("2026-03-02T09:00:00+05:00").epochMilliseconds;
const post = { id: "lusab-42", account: "x", platformName: "X", words: "The cabinet approved it" };
const none: Digest = {
  day: "2026-03-02",
  timezone: "Asia/Karachi",
  today: [],
  waits: [],
  trouble: [],
  paused: [],
  published: [],
  notices: [],
};
const house = { person: null, isAdmin: true };
const textOf = (digest: Digest, reader: Parameters<typeof sayDigest>[1] = house) =>
  sayDigest(digest, reader, origin)?.items.join("\n\n") ?? null;

describe("the digest's words", () => {
  test("are none where there is nothing to tell, also where only admins have something", () => {
    expect(sayDigest(none, house, origin)).toBeNull();
    const noted = { ...none, notices: ["A webhook is off."] };
    expect([isEmpty(noted, { person: "wali", isAdmin: false }), isEmpty(noted, house)]).toEqual([true, false]);
  });

  test("say that nothing goes out only beside something else", () => {
    const text = textOf({ ...none, paused: [{ account: "x", reason: "Floods.", by: "ayesha", until: null }] });
    expect(text).toBe("Nothing goes out today.\n\nWhat is paused\n- x, by ayesha: \u2068Floods.\u2069");
  });

  test("tell times by the house's clocks, and whose hand is needed", () => {
    const today = [
      { ...post, at, isByHand: false },
      { ...post, id: "jati-7", at: at + 3_600_000, isByHand: true },
    ];
    expect(textOf({ ...none, today })).toBe(
      "What goes out today (times of Asia/Karachi)\n- 09:00 X (x): “\u2068The cabinet approved it\u2069” [lusab-42]\n- 10:00 X (x): “\u2068The cabinet approved it\u2069” [jati-7], by hand",
    );
  });

  test("tell people first what waits for them, and then for whom the rest does", () => {
    const waits: Digest["waits"] = [
      { ...post, why: "approval", people: ["ayesha", "bilal"] },
      { ...post, id: "jati-7", why: "changes", people: ["wali"] },
      { ...post, id: "kot-9", why: "hand-off", people: [] },
    ];
    const text = textOf({ ...none, waits }, { person: "wali", isAdmin: false }) ?? "";
    expect(text.indexOf("jati-7")).toBeLessThan(text.indexOf("lusab-42"));
    expect(text).toContain("[jati-7] waits for changes\n");
    expect(text).toContain(
      "What waits for others\n- X (x): “\u2068The cabinet approved it\u2069” [lusab-42] waits for an approval (ayesha, bilal)",
    );
    expect(textOf({ ...none, waits })).toContain("What waits\n");
  });

  test("quote nothing of what is under embargo, neither words nor reasons", () => {
    const hidden = { ...post, words: null };
    const digest: Digest = {
      ...none,
      today: [{ ...hidden, at, isByHand: false }],
      trouble: [{ ...hidden, kind: "held", since: at, why: "The minister resigns" }],
    };
    expect(textOf(digest)).toContain("- 09:00 X (x): under embargo [lusab-42]");
    expect(textOf(digest)).toContain("- X (x): under embargo [lusab-42] is in doubt, 2026-03-02 09:00");
    expect(textOf(digest)).not.toContain("minister");
  });

  test("are cut where they are long, and count all in the subject", () => {
    const today = Array.from({ length: 40 }, (_, index) => ({ ...post, id: `post-${index}`, at: at + index, isByHand: false }));
    const letter = sayDigest({ ...none, today }, house, origin);
    expect(letter?.items[0]?.split("\n")).toHaveLength(17);
    expect(letter?.items[0]).toContain("- And 25 more, on the desk.");
    expect(letter?.subject).toBe("Today, 2026-03-02: 40 go out");
    expect(sayDigest({ ...none, published: [{ ...post, at, url: "https://x.com/i/status/1" }] }, house, origin)?.subject).toBe(
      "Today, 2026-03-02: nothing goes out",
    );
  });
});

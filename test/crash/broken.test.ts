/** Five broken engines, each caught by the checker that the engine as it is passes. */
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, type Drawn, openCast, people, roles, threadOf } from "./cast.ts";
import { type Complaint, judge } from "./judge.ts";
import { play } from "./play.ts";
import type { Script, Trouble } from "./script.ts";
import { sleepAfterIntent } from "./sleeper.ts";

const { account } = roles.x;
const lastWords = "Sources and method: example.org";
let pictures: readonly Drawn[] = [];

beforeAll(async () => {
  pictures = (await openCast()).pictures;
});

function threadCast(content: Cast["parts"][number]["content"], kept: readonly Drawn[] = []): Cast {
  return { people, roles: [roles.x], pictures: kept, parts: [{ id: "thread-1", role: roles.x, content }] };
}

/** Dies with the nth request to X when it has taken effect. */
function killed(nth: number, phase: "arrived" | "effect"): readonly Trouble[] {
  return [{ kind: "kill", account, nth, phase }];
}

/** A thread whose two parts have a picture each, the second of which X no longer knows when it is to be posted. */
function illustrated(): Script {
  const parts = pictures.slice(0, 2).map(({ plain }, index) => ({ text: `Illustrated, part ${index + 1}`, media: [{ ...plain }] }));
  const body = { title: "Invalid Request", detail: "Your media IDs are invalid.", type: "about:blank", status: 400 };
  const troubles: readonly Trouble[] = [{ kind: "fault", account, nth: 10, fault: { before: { status: 400, body } } }];
  return { cast: threadCast({ parts }, pictures), troubles };
}

const scripts: Readonly<Record<string, () => Script>> = {
  "intent-after-send": () => ({ cast: threadCast(threadOf("Alone", null, 1)), troubles: killed(1, "effect") }),
  "marked-harmless": () => ({ cast: threadCast(threadOf("Alone", null, 1)), troubles: killed(1, "effect") }),
  // The account posted the last part's words by hand an hour ago; the part itself never arrives.
  "text-alone": () => ({
    cast: threadCast({
      parts: [
        { text: "A report on wells", media: [] },
        { text: lastWords, media: [] },
      ],
    }),
    troubles: killed(2, "arrived"),
    byHand: lastWords,
  }),
  "forgetful-restart": illustrated,
};

const caught: Readonly<Record<string, Complaint["kind"]>> = {
  "intent-after-send": "duplicate",
  "marked-harmless": "duplicate",
  "text-alone": "loss",
  "forgetful-restart": "duplicate",
};

function kindsOf(complaints: readonly Complaint[]): readonly Complaint["kind"][] {
  return [...new Set(complaints.map(({ kind }) => kind))];
}

describe.concurrent("an engine that is broken", { timeout: 240_000 }, () => {
  it.each(Object.keys(scripts))("is caught, and the engine as it is passes: %s", async (name) => {
    const script = scripts[name]?.();
    if (!script) throw new Error(`There is no script ${name}.`);
    const [whole, broken] = await Promise.all([play(script), play({ ...script, preload: `broken/${name}.ts` })]);
    expect(judge(whole), whole.said).toEqual([]);
    expect(broken.accidents, broken.said).toEqual([]);
    expect(kindsOf(judge(broken)), broken.said).toContain(caught[name]);
  });

  it("is caught: lease-unchecked, where the engine as it is passes in stopped.test.ts", async () => {
    const cast = threadCast(threadOf("Alone", null, 1));
    const broken = await sleepAfterIntent(cast, "post-1", ["broken/lease-unchecked.ts"]);
    expect(broken.codes, broken.said).toEqual([0, 0]);
    expect(kindsOf(broken.complaints), broken.said).toContain("duplicate");
  });
});

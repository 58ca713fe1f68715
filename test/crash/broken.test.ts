/** Five broken engines, each caught by the checker that the engine as it is passes. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/domain/json.ts";
import { type Cast, type Drawn, openCast, type Part, people, roles, threadOf } from "./cast.ts";
import { crowdTiming } from "./child.ts";
import { type Complaint, judge } from "./judge.ts";
import { play } from "./play.ts";
import type { Script, Trouble } from "./script.ts";
import { sleepAfterIntent } from "./sleeper.ts";
import { troupeOf } from "./troupe.ts";

const lastWords = "Sources and method: example.org";
let pictures: readonly Drawn[] = [];

beforeAll(async () => {
  pictures = (await openCast()).pictures;
});

/** A thread, and what goes wrong with it. */
interface Scene {
  readonly content: Json;
  readonly trouble:
    | Omit<Extract<Trouble, { readonly kind: "kill" }>, "account">
    | Omit<Extract<Trouble, { readonly kind: "fault" }>, "account">;
  readonly byHand?: string;
}

/** Killed when the one request of a post of one part has taken effect. */
function alone(): Scene {
  return { content: threadOf("Alone", null, 1), trouble: { kind: "kill", nth: 1, phase: "effect" } };
}

/** The account posted the last part's words by hand an hour ago; the part itself never arrives. */
function repeated(): Scene {
  const parts = ["A report on wells", lastWords].map((text) => ({ text, media: [] }));
  return { content: { parts }, trouble: { kind: "kill", nth: 2, phase: "arrived" }, byHand: lastWords };
}

/** Two parts with a picture each, the second of which X no longer knows when it is to be posted. */
function illustrated(): Scene {
  const parts = pictures.slice(0, 2).map(({ plain }, index) => ({ text: `Illustrated, part ${index + 1}`, media: [{ ...plain }] }));
  const body = { title: "Invalid Request", detail: "Your media IDs are invalid.", type: "about:blank", status: 400 };
  return { content: { parts }, trouble: { kind: "fault", nth: 10, fault: { before: { status: 400, body } } } };
}

const scenes: Readonly<Record<string, () => Scene>> = {
  "intent-after-send": alone,
  "marked-harmless": alone,
  "text-alone": repeated,
  "forgetful-restart": illustrated,
};

/** The scenes side by side, each on an account of its own; what was posted by hand is the first account's. */
function scriptOf(shown: readonly Scene[]): Script {
  const likes = shown.map(({ content }): Part => ({ id: "thread-1", role: roles.x, content }));
  const cast = troupeOf({ pictures }, likes);
  const troubles = shown.map(({ trouble }, index): Trouble => ({ ...trouble, account: cast.roles[index]?.account ?? "" }));
  const byHand = shown[0]?.byHand;
  return { cast, troubles, together: true, timing: crowdTiming, ...(byHand === undefined ? {} : { byHand }) };
}

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
  it.each(Object.entries(scenes))("is caught: %s", async (name, scene) => {
    const broken = await play({ ...scriptOf([scene()]), preload: `broken/${name}.ts` });
    expect(broken.accidents, broken.said).toEqual([]);
    expect(kindsOf(judge(broken)), broken.said).toContain(caught[name]);
  });

  it("is not what there is: the engine as it is passes the same", async () => {
    const whole = await play(scriptOf([repeated(), alone(), illustrated()]));
    expect(judge(whole), whole.said).toEqual([]);
  });

  it("is caught: lease-unchecked, where the engine as it is passes in stopped.test.ts", async () => {
    const parts = [{ id: "thread-1", role: roles.x, content: threadOf("Alone", null, 1) }];
    const cast: Cast = { people, roles: [roles.x], pictures: [], parts };
    const broken = await sleepAfterIntent(cast, "post-1", ["broken/lease-unchecked.ts"]);
    expect(broken.codes, broken.said).toEqual([0, 0]);
    expect(kindsOf(broken.complaints), broken.said).toContain("duplicate");
  });
});

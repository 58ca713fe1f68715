/** One suite for every platform: what the contract promises, shown on samples of its own. */
import { describe, expect, it } from "vitest";
import type { Correction, Way } from "../../src/domain/correction.ts";
import type { Json } from "../../src/domain/json.ts";
import type { Step } from "../../src/domain/plan.ts";
import { isHandoff } from "../../src/domain/plan.ts";
import { passes } from "../../src/domain/problem.ts";
import type { Language } from "../../src/domain/summary.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { isDelete } from "../../src/pipeline/half-sent.ts";
import type { Brief, Platform, Secret } from "../../src/platforms/platform.ts";
import { house } from "../pipeline/compose/house.ts";
import { accountOn, edgeWith, picture, secrets } from "../support/platform-fixtures.ts";
import { summaryOf } from "../support/store-fixtures.ts";

export interface Samples<Content> {
  /** Contents that the platform takes. */
  readonly good: readonly Content[];
  /** Contents that it doesn't, with the code of a finding that says so. */
  readonly bad: readonly (readonly [Content, string])[];
  /** Addresses of posts of the account, with the id in each. */
  readonly addresses: readonly (readonly [string, string])[];
  /** Addresses that are no post of it. */
  readonly strangers: readonly string[];
}

type Hole = { readonly hole: string } | { readonly media: string };

function holesIn(json: Json): readonly Hole[] {
  if (typeof json !== "object" || json === null) return [];
  if (Array.isArray(json)) return json.flatMap((item: Json) => holesIn(item));
  if ("hole" in json && "field" in json) return [{ hole: String(json.hole) }];
  if ("media" in json && typeof json.media === "string") return [{ media: json.media }];
  return Object.values(json).flatMap(holesIn);
}

/** Everything of a step but its key, as JSON. */
function insidesOf(step: Step): Json {
  return JSON.parse(JSON.stringify(step));
}

function isRead(step: Step): boolean {
  return !isHandoff(step) && step.method === "GET";
}

function planSuite<Content>(platform: Platform<Content>, { good }: Samples<Content>): void {
  const account = accountOn(platform.id);
  const plans = good.map((content) => ({ content, steps: platform.plan(content, account) }));

  it("plans the same steps for the same content", () => {
    for (const { content, steps } of plans) expect(platform.plan(structuredClone(content), account)).toEqual(steps);
  });

  it("gives every step of a plan a key of its own, and shows readers something", () => {
    for (const { steps } of plans) {
      expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
      expect(steps.some(({ repeat }) => repeat === "never")).toBe(true);
    }
  });

  it("puts every harmless step before the first that shows, but for reading what came of it", () => {
    for (const { steps } of plans) {
      const first = steps.findIndex(({ repeat }) => repeat === "never");
      const late = steps.slice(first).filter((step) => step.repeat === "harmless" && !isRead(step));
      expect(late).toEqual([]);
    }
  });

  it("fills holes from the account and from earlier steps only", () => {
    for (const { steps } of plans) {
      const known = new Set(["account"]);
      for (const step of steps) {
        for (const hole of holesIn(insidesOf(step))) if ("hole" in hole) expect(known).toContain(hole.hole);
        known.add(step.key);
      }
    }
  });

  it("names every picture of the content, and no other", () => {
    for (const { content, steps } of plans) {
      const named = holesIn(steps.map(insidesOf)).flatMap((hole) => ("media" in hole ? [hole.media] : []));
      const shown = platform.read(content).parts.flatMap(({ pictures }) => pictures.map(({ digest }) => digest));
      expect(named).toEqual(shown);
    }
  });

  it("sends every word that the reading shows, and every alt text where steps carry them", () => {
    for (const { content, steps } of plans) {
      const sent = JSON.stringify(steps);
      const { parts } = platform.read(content);
      const alts = steps.some(isHandoff) ? [] : parts.flatMap(({ pictures }) => pictures.map(({ alt }) => alt));
      const words = [...parts.map(({ text }) => text), ...alts].filter((text) => text !== "");
      for (const text of words) expect(sent).toContain(JSON.stringify(text));
    }
  });

  it("holds no address or id of this installation in a plan", () => {
    for (const { steps } of plans) expect(JSON.stringify(steps)).not.toContain(account.remoteId);
  });

  it("asks a price that is nothing or more, in tenths of a cent", () => {
    for (const { steps } of plans) {
      const { usd } = platform.cost?.(steps, account) ?? { usd: 0 };
      expect(usd).toBeGreaterThanOrEqual(0);
      expect(Math.round(usd * 1000) / 1000).toBe(usd);
    }
  });
}

const templates = openTemplates("templates");
const mistakes = [{ was: "Rs 3,900", now: "Rs 3,950" }];

function correctionSuite<Content>(platform: Platform<Content>, { good }: Samples<Content>): void {
  const account = accountOn(platform.id);
  const [published] = good;
  if (published === undefined) throw new Error("A platform needs a sample.");
  const of = { id: "1890000000000000001", url: "https://example.org/post/1" };
  const correction = (way: Way): Correction => ({ corrects: "lusab-42", way, mistakes, of });
  const summary = summaryOf("wheat", {
    paragraphs: ["Wheat support price rises to Rs 3,950 per 40 kg, the food ministry says."],
    tags: ["wheat"],
  });
  const corrected = (way: Way, language: Language) => {
    const brief: Brief = { account, house, render: (name, values) => templates.text(platform.id, name, values) };
    const matter = { way, mistakes, summary: { ...summary, language }, published, pictures: [picture()] };
    return platform.correct(matter, brief);
  };
  const ways = [platform.corrects, "repost"] as const;

  it.each(ways.flatMap((way) => (["en", "ur"] as const).map((language) => [way, language] as const)))(
    "says in a %s in %s what was wrong and what is right, and invites nobody",
    (way, language) => {
      const text = platform
        .read(corrected(way, language))
        .parts.map((part) => part.text)
        .join("\n");
      expect(text).toContain("“Rs 3,900”");
      expect(text).toContain("“Rs 3,950”");
      expect(text).toMatch(language === "ur" ? /^تصحیح: /mu : /^Correction: /m);
      expect(text).not.toMatch(/#|Follow|فالو/u);
      expect(platform.validate(corrected(way, language)).filter(({ severity }) => severity === "block")).toEqual([]);
    },
  );

  it("takes an editor's own words for it to the letter", () => {
    const brief: Brief = { account, house, render: () => "" };
    const content = platform.correct(
      { way: platform.corrects, mistakes, summary, published, text: "Correction: mine.", pictures: [] },
      brief,
    );
    expect(platform.read(content).parts.map(({ text }) => text)).toEqual(["Correction: mine."]);
  });

  it("binds the post that it corrects with its plan, and repeats nothing that readers would see twice", () => {
    const content = corrected(platform.corrects, "en");
    const steps = platform.plan(content, account, correction(platform.corrects));
    expect(steps.filter(({ repeat }) => repeat === "never")).toHaveLength(1);
    const [step] = steps.slice(-1);
    expect(JSON.stringify(step)).toContain(platform.corrects === "reply" ? of.id : of.url);
    expect(step && isHandoff(step) ? step.act : "sent").toBe(platform.corrects === "reply" ? "sent" : "edit");
    expect(platform.plan(content, account, correction("repost"))).toEqual(platform.plan(content, account));
  });

  it("deletes what is out by a program or by a hand", () => {
    const steps = (platform.retract ?? platform.deleteByHand)?.([of]) ?? [];
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.every((step) => isDelete(step) && step.repeat === "harmless")).toBe(true);
    expect(platform.retract === undefined).toBe(platform.deleteByHand !== undefined);
  });
}

function contentSuite<Content>(platform: Platform<Content>, { good, bad }: Samples<Content>): void {
  it("makes a content of words alone, which it reads back", () => {
    const content = platform.contentOf("Words alone,\n\nin two paragraphs.");
    expect(platform.read(content)).toEqual({ parts: [{ text: "Words alone,\n\nin two paragraphs.", pictures: [] }] });
    expect(platform.parse(JSON.parse(JSON.stringify(content)))).toEqual({ ok: true, content });
  });

  it("reads back what it stored", () => {
    for (const content of good) expect(platform.parse(JSON.parse(JSON.stringify(content)))).toEqual({ ok: true, content });
  });

  it("refuses what is no content, naming the place", () => {
    for (const json of [null, 3, "text", [], {}, { ...good[0], surprise: true }]) {
      const read = platform.parse(json);
      expect(read.ok).toBe(false);
      for (const problem of read.ok ? [] : read.problems) {
        expect(problem.code).toMatch(/^input-/);
        expect(problem.where).not.toBe("");
        expect(problem.remedy).not.toBe("");
      }
    }
  });

  it("has no objection to what the platform takes", () => {
    for (const content of good) expect(passes(platform.validate(content))).toBe(true);
  });

  it.each(bad.map(([content, code]) => ({ content, code })))("finds $code", ({ content, code }) => {
    const found = platform.validate(content);
    expect(found.map((problem) => problem.code)).toContain(code);
    for (const problem of found) {
      expect(problem.code).toMatch(/^(length|media|alt|link|style)-/);
      expect([problem.where, problem.message, problem.remedy].every((words) => words.length > 2)).toBe(true);
    }
  });

  it("counts within its limits what it takes", () => {
    for (const content of good) {
      const { parts = [], characters = 0, max = platform.limits.text.max } = platform.counts(content);
      for (const part of parts) expect(part.weightedLength).toBeLessThanOrEqual(part.max);
      expect(characters).toBeLessThanOrEqual(max);
    }
  });
}

function loginSuite<Content>(platform: Platform<Content>): void {
  const secret: Secret = secrets[platform.id];

  it("names its variables as the environment does, and where to find them", () => {
    expect(platform.variables.some(({ required }) => required)).toBe(true);
    for (const { name, help } of platform.variables) {
      expect(name).toMatch(/^[A-Z]+(_[A-Z]+)+$/);
      expect(help.length).toBeGreaterThan(10);
    }
    expect(Object.keys(secret).every((name) => platform.variables.some((variable) => variable.name === name))).toBe(true);
  });

  it("tells from a login alone who it is, and nothing from an empty one", () => {
    expect(platform.remoteId(secret)).toBe(accountOn(platform.id).remoteId);
    expect(platform.remoteId({})).toBeNull();
  });

  it("opens without asking anyone", async () => {
    const closed = () => {
      throw new Error("asked");
    };
    await platform.open(accountOn(platform.id), secret, edgeWith({ bytes: closed, publicUrl: closed, sawDate: closed }));
  });

  it("refuses to open without a login", async () => {
    await expect(platform.open(accountOn(platform.id), {}, edgeWith())).rejects.toThrow(
      /X_ACCESS_TOKEN|INSTAGRAM_USER_ID|YOUTUBE_CHANNEL_ID/,
    );
  });
}

function addressSuite<Content>(platform: Platform<Content>, { addresses, strangers }: Samples<Content>): void {
  const account = accountOn(platform.id);

  it.each(addresses)("takes %s", (url, id) => {
    expect(platform.postId(url, account)).toBe(id);
  });

  it.each(strangers)("does not take %s", (url) => {
    expect(platform.postId(url, account)).toBeNull();
  });
}

/** What every platform promises. @example platformContract(x, { good: […], bad: […], addresses: […], strangers: […] }) */
export function platformContract<Content>(platform: Platform<Content>, samples: Samples<Content>): void {
  describe(platform.name, () => {
    planSuite(platform, samples);
    contentSuite(platform, samples);
    correctionSuite(platform, samples);
    loginSuite(platform);
    addressSuite(platform, samples);

    if (!platform.retract) return;
    it("takes back the last first", () => {
      const steps = platform.retract?.([{ id: "11" }, { id: "12" }]) ?? [];
      const paths = steps.map((step) => (isHandoff(step) ? "" : String(step.path)));
      expect(paths.map((path) => path.slice(-2))).toEqual(["12", "11"]);
      expect(steps.every(({ repeat }) => repeat === "harmless")).toBe(true);
    });
  });
}

import type { Entry, Happening } from "../../src/domain/journal.ts";
import type { Json } from "../../src/domain/json.ts";
import type { Plan, Step } from "../../src/domain/plan.ts";
import type { Post, State } from "../../src/domain/post.ts";
import { block } from "../../src/domain/problem.ts";
import type { PostView } from "../../src/domain/view.ts";
import { planDigest } from "../../src/pipeline/digest.ts";
import type { Bench } from "../../src/pipeline/review.ts";
import type { Platform } from "../../src/platforms/platform.ts";
import { registry } from "../../src/platforms/registry.ts";
import type { XContent } from "../../src/platforms/x/content.ts";
import { house } from "../pipeline/compose/house.ts";
import { intent, outcome } from "./plans.ts";
import { accountOn, picture } from "./platform-fixtures.ts";
import { morning, summaryOf } from "./store-fixtures.ts";

const account = accountOn("x");
const x: Platform = registry.x;

export const bench: Bench = { platform: x, account, house, now: morning };

/** How a part of a thread ended. */
export type End = "done" | "doubt" | "unknown" | "refused" | "open";

/** A thread of these texts; a part has a picture where `pictures` names its alt text. */
export function contentOf(texts: readonly string[], pictures: Readonly<Record<number, string>> = {}): XContent {
  return {
    parts: texts.map((text, index) => {
      const alt = pictures[index];
      return { text, media: alt === undefined ? [] : [picture({ alt, digest: String(index).repeat(64).slice(0, 64) })] };
    }),
  };
}

export function planFor(content: XContent): Plan {
  const steps = x.plan(content as unknown as Json, account);
  return { version: 1, account: account.id, platform: "x", remoteId: account.remoteId, content: content as unknown as Json, steps };
}

/** What the journal says of a step that ended so; post `post-2` has the id `2`. */
export function ended(plan: Plan, step: Step, end: End): readonly Happening[] {
  const { key } = step;
  const begun = intent(plan, key);
  const id = key.startsWith("post-") ? key.slice("post-".length) : key;
  switch (end) {
    case "done":
      return [begun, outcome(plan, key, { kind: "done", output: { id, url: `https://x.com/i/status/${id}` } })];
    case "doubt":
      return [begun, outcome(plan, key, { kind: "doubt", reason: "It was cut." })];
    case "unknown": {
      const { stepDigest } = begun as Extract<Happening, { kind: "intent" }>;
      return [begun, { kind: "verdict", step: key, stepDigest, verdict: { kind: "unknown", reason: "X can't tell." } }];
    }
    case "refused":
      return [begun, outcome(plan, key, { kind: "refused", problem: block("style-refused", key, "X refused it.", "Shorten it.") })];
    case "open":
      return [begun];
  }
}

export function entriesOf(happenings: readonly Happening[]): readonly Entry[] {
  return happenings.map((happening, index) => ({ ...happening, seq: index + 1, at: morning + index, by: "test" }));
}

/** A post of which the harmless steps are done and the parts ended as `ends` says, in order. */
export function postWith(content: XContent, ends: readonly End[], state: State, more: readonly Happening[] = []): PostView {
  const plan = planFor(content);
  const harmless = plan.steps.filter(({ repeat }) => repeat === "harmless").flatMap((step) => ended(plan, step, "done"));
  const shown = plan.steps.filter(({ repeat }) => repeat === "never");
  const parts = ends.flatMap((end, index) => (shown[index] ? ended(plan, shown[index], end) : []));
  const journal = entriesOf([...harmless, ...parts, ...more]);
  const post: Post = {
    id: "lusab-42",
    summaryId: "sum-a",
    account: "x",
    platform: "x",
    state,
    revision: 5,
    content: content as unknown as Json,
    edited: false,
    plan,
    digest: planDigest(plan),
    scheduledAt: morning,
    dueAt: null,
    createdAt: morning,
  };
  return {
    post,
    summary: { summary: summaryOf("a"), addedAt: morning, withdrawn: false },
    journal,
    lease: null,
    account: { id: "x", pause: null, remoteId: null, name: null, url: null },
    house: { pause: null },
    taken: [],
  };
}

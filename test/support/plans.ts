import type { Entry, Happening, Outcome, Verdict } from "../../src/domain/journal.ts";
import type { Plan, Step } from "../../src/domain/plan.ts";
import { stepDigest } from "../../src/pipeline/digest.ts";

/** A plan with the shapes that matter: a picture, a thread of two, and a permalink to look up afterwards. */
export const threadPlan: Plan = {
  version: 1,
  account: "x",
  platform: "x",
  remoteId: "100",
  content: { parts: [{ text: "one" }, { text: "two" }] },
  steps: [
    { key: "media-1", repeat: "harmless", method: "POST", path: "/media", body: { media: "digest" } },
    { key: "post-1", repeat: "never", method: "POST", path: "/posts", body: { text: "one", media: { hole: "media-1", field: "id" } } },
    { key: "post-2", repeat: "never", method: "POST", path: "/posts", body: { text: "two", reply: { hole: "post-1", field: "id" } } },
    { key: "permalink", repeat: "harmless", method: "GET", path: ["/posts/", { hole: "post-1", field: "id" }], body: {} },
  ],
};

/** A picture that is processed before it can be shown. */
export const containerPlan: Plan = {
  version: 1,
  account: "instagram",
  platform: "instagram",
  remoteId: "200",
  content: { caption: "one" },
  steps: [
    { key: "container-1", repeat: "harmless", method: "POST", path: "/containers", body: {} },
    { key: "ready", repeat: "harmless", method: "GET", path: ["/containers/", { hole: "container-1", field: "id" }], body: {} },
    { key: "publish", repeat: "never", method: "POST", path: "/publish", body: { container: { hole: "container-1", field: "id" } } },
  ],
};

export const handoffPlan: Plan = {
  version: 1,
  account: "youtube",
  platform: "youtube-community",
  remoteId: "UC1",
  content: { text: "one" },
  steps: [{ key: "hand-off", repeat: "never", text: "one", media: [], openUrl: ["/channel/", { hole: "account", field: "id" }] }],
};

function stepOf(plan: Plan, key: string): Step {
  const step = plan.steps.find((candidate) => candidate.key === key);
  if (!step) throw new Error(`The plan has no step ${key}.`);
  return step;
}

export function intent(plan: Plan, key: string): Happening {
  return { kind: "intent", step: key, stepDigest: stepDigest(stepOf(plan, key)) };
}

export function outcome(plan: Plan, key: string, what: Outcome): Happening {
  return { kind: "outcome", step: key, stepDigest: stepDigest(stepOf(plan, key)), outcome: what };
}

export function verdict(plan: Plan, key: string, what: Verdict): Happening {
  return { kind: "verdict", step: key, stepDigest: stepDigest(stepOf(plan, key)), verdict: what };
}

export function done(plan: Plan, key: string, id = `${key}-id`): readonly Happening[] {
  return [intent(plan, key), outcome(plan, key, { kind: "done", output: { id } })];
}

/** Numbers the happenings, one second apart. */
export function journalOf(...happenings: readonly Happening[]): readonly Entry[] {
  return happenings.map((happening, index) => ({ ...happening, seq: index + 1, at: index * 1000, by: "test" }));
}

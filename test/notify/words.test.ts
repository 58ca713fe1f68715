import { describe, expect, it } from "vitest";
import { type IncidentKind, incidentKinds } from "../../src/domain/incident.ts";
import { commands } from "../../src/faces/cli/commands.ts";
import { incident } from "../../src/notify/incident.ts";
import { firstWords, messageOf } from "../../src/notify/message.ts";
import { sayNews } from "../../src/notify/news.ts";
import { withoutSecrets } from "../../src/notify/notifier.ts";
import { watchOver } from "../../src/notify/watch.ts";
import { wordsFor } from "../../src/notify/words.ts";
import { registry } from "../../src/platforms/registry.ts";
import { handoffPlan, outcome, threadPlan } from "../support/plans.ts";
import { morning } from "../support/store-fixtures.ts";
import { viewAfter, waitingView } from "./views.ts";

const words = ["Wheat prices rose in six cities in May, and the ministry expects", " them to fall after the harvest."].join("");
const threadContent = {
  parts: [
    { text: words, media: [] },
    { text: "The second part.", media: [] },
  ],
};
const plan = { ...threadPlan, content: threadContent };

function kept(kind: IncidentKind, more = {}) {
  const facts = {
    id: `${kind}:1`,
    topic: "t",
    kind,
    account: "x",
    platform: "x",
    post: "lusab-42",
    reason: "The network went away.",
    ids: ["900", "901"],
  };
  return { ...incident({ ...facts, ...more }), openedAt: morning, closedAt: null, tellings: [] };
}

describe("what people are told", () => {
  it.each(incidentKinds)("%s says what happened and what to do, with commands that there are", (kind) => {
    const view = kind === "held" ? viewAfter("hold", "r", { plan }) : waitingView();
    const message = messageOf(kept(kind), { registry, view });
    expect(message.subject).toMatch(/^\S.{5,79}$/);
    expect(message.happened).toMatch(/[.!]$/);
    expect(message.text).not.toMatch(/undefined|null|\[object| {2}/);
    expect(message.todo.length).toBeGreaterThan(0);
    const known = commands.map(({ usage }) => usage.split(" ")[0]);
    for (const { command } of message.todo) if (command !== null) expect(known).toContain(command.split(" ")[0]);
  });

  it("names the post by its id, its account and its first words", () => {
    const view = viewAfter("hold", "Nobody knows.", { plan });
    const { happened, post } = messageOf(kept("held"), { registry, view });
    expect(happened).toContain(
      "lusab-42 on x (“Wheat prices rose in six cities in May, and the ministry…”) is held: The network went away.",
    );
    expect(post).toMatchObject({ id: "lusab-42", state: "held", visible: [] });
  });

  it("quotes a short beginning whole", () => {
    expect(firstWords(registry, { platform: "x", content: { parts: [{ text: "Rain\n\nat last.", media: [] }] } })).toBe("Rain at last.");
  });

  it("shows what is out of a half-sent thread, and offers to go on, take down or leave", () => {
    const shown = outcome(plan, "post-1", { kind: "done", output: { id: "900", url: "https://x.com/i/status/900" } });
    const view = viewAfter("fail", "X refused part 2.", { plan, happenings: [shown] });
    const { text, todo } = messageOf(kept("failed"), { registry, view });
    expect(text).toContain("Readers see already: https://x.com/i/status/900");
    expect(todo.map(({ command }) => command)).toEqual(["edit lusab-42", "resume-post lusab-42", "take-down lusab-42", "leave lusab-42"]);
  });

  it("carries all that a hand-off needs: the text to the letter, where it goes, and how it is reported", () => {
    const steps = handoffPlan.steps.map((step) => ({ ...step, text: "Rain at last.\n\nفصل اچھی ہے۔" }));
    const view = waitingView({ plan: { ...handoffPlan, steps } });
    const message = messageOf(kept("hand-off", { account: "youtube", platform: "youtube-community" }), { registry, view });
    expect(message.paste).toBe("Rain at last.\n\nفصل اچھی ہے۔");
    expect(message.text).toContain("Rain at last.\n\nفصل اچھی ہے۔");
    expect(message.text).toContain("Open /channel/UC1");
    expect(message.text).toContain("herald done lusab-42 --url ADDRESS");
    expect(message.subject).toBe("lusab-42 is yours to post on youtube");
  });

  it("says “do not post” first, where a hand-off must not be posted, and carries no text to paste", () => {
    for (const kind of ["do-not-post", "expired"] as const) {
      const message = messageOf(kept(kind), { registry, view: waitingView() });
      expect(message.subject).toMatch(/^Do not post lusab-42/);
      expect(message.happened).toMatch(/^Do not post lusab-42/);
      expect(message.paste).toBeNull();
    }
  });

  it("says the same in a terminal", () => {
    const { post } = viewAfter("hold", "Nobody knows.");
    const opened = watchOver([]).ofPost(viewAfter("hold", "Nobody knows."), morning)(null);
    expect(sayNews({ kind: "held", post, reason: "Nobody knows." })).toBe(opened && wordsFor(opened).happened);
  });

  it("names no account where everything is paused", () => {
    expect(wordsFor(kept("paused", { account: null }))).toMatchObject({ subject: "Everything is paused" });
    expect(wordsFor(kept("paused", { account: null })).todo.at(-1)?.command).toBe("resume --all");
  });

  it("never carries a secret, whoever quoted it", () => {
    const message = messageOf(kept("paused", { reason: "X answered 401: token s3cr3t-t0ken-42 has expired." }), {
      registry,
      view: undefined,
    });
    const clean = withoutSecrets(message, ["s3cr3t-t0ken-42", "no"]);
    expect(JSON.stringify(clean)).not.toContain("s3cr3t-t0ken-42");
    expect(clean.happened).toContain("token [secret] has expired");
    expect(clean.text).toContain("nothing is lost");
  });
});

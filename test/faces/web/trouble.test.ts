import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyRecord } from "../../../src/desk/audit.ts";
import type { Desk } from "../../../src/desk/desk.ts";
import { pause } from "../../../src/desk/pause.ts";
import { reportOf } from "../../../src/desk/report.ts";
import { topics } from "../../../src/domain/incident.ts";
import type { Outcome } from "../../../src/domain/journal.ts";
import { block } from "../../../src/domain/problem.ts";
import { incident } from "../../../src/notify/incident.ts";
import { stepDigest } from "../../../src/pipeline/digest.ts";
import { approveFor, drafts, viewOf } from "../../support/desk-posts.ts";
import { visitDesk, wordsIn } from "../../support/desk-visitor.ts";
import { layPeopleDesk, type PeopleDesk, value } from "../../support/people-desk.ts";
import { morning, owner } from "../../support/store-fixtures.ts";

const address = "https://x.com/republicpolicy/status/1890000000000000001";
const lost: Outcome = { kind: "doubt", reason: "The connection broke." };
const refused: Outcome = { kind: "refused", problem: block("style-refused", "post-1", "X refused it.", "Change it.") };

let place: PeopleDesk;
let desk: Desk;
beforeEach(async () => {
  place = await layPeopleDesk();
  desk = place.desk;
});
afterEach(() => place.remove());

/** A post on X whose visible steps ended so, and which then was held or failed. */
async function broken(transition: "hold" | "fail", ends: readonly Outcome[], number = 1): Promise<string> {
  const id = await approveFor(desk, (await drafts(desk, { number }))("x"), { kind: "now" });
  const claimed = await desk.store.claim(id, null, owner, morning);
  const plan = claimed?.view.post.plan;
  if (!claimed || !plan) throw new Error(`${id} can't be claimed.`);
  let seq = claimed.view.journal.length;
  const shown = plan.steps.filter(({ repeat }) => repeat === "never");
  for (const [index, outcome] of ends.entries()) {
    const step = shown[index];
    if (!step) throw new Error(`It has only ${shown.length} parts.`);
    const about = { step: step.key, stepDigest: stepDigest(step) };
    await desk.store.intend(id, claimed.lease.token, seq + 1, { kind: "intent", ...about }, () => null, morning, owner);
    await desk.store.record(id, seq + 2, { kind: "outcome", ...about, outcome }, morning, owner);
    seq += 2;
  }
  const change = { transition, set: { dueAt: null }, note: { reason: "HTTP 503 at the second request." } } as const;
  await desk.store.move(id, claimed.lease.token, change, morning, owner);
  return id;
}

describe("a doubt", () => {
  it("is told in plain words with what to do, and settled by one form", async () => {
    const id = await broken("hold", [lost]);
    const visitor = visitDesk(desk);
    const { text } = await visitor.get("/trouble");
    expect(wordsIn(text)).toContain("Is it out, or not?");
    expect(wordsIn(text).replace(/What Herald noted .*? Address/, "")).not.toMatch(/HTTP|journal|intent|digest|step |herald [a-z-]+ /);
    for (const button of ["Readers see it", "Readers don&#39;t see it", "Leave it as it is"])
      expect(text).toContain(`<button>${button}</button>`);
    const wrong = await visitor.post(`/posts/${id}/resolve`, { seen: "took", url: "https://example.org/1", back: "/trouble" });
    expect(wrong.status).toBe(422);
    expect((await visitor.post(`/posts/${id}/resolve`, {})).status).toBe(422);
    expect((await visitor.post(`/posts/${id}/resolve`, { seen: "took", url: " " })).status).toBe(422);
    expect((await viewOf(desk, id)).post.state).toBe("held");
    const right = await visitor.post(`/posts/${id}/resolve`, { seen: "took", url: address, back: "/trouble" });
    expect(right.to).toBe("/trouble?said=resolved");
    expect(reportOf(desk, await viewOf(desk, id))).toMatchObject({ state: "publishing", url: address });
    expect(wordsIn((await visitor.get("/trouble")).text)).toContain("Nothing waits for you.");
  });

  it("is sent again where readers don't see it, asked about once more, or left", async () => {
    const ids = [await broken("hold", [lost], 1)];
    const visitor = visitDesk(desk);
    await visitor.post(`/posts/${ids[0]}/resolve`, { seen: "absent" });
    expect((await viewOf(desk, ids[0] ?? "")).journal.at(-2)).toMatchObject({ kind: "verdict", verdict: { kind: "absent" } });
    expect((await viewOf(desk, ids[0] ?? "")).post.state).toBe("publishing");
    value(await desk.store.decide(ids, () => ({ ok: true, value: { transition: "leave", set: { dueAt: null }, note: {} } }), morning, "x"));
    const next = await broken("hold", [lost], 2);
    expect((await visitor.post(`/posts/${next}/resume`)).to).toBe("/trouble?said=goesOn");
    value(
      await desk.store.decide([next], () => ({ ok: true, value: { transition: "leave", set: { dueAt: null }, note: {} } }), morning, "x"),
    );
    const last = await broken("hold", [lost], 3);
    expect((await visitor.post(`/posts/${last}/leave`)).to).toBe("/trouble?said=left");
    expect((await viewOf(desk, last)).post.state).toBe("cancelled");
  });
});

describe("a failure", () => {
  it("of which nothing is out can be tried again, changed, or dropped, and the way back is this page", async () => {
    const id = await broken("fail", [refused]);
    const visitor = visitDesk(desk);
    const { text } = await visitor.get("/trouble");
    expect(wordsIn(text)).toContain("It could not be published");
    expect(text).toContain(`<a class="button" href="/posts/${id}">Change it</a>`);
    expect(text).toContain(`action="/posts/${id}/cancel"`);
    expect((await visitor.post(`/posts/${id}/retry`, { back: "/trouble" })).to).toBe("/trouble?said=retried");
    expect((await viewOf(desk, id)).post.state).toBe("approved");
  });

  it("offers each only to whom it is allowed", async () => {
    const id = await broken("hold", [lost]);
    const wali = visitDesk({ ...desk, actor: { id: "wali", role: "writer" } });
    const { text, status } = await wali.get("/trouble");
    expect(status).toBe(200);
    expect(text).not.toContain(`action="/posts/${id}`);
    for (const path of ["resolve", "resume", "take-down", "leave"])
      expect((await wali.post(`/posts/${id}/${path}`, { seen: "absent" })).status).toBe(403);
    const esha = visitDesk({ ...desk, actor: { id: "esha", role: "editor" } });
    expect((await esha.post(`/posts/${id}/take-down`)).status).toBe(403);
  });
});

describe("what else is wrong", () => {
  it("names paused accounts with a way out for publishers", async () => {
    value(await pause(desk, "sandbox-x", "Wrong figures.", null));
    const esha = await visitDesk({ ...desk, actor: { id: "esha", role: "editor" } }).get("/trouble");
    expect(wordsIn(esha.text)).toContain("sandbox-x is paused Wrong figures.");
    expect(esha.text).not.toContain('action="/resume"');
    const visitor = visitDesk(desk);
    expect((await visitor.get("/trouble")).text).toContain('action="/resume"');
    expect((await visitor.post("/resume", { account: "sandbox-x", back: "/trouble" })).to).toBe("/trouble?said=resumed");
  });

  it("shows what may stand twice until somebody has looked", async () => {
    const id = (await drafts(desk))("x");
    const topic = topics.duplicate(id);
    const twice = incident({
      id: `duplicate:${id}:1+2`,
      topic,
      kind: "duplicate",
      account: "sandbox-x",
      platform: "x",
      post: id,
      ids: ["1", "2"],
    });
    await desk.store.attend(topic, () => twice, morning);
    const visitor = visitDesk(desk);
    const { text } = await visitor.get("/trouble");
    expect(wordsIn(text)).toContain("may stand twice");
    const [, action = ""] = /action="(\/incidents\/[^"]+)"/.exec(text) ?? [];
    expect((await visitor.post(action, { back: "/trouble" })).to).toBe("/trouble?said=dismissed");
    expect(await desk.store.openIncidents()).toEqual([]);
    expect(await desk.store.audit.last("dismiss", `post ${id}`)).toMatchObject({ by: desk.actor.id });
    expect(await verifyRecord(desk)).toMatchObject({ ok: true });
    expect((await visitor.post("/incidents/nothing/dismiss")).status).toBe(422);
  });
});

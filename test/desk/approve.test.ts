import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { add } from "../../src/desk/add.ts";
import { agreementOn, sayAgreement } from "../../src/desk/agreement.ts";
import { approve } from "../../src/desk/approve.ts";
import { verifyRecord } from "../../src/desk/audit.ts";
import { autoApprove } from "../../src/desk/auto-approve.ts";
import { ask, lookAgain, stopAuto } from "../../src/desk/decide.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { edit } from "../../src/desk/edit.ts";
import { reportOf } from "../../src/desk/report.ts";
import { staffOf } from "../../src/desk/staff.ts";
import type { Approval } from "../../src/domain/account.ts";
import type { Role } from "../../src/domain/person.ts";
import { ok, type Result } from "../../src/domain/problem.ts";
import type { PostView } from "../../src/domain/view.ts";
import { differenceIn } from "../../src/pipeline/approval/difference.ts";
import { layDesk } from "../support/model-desk.ts";

const text = "The water board will pay growers in four districts nine million rupees. The money comes before the first rain.";
const input = (words = text) => ({ name: "wire.md", bytes: new TextEncoder().encode(`${words}\n`) });

let laid: Awaited<ReturnType<typeof layDesk>>;
beforeEach(async () => {
  laid = await layDesk();
});
afterEach(() => laid.remove());

/** The desk with these rules for every account, and this person at it. */
function deskOf(who: string, role: Role | "operator", rules: { people?: number; approval?: Partial<Approval> } = {}): Desk {
  const usual: Approval = { least: "editor", people: [], others: false, auto: [] };
  const accounts = laid.desk.settings.accounts.map((account) => ({
    ...account,
    approvers: rules.people ?? 1,
    approval: { ...usual, ...rules.approval },
  }));
  // Whatever the time of the day is, people may be told.
  const tell = { ...laid.desk.settings.tell, quiet: [] };
  return { ...laid.desk, settings: { ...laid.desk.settings, accounts, tell }, actor: { id: who, role } };
}

async function hire(...people: readonly (readonly [string, Role])[]): Promise<void> {
  for (const [id, role] of people) {
    const person = { id, name: id, email: `${id}@example.org`, role, systemUser: null };
    await laid.desk.store.people.decide(() => ok({ what: "added", person }), 1, "root");
  }
}

/** The draft on X of a summary that somebody brought in. */
async function draft(desk: Desk, words = text): Promise<string> {
  const added = given(await add(desk, [input(words)]));
  const view = added[0]?.posts.find(({ post }) => post.platform === "x");
  if (!view) throw new Error("No draft on X.");
  return view.post.id;
}

function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function codesOf(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code }) => code);
}

const next = { when: { kind: "next" } } as const;

describe("an approval by two people", () => {
  const rules = { people: 2 };

  it("is told as it grows, and kept in the record", async () => {
    await hire(["esha", "editor"], ["emad", "editor"], ["wali", "writer"]);
    const id = await draft(deskOf("wali", "writer", rules));
    expect(codesOf(await approve(deskOf("wali", "writer", rules), [id], next))).toEqual(["rights-approve"]);
    const desk = deskOf("esha", "editor", rules);
    const [first] = given(await approve(desk, [id], next));
    const shown = agreementOn(desk, first as PostView, reportOf(desk, first as PostView), (await staffOf(desk)).people);
    expect(shown).toMatchObject({ needed: 2, agreed: [{ by: "esha" }], open: ["emad"] });
    expect(sayAgreement(id, shown)).toEqual(["1 of 2 agree (esha); may still: emad."]);
    const [second] = given(await approve(deskOf("emad", "editor", rules), [id], next));
    expect(second?.post.state).toBe("approved");
    const rows = await desk.store.audit.rows({ after: 0, limit: 100, subject: `post ${id}` });
    expect(rows.map(({ by, kind }) => `${by} ${kind}`)).toEqual(["wali add", "esha endorse", "emad approve"]);
    expect((await verifyRecord({ ...desk, actor: { id: "root", role: "operator" } })).ok).toBe(true);
  });

  it("leaves in the record under which rules it was given, once for as long as they stand", async () => {
    const desk = deskOf("root", "operator");
    const settings = () => desk.store.audit.rows({ after: 0, limit: 100, subject: "account sandbox-x" });
    given(await approve(desk, [await draft(desk)], next));
    given(await approve(desk, [await draft(desk, "Another board will pay nobody anything.")], next));
    expect((await settings()).map(({ kind, body }) => [kind, JSON.parse(body).approvers])).toEqual([["settings", 1]]);
    const stricter = deskOf("root", "operator", rules);
    given(await approve(stricter, [await draft(stricter, "A third board will pay everybody something.")], next));
    expect((await settings()).map(({ body }) => JSON.parse(body).approvers)).toEqual([1, 2]);
    expect((await settings()).map(({ body }) => body).join()).not.toContain("token");
  });

  it("is one person's where nobody is configured, and says so", async () => {
    const desk = deskOf("root", "operator", rules);
    const [view] = given(await approve(desk, [await draft(desk)], next));
    if (!view) throw new Error("Nothing approved.");
    expect(view.post.state).toBe("approved");
    expect(view.journal.at(-1)).toMatchObject({ reason: expect.stringContaining("asks for 2") });
    const lines = sayAgreement(view.post.id, agreementOn(desk, view, reportOf(desk, view), []));
    expect(lines).toEqual([expect.stringContaining("one person's approval suffices")]);
  });

  it("goes by the role that somebody has now, not by the one they signed in with", async () => {
    await hire(["esha", "editor"], ["emad", "editor"]);
    const id = await draft(deskOf("esha", "editor"));
    await laid.desk.store.people.decide(() => ok({ what: "role", id: "esha", set: { role: "writer" } }), 2, "root");
    expect(codesOf(await approve(deskOf("esha", "editor"), [id], next))).toEqual(["rights-approve"]);
    await laid.desk.store.people.decide(() => ok({ what: "disabled", id: "emad", set: { active: false } }), 3, "root");
    expect(codesOf(await approve(deskOf("emad", "editor"), [id], next))).toEqual(["rights-gone"]);
  });

  it("is one publisher's in a hurry, until somebody else has looked", async () => {
    await hire(["parveen", "publisher"], ["esha", "editor"]);
    const id = await draft(deskOf("parveen", "publisher", rules));
    const sent = await approve(deskOf("parveen", "publisher", rules), [id], { when: { kind: "now" }, alone: "The vote is on." });
    expect(given(sent)[0]?.post.state).toBe("approved");
    expect(codesOf(await lookAgain(deskOf("parveen", "publisher", rules), [id]))).toEqual(["approval-same"]);
    const looked = given(await lookAgain(deskOf("esha", "editor", rules), [id]));
    expect(looked[0]?.journal.at(-1)).toMatchObject({ transition: "second-look", to: "approved", by: "esha" });
  });
});

describe("an approval of what an editor saw", () => {
  it("is refused when it changed meanwhile, and shows what changed", async () => {
    const desk = deskOf("root", "operator");
    const id = await draft(desk);
    const seen = reportOf(desk, given(await viewed(id)));
    const content = JSON.parse(JSON.stringify(seen.content).replace("nine million", "ten million"));
    given(await edit(desk, id, content));
    const result = await approve(desk, [id], { ...next, digest: seen.digest });
    expect(codesOf(result)).toEqual(["state-changed"]);
    const [problem] = result.ok ? [] : result.problems;
    expect(problem?.message).toContain("[-nine-] {+ten+}");
    expect(problem && differenceIn(problem)?.[0]?.pieces).toContainEqual({ kind: "new", text: expect.stringContaining("ten") });
    const now = reportOf(desk, given(await viewed(id)));
    const again = await approve(desk, [id], {
      ...next,
      digest: now.digest,
      stand: { wishes: [{ code: "claim-number" }], reason: "Told today." },
    });
    expect(given(again)[0]?.post).toMatchObject({ state: "approved", digest: now.digest });
  });

  it("is refused all the same where nobody knows what they saw", async () => {
    const desk = deskOf("root", "operator");
    const id = await draft(desk);
    const result = await approve(desk, [id], { ...next, digest: "ab".repeat(32) });
    expect(result).toMatchObject({ ok: false, problems: [{ code: "state-changed", message: expect.stringContaining("its digest is") }] });
  });
});

async function viewed(id: string): Promise<Result<PostView>> {
  const view = await laid.desk.store.view(id);
  if (!view) throw new Error("No such post.");
  return ok(view);
}

describe("the house's own approval", () => {
  const rules = { approval: { auto: ["wire*"] } };
  /** The clock stands `ms` later. */
  const later = (desk: Desk, ms: number): Desk => ({ ...desk, clock: { ...desk.clock, now: () => laid.desk.clock.now() + ms } });
  const quarterMs = 15 * 60_000;

  it("is announced, carried out a quarter of an hour later, and signed by the house", async () => {
    const desk = deskOf("root", "operator", rules);
    const id = await draft(desk);
    const said = await autoApprove(desk);
    expect(said.filter((line) => line.startsWith(id))).toEqual([expect.stringContaining(`herald stop-auto ${id}`)]);
    expect(await autoApprove(desk)).toEqual([]);
    expect((await autoApprove(later(desk, quarterMs + 1_000))).filter((line) => line.startsWith(id))).toEqual([
      `${id} is approved by the house's rule.`,
    ]);
    expect(given(await viewed(id))).toMatchObject({ post: { state: "approved" } });
    expect(given(await viewed(id)).journal.at(-1)).toMatchObject({ by: "herald", transition: "approve" });
    expect((await verifyRecord(desk)).ok).toBe(true);
  });

  it("is neither announced nor given in the hours in which nobody is told, or so shortly before them that they would come first", async () => {
    const open = deskOf("root", "operator", rules);
    const id = await draft(open);
    const { now } = laid.desk.clock;
    const hour = (ms: number) =>
      Temporal.Instant.fromEpochMilliseconds(now() + ms)
        .toZonedDateTimeISO(open.settings.timezone)
        .toPlainTime();
    const clock = (ms: number) => hour(ms).toString({ smallestUnit: "minute" });
    const quiet = (from: number, to: number): Desk => {
      const tell = { ...open.settings.tell, quiet: [{ name: "night", from: clock(from), to: clock(to) }] };
      return { ...open, settings: { ...open.settings, tell } };
    };
    const mine = (lines: readonly string[]) => lines.filter((line) => line.startsWith(id));
    expect(mine(await autoApprove(quiet(-quarterMs, quarterMs)))).toEqual([]);
    expect(mine(await autoApprove(quiet(quarterMs / 3, 4 * quarterMs)))).toEqual([]);
    expect(mine(await autoApprove(open))).toHaveLength(1);
    expect(mine(await autoApprove(later(quiet(0, 4 * quarterMs), quarterMs + 1_000)))).toEqual([]);
    expect(mine(await autoApprove(later(open, quarterMs + 1_000)))).toHaveLength(1);
  });

  it("is stopped by anybody, and left alone where the settings name no source", async () => {
    await hire(["wali", "writer"], ["esha", "editor"]);
    const desk = deskOf("wali", "writer", rules);
    const id = await draft(desk);
    expect(await autoApprove(deskOf("root", "operator"))).toEqual([]);
    await autoApprove(desk);
    given(await stopAuto(desk, [id]));
    expect((await autoApprove(later(desk, quarterMs + 1_000))).filter((line) => line.startsWith(id))).toEqual([]);
    expect(codesOf(await stopAuto(desk, [id]))).toEqual(["state-stop-auto"]);
  });
});

describe("changes that an editor asks for", () => {
  it("stand beside the draft until somebody makes them", async () => {
    await hire(["wali", "writer"], ["esha", "editor"]);
    const id = await draft(deskOf("wali", "writer"));
    expect(codesOf(await ask(deskOf("wali", "writer"), [id], "Say when."))).toEqual(["rights-review"]);
    const desk = deskOf("esha", "editor");
    const [asked] = given(await ask(desk, [id], "Say when."));
    const shown = agreementOn(desk, asked as PostView, reportOf(desk, asked as PostView), (await staffOf(desk)).people);
    expect(sayAgreement(id, shown)).toEqual(["esha asks for changes: Say when."]);
  });
});

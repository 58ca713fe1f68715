import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Decision, readRecord, verifyRecord } from "../../src/desk/audit.ts";
import type { Change } from "../../src/domain/view.ts";
import { planDigest } from "../../src/pipeline/digest.ts";
import { canonicalText, hashOf, type RecordRow } from "../../src/storage/chain.ts";
import type { Store } from "../../src/storage/store.ts";
import { laySqlite, type SqliteGround } from "../support/sqlite-ground.ts";
import { always, drafted, draftOf, editor, hourMs, morning, owner, plain, planOf, summaryOf } from "../support/store-fixtures.ts";

let ground: SqliteGround;
let store: Store;
const actor = { id: "root", role: "operator" } as const;

beforeEach(async () => {
  ground = await laySqlite();
  store = await ground.open(() => morning);
});
afterEach(async () => {
  await store.close();
  await ground.remove();
});

function approvalOf(id: string): Change {
  const content = { parts: [{ text: `On ${id}`, media: [] }] };
  const plan = planOf("x", content);
  const digest = planDigest(plan);
  return {
    transition: "approve",
    set: { content, plan, digest, scheduledAt: morning, dueAt: morning },
    note: { digest, scheduledAt: morning },
  };
}

/** A day's work: one post goes out, one is rejected, one is a draft, and the brake was on. */
async function work(): Promise<void> {
  await store.add(summaryOf("budget"), [draftOf("one"), draftOf("two", "instagram"), draftOf("three", "y")], morning, editor);
  await store.decide(["one"], always(approvalOf("one")), morning, editor);
  await store.decide(["two"], always({ ...plain("reject"), note: { reason: "No." } }), morning, "bilal");
  const claim = await store.claim("one", null, owner, morning);
  const token = claim?.lease.token ?? "";
  const step = { step: "post-1", stepDigest: "d" };
  await store.intend("one", token, 4, { kind: "intent", ...step }, () => null, morning, `worker ${owner}`);
  await store.record("one", 5, { kind: "outcome", ...step, outcome: { kind: "done", output: { id: "7" } } }, morning, `worker ${owner}`);
  await store.move("one", token, plain("publish"), morning, `worker ${owner}`);
  await store.pause(null, { reason: "Wait.", since: morning, until: null, by: "hina" });
  await store.resume(null, undefined, "hina");
}

/** Changes the file behind Herald's back. */
function tamper(...statements: readonly string[]): void {
  const database = new DatabaseSync(ground.file);
  for (const statement of statements) database.exec(statement);
  database.close();
}

async function found(head?: string): Promise<readonly string[]> {
  const verified = await verifyRecord({ store, actor }, head);
  return verified.ok ? [] : verified.problems.map(({ code, where, message }) => `${code} ${where}: ${message}`);
}

async function exported(question = {}): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  await readRecord({ store, actor }, question, (decision) => void decisions.push(decision));
  return decisions;
}

describe("a record that nobody touched", () => {
  it("is verified with its head, also where there is nothing", async () => {
    expect(await verifyRecord({ store, actor })).toEqual({ ok: true, value: { rows: 0, head: null, posts: 0 } });
    await work();
    const verified = await verifyRecord({ store, actor });
    expect(verified).toEqual({ ok: true, value: { rows: 8, head: (await store.audit.head())?.hash, posts: 3 } });
  });

  it("still holds a head that was kept before more was decided", async () => {
    await work();
    const head = (await store.audit.head())?.hash;
    await store.decide(["three"], always(plain("cancel")), morning, editor);
    expect(await found(head)).toEqual([]);
  });

  it("is read whole, by post and by time", async () => {
    await work();
    expect((await exported()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await exported({ post: "one" })).map(({ kind }) => kind)).toEqual(["add", "approve"]);
    expect(await exported({ since: morning + hourMs })).toEqual([]);
  });

  it("is shown whole to an admin only, and a post's part to whoever may see the post", async () => {
    await work();
    const asked = (role: "editor" | "admin" | "stranger") => ({ store, actor: { id: "x", role } });
    expect((await verifyRecord(asked("editor"))).ok).toBe(false);
    expect((await verifyRecord(asked("admin"))).ok).toBe(true);
    expect((await readRecord(asked("editor"), {}, () => undefined)).ok).toBe(false);
    expect((await readRecord(asked("editor"), { post: "one" }, () => undefined)).ok).toBe(true);
    expect((await readRecord(asked("stranger"), { post: "one" }, () => undefined)).ok).toBe(false);
  });
});

describe("whoever writes into the database", () => {
  beforeEach(work);

  it.each([
    ["an altered row", "update record set by = 'mallory' where seq = 5", "record-altered record row 5"],
    ["a row taken out", "delete from record where seq = 5", "record-removed record row 5: Row 5 is missing."],
    ["rows taken out", "delete from record where seq in (2, 3)", "record-removed record row 2: Rows 2 to 3 are missing."],
    [
      "the newest decision on a post taken out",
      "delete from record where seq > 5",
      "record-differs post two: Its journal entry 2, by bilal, is missing",
    ],
    [
      "a journal rewritten",
      "update journal set by = 'mallory' where post_id = 'two' and seq = 2",
      "record-differs post two: Its journal entry 2 is not what",
    ],
    [
      "a journal signed for the engine",
      `update journal set by = 'worker ${owner}' where post_id = 'two' and seq = 2`,
      "record-differs post two",
    ],
    ["a journal cut", "delete from journal where post_id = 'two' and seq = 2", "record-differs post two: Its journal lacks entry 2"],
    [
      "an approval put in",
      `insert into journal values ('three', 2, 0, 'ayesha', '{"kind":"moved","transition":"approve","to":"approved"}')`,
      "record-differs post three",
    ],
    ["other words in a draft", `update posts set content = '{"parts":[]}' where id = 'three'`, "record-differs post three: Its words"],
    [
      "a journal that is no JSON any more",
      "update journal set happening = '{' where post_id = 'two' and seq = 2",
      "record-differs posts: What is stored",
    ],
    [
      "another plan",
      `update posts set plan = replace(plan, '1001', '1002') where id = 'one'`,
      "record-differs post one: What is stored to be sent",
    ],
    ["another digest", `update posts set digest = 'ab' where id = 'one'`, "record-differs post one"],
    [
      "a post taken out whole",
      "pragma foreign_keys = off; delete from journal where post_id = 'three'; delete from posts where id = 'three'",
      "record-differs post three: The record knows it",
    ],
  ])("is found by %s", async (_, statement, expected) => {
    tamper(statement);
    expect((await found())[0]).toContain(expected);
  });

  it("is found by a plan and a digest that fit each other and nobody approved", async () => {
    const plan = planOf("x", { parts: [{ text: "Buy gold", media: [] }] });
    tamper(`update posts set plan = '${JSON.stringify(plan)}', digest = '${planDigest(plan)}' where id = 'one'`);
    expect(await found()).toEqual([expect.stringContaining("post one: Its digest is not the one that was approved.")]);
  });

  it("is found by a kept head where the newest rows were taken out or written anew", async () => {
    const head = (await store.audit.head())?.hash ?? "";
    tamper("delete from record where seq = 8");
    expect(await found()).toEqual([]);
    expect(await found(head)).toEqual([expect.stringContaining("record-head --head")]);
  });

  it("is found by a kept head where the whole chain was written anew", async () => {
    const head = (await store.audit.head())?.hash ?? "";
    const rows = await store.audit.rows({ after: 0, limit: 100 });
    const forged: RecordRow[] = [];
    for (const row of rows) {
      const next = { ...row, by: row.by === "hina" ? "mallory" : row.by, previous: forged.at(-1)?.hash ?? row.previous };
      forged.push({ ...next, hash: hashOf(next) });
    }
    tamper(
      ...forged.map(
        ({ seq, by, previous, hash }) => `update record set by = '${by}', previous = '${previous}', hash = '${hash}' where seq = ${seq}`,
      ),
    );
    expect(await found()).toEqual([]);
    expect(await found(head)).toEqual([expect.stringContaining("record-head")]);
  });

  it("is found whatever field of whatever row is another, and whichever two rows changed places", async () => {
    const rows = await store.audit.rows({ after: 0, limit: 100 });
    const columns = ["at", "by", "kind", "subject", "body", "previous", "hash"] as const;
    const place = fc.integer({ min: 1, max: rows.length });
    const alter = fc.record({ seq: place, column: fc.constantFrom(...columns) });
    await fc.assert(
      fc.asyncProperty(alter, place, place, async ({ seq, column }, one, other) => {
        tamper(`update record set ${column} = ${column === "at" ? "at + 1" : `${column} || 'x'`} where seq = ${seq}`);
        expect((await found())[0]).toContain(`record-altered record row ${seq}:`);
        restore(rows);
        const moved = { a: rows[one - 1], b: rows[other - 1] };
        if (!moved.a || !moved.b || one === other) return;
        restore(rows.with(one - 1, { ...moved.b, seq: one }).with(other - 1, { ...moved.a, seq: other }));
        expect((await found())[0]).toContain(`record-altered record row ${Math.min(one, other)}:`);
        restore(rows);
      }),
      { numRuns: 30 },
    );
    expect(await found()).toEqual([]);
  });
});

/** Puts these rows in the place of all, or after them. */
function restore(rows: readonly RecordRow[], instead = true): void {
  const database = new DatabaseSync(ground.file);
  database.exec(`begin immediate; ${instead ? "delete from record" : ""}`);
  const insert = database.prepare("insert into record (seq, at, by, kind, subject, body, previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?)");
  for (const { seq, at, by, kind, subject, body, previous, hash } of rows) insert.run(seq, at, by, kind, subject, body, previous, hash);
  database.exec("commit");
  database.close();
}

describe("a long record", () => {
  it("of 30,000 decisions is verified in seconds, without holding it in memory", { timeout: 120_000 }, async () => {
    await drafted(store, "one");
    const [first] = await store.audit.rows({ after: 0, limit: 1 });
    const body = canonicalText({ content: { parts: [{ text: "The cabinet approved it on Monday. ".repeat(8), media: [] }] } });
    let last = (await store.audit.rows({ after: 1, limit: 1 }))[0] ?? (first as RecordRow);
    const rows: RecordRow[] = [];
    for (let seq = 3; seq <= 30_000; seq += 1) {
      const row = { ...last, seq, kind: "edit", subject: "house", body, previous: last.hash };
      last = { ...row, hash: hashOf(row) };
      rows.push(last);
    }
    restore(rows, false);
    rows.length = 0;
    let most = 0;
    const watched: Store["audit"] = {
      ...store.audit,
      rows: async (page) => {
        const found = await store.audit.rows(page);
        most = Math.max(most, found.length);
        return found;
      },
    };
    const before = performance.now();
    expect(await verifyRecord({ store: { ...store, audit: watched }, actor })).toMatchObject({
      ok: true,
      value: { rows: 30_000, head: last.hash },
    });
    expect(performance.now() - before).toBeLessThan(20_000);
    expect(most).toBe(1_000);
  });
});

import type { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { incident } from "../../src/notify/incident.ts";
import { databaseOn } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrate.ts";
import { migrations } from "../../src/storage/migrations/index.ts";
import { type NodeSqlite, openNodeSqlite } from "../../src/storage/node-sqlite.ts";
import { storeOn } from "../../src/storage/sql-store.ts";
import { kyselyOn, prepare } from "../../src/storage/sqlite-dialect.ts";
import type { Store } from "../../src/storage/store.ts";
import { laySqlite, type SqliteGround } from "../support/sqlite-ground.ts";
import { always, approved, editor, morning, owner, plain, sha256 } from "../support/store-fixtures.ts";

/**
 * Every query that the engine's verbs really run is shown to SQLite's planner: none may walk a table, so that a tick costs
 * the same with a million posts waiting and ten million finished.
 */
describe("the engine's queries", () => {
  let ground: SqliteGround;
  let native: NodeSqlite;
  let store: Store;
  const asked: CompiledQuery[] = [];

  beforeAll(async () => {
    ground = await laySqlite();
    native = openNodeSqlite(ground.file, 0);
    const db = kyselyOn(native, (event) => void asked.push(event.query));
    const patience = { mayPass: () => false, attemptMs: 0, patienceMs: 0, sleep: async () => undefined, chance: () => 0, complaint: "" };
    const database = databaseOn(db, patience);
    await prepare(db);
    await migrate(database, migrations("blob"), () => morning);
    store = storeOn(database, () => morning);
  });
  afterAll(async () => {
    await store.close();
    await ground.remove();
  });

  /** The planner's words for each query that `work` ran. */
  async function plansOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    asked.length = 0;
    await work();
    const queries = asked.filter(({ sql }) => /^(with|select|update|delete|insert)/.test(sql));
    expect(queries.length).toBeGreaterThan(0);
    return queries.flatMap(({ sql, parameters }) => explain(sql, parameters));
  }

  function explain(text: string, parameters: readonly unknown[]): readonly string[] {
    const rows = native.prepare(`explain query plan ${text}`).all(parameters);
    return rows.map((row) => `${String((row as { detail: unknown }).detail)} <- ${text}`);
  }

  const walks = (plans: readonly string[]) => plans.filter((plan) => plan.startsWith("SCAN") && !plan.includes("CONSTANT ROW"));

  test("what is due is found by its time and by its lease, in small indexes", async () => {
    const plans = await plansOf(() => store.due(morning));
    expect(walks(plans.filter((plan) => !plan.includes("posts_leased")))).toEqual([]);
    expect(plans.map((plan) => plan.split(" <- ")[0])).toEqual([
      expect.stringContaining("USING INDEX posts_to_wake (wake_at<?)"),
      expect.stringContaining("USING INDEX posts_leased"),
    ]);
  });

  test("of very much that is due, each account's first is found from account to account", async () => {
    for (let index = 0; index < 200; index += 1) await approved(store, `backlog-${index}`, `a-${index % 3}`, morning - 1);
    const plans = await plansOf(async () => {
      await store.due(morning - 1);
      await store.underWay();
    });
    const small = /^SCAN (heads|posts USING INDEX posts_leased)\b/;
    expect(walks(plans).filter((plan) => !small.test(plan))).toEqual([]);
    const used = plans.join("\n");
    expect(used).toContain("SEARCH next USING COVERING INDEX posts_");
    expect(used).toContain("SEARCH first USING INDEX posts_turns (account=?)");
    expect(used).toMatch(/SEARCH posts USING INDEX posts_corrections_to_wake/);
    for (let index = 0; index < 200; index += 1) await store.decide([`backlog-${index}`], always(plain("cancel")), morning, editor);
  });

  test("what was postponed, who stands still, and old journals are found without walking what is finished", async () => {
    const plans = await plansOf(async () => {
      await store.postponed();
      await store.pausedAt(morning);
      await store.nextDue(morning);
      await store.archive.pack(morning + 1, 10, morning + 2);
      const token = await store.chores.take("archive", 1, morning);
      await store.chores.keep("archive", token ?? "", 1, morning);
      await store.chores.done("archive", token ?? "", morning);
      await store.view("backlog-0");
    });
    const lastOrPaused = /^SCAN (pauses\b|record USING INDEX \S+ <- .* order by "seq" desc limit)/;
    expect(walks(plans).filter((plan) => !lastOrPaused.test(plan))).toEqual([]);
    expect(plans.join("\n")).toContain("bookings_of_day (day>?)");
    expect(plans.join("\n")).toContain("posts_to_archive (moved_at<?)");
  });

  test("nothing between claim and end walks a table", async () => {
    await approved(store, "one");
    const plans = await plansOf(async () => {
      const claimed = await store.claim("one", null, owner, morning);
      const token = claimed?.lease.token ?? "";
      const about = { step: "post-1", stepDigest: "d" };
      await store.renew("one", token);
      await store.intend("one", token, 4, { kind: "intent", ...about }, () => null, morning, "w");
      await store.record("one", 5, { kind: "outcome", ...about, outcome: { kind: "done", output: { id: "9" } } }, morning, "w");
      await store.release("one", token, morning);
      const again = await store.claim("one", null, owner, morning);
      await store.unsettled("x");
      await store.outputs("x", ["9", "10"], "two");
      await store.isPublic(sha256("p"), morning);
      await store.view("one");
      await store.move("one", again?.lease.token ?? "", plain("publish"), morning, "w");
    });
    const inHand = /^SCAN other USING INDEX posts_leased\b/;
    expect(walks(plans).filter((plan) => !inHand.test(plan))).toEqual([]);
    // All that an account ever had is in one stretch of it.
    expect(plans.filter((plan) => /posts_of_account\w* \(account=\?\)/.test(plan))).toEqual([]);
    const ranges = plans.filter((plan) => plan.includes("posts_of_account") || plan.includes("posts_out")).join("\n");
    expect(ranges).toContain("posts_of_account (account=? AND state=? AND scheduled_at>? AND scheduled_at<?)");
    expect(ranges).toContain("posts_out (account=? AND state=? AND moved_at>?)");
    expect((await store.view("one"))?.post.state).toBe("published");
  });

  test("what is to be told is found among what is open, however much is over", async () => {
    const messenger = { owner, leaseMs: 1, graceMs: 0, isGone: () => false };
    const begun = (id: string) => incident({ id, topic: id, kind: "clock" });
    for (let past = 1; past <= 50; past += 1) {
      await store.attend(`topic-${past}`, () => begun(`past-${past}`), morning);
      await store.attend(`topic-${past}`, () => null, morning);
    }
    await store.attend("clock", () => begun("now"), morning);
    const plans = await plansOf(async () => {
      await store.openIncidents();
      const untold = await store.claimTelling("webhook", messenger, morning);
      await store.notTold("now", "webhook", untold?.token ?? "", "it answered 500", morning);
      await store.told("now", "webhook", morning);
      await store.attendAll(morning);
    });
    const small = /^SCAN (pauses|incidents USING( COVERING)? INDEX incidents_(open|covering))\b/;
    expect(walks(plans).filter((plan) => !small.test(plan))).toEqual([]);
  });

  test("what people are to be told is found by what is open and what moved, however much was told and is out", async () => {
    const pace = { kinds: ["waits"], everyMs: 1 } as const;
    const plans = await plansOf(async () => {
      await store.letters.movedSince(morning);
      await store.letters.on(["one"]);
      await store.letters.claim("email", { owner, leaseMs: 1, isGone: () => false }, pace, morning);
    });
    expect(walks(plans)).toEqual([]);
    expect(plans.join("\n")).toMatch(/USING INDEX letters_open \(way=\?\)/);
  });

  test("what is on its way to a webhook is found by its key, or among what is open, however much was delivered", async () => {
    const id = "wh-1";
    await store.endpoints.add({ id, shown: "", form: "plain", types: null, whole: false, sealed: "", keyId: "" }, morning, editor);
    await approved(store, "told-of", "x");
    const { deliveries } = store;
    const hand = { owner, leaseMs: 1, isGone: () => false };
    const plans = await plansOf(async () => {
      await deliveries.waiting();
      const one = await deliveries.claim(id, hand, morning);
      if (!one) throw new Error("Nothing was due.");
      await deliveries.giveBack(one, morning);
      const again = await deliveries.claim(id, hand, morning);
      await deliveries.notTold(
        { ...one, token: again?.token ?? "" },
        { problem: "it answered 500", nextAt: morning, restsUntil: morning, overdue: 0 },
        morning,
      );
      await deliveries.wake(id, morning);
      await deliveries.told(one, morning);
    });
    const small = /^SCAN endpoints\b/;
    expect(walks(plans).filter((plan) => !small.test(plan))).toEqual([]);
    expect(plans.join("\n")).toContain("USING INDEX deliveries_in_hand (endpoint=?)");
    await store.endpoints.remove(id, morning, editor);
    await store.decide(["told-of"], always(plain("cancel")), morning, editor);
  });

  test("a page of the queue is found where it begins, and nothing is sorted for it", async () => {
    const after = { at: morning, summaryId: "s", ordinal: 1 };
    const plans = await plansOf(async () => {
      for (const place of [null, after]) {
        await store.pages.posts({}, place, 10);
        await store.pages.posts({ account: "x" }, place, 10);
        await store.pages.posts({ state: "draft" }, place, 10);
        await store.pages.summaries(place, 10);
        await store.pages.drafts({}, place, 10);
        await store.pages.drafts({ account: "x" }, place, 10);
        await store.pages.rests("approved", place, 10);
        await store.pages.rests("draft", place, 10);
        for (const time of place ? [null, morning] : [])
          await store.pages.byTime({ states: ["approved"], untimed: "first" }, { ...after, time, state: "approved" }, 10);
      }
      await store.pages.count({ state: "draft" });
      await store.pages.scheduled("x", morning, morning + 1);
      await store.pages.placed({ account: "x", states: ["failed"], from: 0, until: morning }, null, 10);
      await store.pages.outSince("x", morning);
      await store.deliveries.recent("wh-1", 10);
      await store.deliveries.counts(morning);
    });
    const inOrder =
      /^SCAN (posts|summaries|deliveries) USING( COVERING)? INDEX (posts_by_age|summaries_by_age|posts_rest_approved|posts_rest_draft|deliveries_open|deliveries_given_up)\b/;
    expect(walks(plans).filter((plan) => !inOrder.test(plan))).toEqual([]);
    const sorted = plans.filter((plan) => plan.includes("ORDER BY") && plan.startsWith("USE TEMP"));
    expect(sorted.filter((plan) => !plan.includes("scheduled_at"))).toEqual([]);
    const said = plans.join("\n");
    const beyond = "(created_at,summary_id,ordinal)>(?,?,?)";
    expect(said).toContain(`posts_by_age (${beyond})`);
    expect(said).toContain(`posts_of_account_by_age (account=? AND ${beyond})`);
    expect(said).toContain(`posts_by_state (state=? AND ${beyond})`);
    expect(said).toContain("posts_by_state (state=? AND (created_at,summary_id,ordinal)<(?,?,?))");
    expect(said).toContain("posts_of_account_by_age (account=? AND (created_at,summary_id,ordinal)<(?,?,?))");
    expect(said).toContain(`posts_rest_approved (${beyond})`);
    expect(said).toContain(`posts_rest_draft (${beyond})`);
    expect(said).toContain("posts_by_time (state=? AND (scheduled_at,created_at,summary_id,ordinal)>(?,?,?,?))");
    expect(said).toContain("posts_out (account=? AND state=? AND moved_at>?)");
    expect(said).toContain(`posts_by_time (state=? AND scheduled_at=? AND ${beyond})`);
    expect(said).toContain("COVERING INDEX posts_by_state (state=?)");
    expect(said).toContain("posts_of_account (account=? AND state=? AND scheduled_at>? AND scheduled_at<?)");
    expect(said).toContain("summaries_by_age ((added_at,id)>(?,?))");
    expect(said).toContain("deliveries_recent (endpoint=?)");
  });

  test("what is to be counted is found by its time, and what came out lately by when it did, however much was counted", async () => {
    const plans = await plansOf(async () => {
      await store.results.unknown("x", morning, 10);
      await store.results.take(morning, 1, 10);
      await store.results.since(morning, 10);
    });
    expect(walks(plans)).toEqual([]);
    const said = plans.join("\n");
    expect(said).toContain("posts_out (account=? AND state=? AND moved_at>?)");
    expect(said).toMatch(/results_to_take \(wake_at<\?\)/);
    expect(said).toContain("outings_by_time (out_at>?)");
  });

  test("figures are counted in indexes of what is open, however much is finished", async () => {
    const { figures } = store;
    const plans = await plansOf(async () => {
      await figures.answer();
      await figures.standings();
      await figures.overdue(morning);
      await figures.inHand();
      await figures.spent(["x", "instagram"], "2026-03-01", "2026-03-31");
      await figures.incidents();
      await figures.stuck();
      await figures.logins();
      await figures.pauses(morning);
    });
    // Small by their nature, or an index that holds nothing but what is open.
    const small =
      /^SCAN (pauses|installation|secrets|renewals|longest|\(subquery-\d+\)|\w+ USING( COVERING)? INDEX (incidents_open|incidents_covering|letters_open|deliveries_open|posts_leased|tellings_pending))\b/;
    expect(walks(plans).filter((plan) => !small.test(plan))).toEqual([]);
    const said = plans.join("\n");
    expect(said).toContain("USING COVERING INDEX posts_by_state (state=?)");
    expect(said).toMatch(/USING (COVERING )?INDEX posts_to_wake \(wake_at<\?\)/);
    expect(said).toContain("bookings_by_day (account=? AND day>? AND day<?)");
  });

  test("the index of what is due holds nothing that is finished", async () => {
    await approved(store, "two", "x", morning);
    const rows = () => native.prepare("select id from posts where wake_at is not null order by id").all([]);
    expect(rows()).toEqual([{ id: "two" }]);
    const claimed = await store.claim("two", null, owner, morning);
    expect(rows()).toEqual([{ id: "two" }]);
    await store.move("two", claimed?.lease.token ?? "", plain("hold"), morning, "w");
    expect((await store.view("two"))?.post.dueAt).toBe(morning);
    expect(rows()).toEqual([]);
  });

  test("neither beginning a post nor what its account has reserved and sent walks a table", async () => {
    await approved(store, "begun", "instagram");
    const booking = { day: "2026-03-02", posts: 1, microCents: 1 };
    const begin = () => store.begin("begun", owner, morning, () => ({ kind: "go", booking }));
    const plans = await plansOf(begin);
    expect(plans.join("\n")).toContain("SEARCH posts USING INDEX posts_turns (account=?)");
    expect(plans.join("\n")).toContain("SEARCH posts USING INDEX posts_corrections_to_wake (wake_at<?)");
    // Whatever is waiting is one stretch of it.
    expect(plans.filter((plan) => plan.includes("posts_by_state"))).toEqual([]);
    expect((await store.view("begun"))?.post.state).toBe("publishing");
    expect(walks(plans)).toEqual([]);
    expect(plans.join("\n")).toContain("bookings_by_day (account=? AND day>?)");
    expect(plans.join("\n")).toContain("showings_by_time (account=?)");
  });
});

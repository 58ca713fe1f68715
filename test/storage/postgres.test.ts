import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { insist } from "../../src/storage/insist.ts";
import { openPostgres, type PostgresOptions } from "../../src/storage/postgres.ts";
import { explained } from "../../src/storage/postgres-errors.ts";
import { secretsOnServer } from "../../src/storage/postgres-kept.ts";
import type { Store } from "../../src/storage/store.ts";
import { type CutLine, layLine } from "../support/cut-line.ts";
import { freePort, until } from "../support/herald.ts";
import { ask, dropDatabase, makeDatabase, postgresServer } from "../support/postgres-databases.ts";
import { clearPostgres, layPostgres, type PostgresGround } from "../support/postgres-ground.ts";
import { always, approval, approved, drafted, editor, morning, plain } from "../support/store-fixtures.ts";

const now = () => morning;
afterAll(clearPostgres);

describe("a PostgreSQL database", () => {
  let ground: PostgresGround;
  const open: Store[] = [];
  const opened = async (options: Partial<PostgresOptions> = {}) => {
    const store = await openPostgres({ url: ground.url, now, ...options });
    open.push(store);
    return store;
  };
  beforeEach(async () => {
    ground = await layPostgres();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()));
  });

  /** Somebody else's connection, and what it does meanwhile. */
  async function meanwhile<T>(question: string, work: (other: pg.Client) => Promise<T>): Promise<T> {
    const other = new pg.Client({ connectionString: ground.url });
    other.on("error", () => undefined);
    await other.connect();
    try {
      await other.query(question);
      return await work(other);
    } finally {
      await other.end();
    }
  }

  const lockOn = (account: string) => `select pg_advisory_lock(1212371781, hashtext('${account}'))`;

  describe("is opened, or one sentence says why not", () => {
    const refusal = (url: string) =>
      openPostgres({ url, now }).then(
        () => "opened",
        (error: Error) => error.message,
      );
    const instead = (change: (url: URL) => void) => {
      const url = new URL(ground.url);
      change(url);
      return url.href;
    };

    test("where nobody answers", async () => {
      const port = String(await freePort());
      const said = await refusal(instead((url) => Object.assign(url, { port })));
      expect(said).toMatch(/^The database 127\.0\.0\.1:\d+\/herald_\d+_\d+ can't be reached \(ECONNREFUSED\)/);
    });

    test("with another password, which is not repeated", async () => {
      const said = await refusal(instead((url) => Object.assign(url, { password: "hunter2" })));
      expect(said).toMatch(/refuses the user or the password in DATABASE_URL\.$/);
      expect(said).not.toContain("hunter2");
    });

    test("without a password where one is asked for", () => {
      const error = new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string");
      expect(String(explained(error, "db/herald"))).toBe("Error: The database db/herald asks for a password, and DATABASE_URL names none.");
    });

    test("where there is no such database", async () => {
      expect(await refusal(instead((url) => Object.assign(url, { pathname: "/nowhere" })))).toMatch(/^There is no database 127.*\/nowhere/);
    });

    test("where the server speaks no TLS", async () => {
      expect(await refusal(`${ground.url}?sslmode=verify-full`)).toMatch(/find no safe connection .*sslmode/);
    });

    test("where its text is not Unicode", async () => {
      const root = await postgresServer();
      await ask(`${root}postgres`, "create database latin encoding 'LATIN1' template template0");
      expect(await refusal(`${root}latin`)).toMatch(/keeps its text as LATIN1/);
      await dropDatabase(`${root}latin`);
    });

    test("where tables of somebody else's stand, or the user may make none", async () => {
      const url = await makeDatabase();
      await ask(url, "create table posts (id text)");
      expect(await refusal(url)).toMatch(/holds tables that are not Herald's .*give Herald a database of its own/);
      await ask(url, "drop table posts; create user clerk password 'clerk'");
      const clerk = Object.assign(new URL(url), { username: "clerk", password: "clerk" }).href;
      expect(await refusal(clerk)).toMatch(/^The user in DATABASE_URL may not make tables in .*make it the owner of the database\.$/);
      await dropDatabase(url);
    });
  });

  test("is asked for kept logins before it is opened, and says nothing where it can't be", async () => {
    const url = await makeDatabase();
    expect(await secretsOnServer(url)).toEqual([]);
    await dropDatabase(url);
    expect(await secretsOnServer(url)).toBeNull();
    const store = await opened();
    const secret = { account: "x", sealed: "s", keyId: "k" };
    await store.secrets.keep(secret, { variables: [], verified: true }, morning, editor);
    expect(await secretsOnServer(ground.url)).toMatchObject([secret]);
  });

  test("compares text byte by byte, whatever the server's language", async () => {
    const rows = await ask(
      ground.url,
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and table_name not like 'kysely%' and data_type = 'text' and collation_name is distinct from 'C'`,
    );
    expect(rows).toEqual([]);
  });

  test("lets work on posts of different accounts run side by side, and that of one account in turn", async () => {
    const store = await opened();
    for (const account of ["x", "instagram"]) await approved(store, account, account);
    await meanwhile(lockOn("x"), async (other) => {
      const waiting = store.claim("x", null, "w/1/1", morning);
      expect(await store.claim("instagram", null, "w/1/1", morning)).not.toBeNull();
      expect(await Promise.race([waiting, ask(ground.url, "select pg_sleep(0.05)")])).toHaveLength(1);
      await other.query("select pg_advisory_unlock_all()");
      expect(await waiting).not.toBeNull();
    });
  });

  test("lets nobody wait whose post was begun together with one whose account somebody keeps locked", async () => {
    const store = await opened();
    const ids = ["x", "y", "z"];
    for (const id of ids) await approved(store, id, id);
    const begin = (id: string) => store.begin(id, "w/1/1", morning, () => ({ kind: "wait", until: morning + 1, reason: "minGap" }));
    await meanwhile(lockOn("x"), async (other) => {
      const [locked, ...free] = ids.map(begin);
      expect((await Promise.all(free)).map((begun) => begun?.kind)).toEqual(["wait", "wait"]);
      expect(await Promise.race([locked, ask(ground.url, "select pg_sleep(0.05)")])).toHaveLength(1);
      await other.query("select pg_advisory_unlock_all()");
      expect((await locked)?.kind).toBe("wait");
    });
  });

  test("lets nobody wait for posts, one after the other, on accounts that somebody keeps locked", async () => {
    const store = await opened();
    const ids = ["x", "y", "z"];
    for (const id of ids) await approved(store, id, id);
    const begin = (id: string) => store.begin(id, "w/1/1", morning, () => ({ kind: "wait", until: morning + 1, reason: "minGap" }));
    await meanwhile(`${lockOn("x")}; ${lockOn("y")}`, async (other) => {
      const locked: Promise<unknown>[] = [];
      for (const id of ["x", "y"]) {
        locked.push(begin(id));
        await ask(ground.url, "select pg_sleep(0.02)");
      }
      expect((await begin("z"))?.kind).toBe("wait");
      expect(await Promise.race([...locked, ask(ground.url, "select pg_sleep(0.02)")])).toHaveLength(1);
      await other.query("select pg_advisory_unlock_all()");
      expect(await Promise.all(locked)).toHaveLength(2);
    });
  });

  test("has what people decide done with nothing in between", async () => {
    const store = await opened();
    await approved(store, "one");
    const claims: Promise<unknown>[] = [];
    await store.decide(
      ["one"],
      () => {
        claims.push(store.claim("one", null, "w/1/1", morning));
        return { ok: true, value: plain("unapprove") };
      },
      morning,
      editor,
    );
    expect(await Promise.all(claims)).toEqual([null]);
  });

  test("ends a transaction in which somebody stands still, and goes on", { timeout: 30_000 }, async () => {
    const store = await opened();
    const stands = "set idle_in_transaction_session_timeout = '300ms'; begin; select pg_advisory_xact_lock(1212371780, 0)";
    await meanwhile(stands, () => drafted(store, "one"));
    expect(await store.posts()).toHaveLength(1);
  });

  test("is read on by an older program while a newer one gives its tables more columns", async () => {
    const store = await opened({ poolSize: 1 });
    await drafted(store, "one");
    for (let time = 0; time < 3; time += 1) expect((await store.view("one"))?.post.id).toBe("one");
    await ask(ground.url, "alter table posts add column later text; alter table summaries add column later bigint");
    expect((await store.view("one"))?.post.id).toBe("one");
    await approved(store, "two");
    expect(await store.claim("two", null, "w/1/1", morning)).not.toBeNull();
    await ask(ground.url, "alter table posts drop column later; alter table summaries drop column later");
  });

  describe("that is lost", () => {
    let line: CutLine;
    beforeEach(async () => {
      line = await layLine(ground.url);
    });
    afterEach(() => line.close());

    test("is waited for by a program that stays, which says so once, and goes on", async () => {
      const said: string[] = [];
      const stop = new AbortController();
      const store = await opened({ url: line.url, steadfast: { tell: (words) => said.push(words), stop: stop.signal } });
      await drafted(store, "one");
      await line.cut();
      const waiting = Promise.all([store.posts(), drafted(store, "two")]);
      await until("it says so", () => said.length > 0);
      await line.mend();
      await waiting;
      await until("it says that it is back", () => said.length > 1);
      expect(said).toEqual([
        expect.stringMatching(/^The database 127\.0\.0\.1:\d+\/herald_\d+_\d+ can't be reached; nothing is sent meanwhile/),
        expect.stringMatching(/ is there again; going on where it stopped\.$/),
      ]);
      expect((await store.posts()).map(({ id }) => id)).toEqual(["one", "two"]);
    });

    test("is given up by one that stays as soon as it shall stop, and by a short command at once", async () => {
      const stop = new AbortController();
      const staying = await opened({ url: line.url, steadfast: { tell: () => undefined, stop: stop.signal } });
      const short = await opened({ url: line.url });
      await line.cut();
      await expect(short.posts()).rejects.toThrow(/can't be reached/);
      const waiting = staying.posts();
      stop.abort();
      await expect(waiting).rejects.toThrow(/can't be reached/);
    });

    test("is waited for also by one that is stopping, with what came of a step: it is written down when the server is back", async () => {
      const stop = new AbortController();
      const store = await opened({ url: line.url, steadfast: { tell: () => undefined, stop: stop.signal } });
      await drafted(store, "one");
      await line.cut();
      stop.abort();
      const outcome = { kind: "outcome", step: "post-1", stepDigest: "d", outcome: { kind: "done", output: { id: "7" } } } as const;
      const over: string[] = [];
      const recording = insist(() => store.record("one", 2, outcome, morning, "w")).finally(() => over.push("outcome"));
      await expect(store.posts()).rejects.toThrow(/can't be reached/);
      expect(over).toEqual([]);
      await line.mend();
      expect((await recording).view.journal.at(-1)).toMatchObject(outcome);
    });

    test("in the moment of a commit is asked what came of it: nothing is done twice", async () => {
      const store = await opened({ url: line.url });
      await drafted(store, "one");
      line.loseNextCommit();
      const decided = await store.decide(["one"], always(approval("x", morning)), morning, editor);
      expect(decided).toMatchObject({ ok: true, value: [{ state: "approved", revision: 2 }] });
      line.loseNextCommit();
      expect(await store.claim("one", null, "w/1/1", morning)).toMatchObject({ lease: { owner: "w/1/1" } });
      expect((await store.view("one"))?.journal.map(({ by }) => by)).toEqual([editor, editor, "worker w:1"]);
    });
  });

  test("tells its own time", async () => {
    const store = await opened();
    const [before, told, after] = [Date.now(), await store.clock?.(), Date.now()];
    expect(told).toBeGreaterThanOrEqual(before - 1);
    expect(told).toBeLessThanOrEqual(after + 1);
  });

  describe("tells at once", () => {
    const listening = async (store: Store) => {
      const stop = new AbortController();
      const heard = { count: 0 };
      store.wakes?.(() => {
        heard.count += 1;
      }, stop.signal);
      await until("it listens", () => heard.count > 0);
      return { heard, stop };
    };
    const due = Date.now();

    test("what became due by anybody's commit, and not what is due later or was taken back", async () => {
      const [store, other] = [await opened(), await opened()];
      const { heard, stop } = await listening(store);
      await drafted(other, "one");
      await other.decide(["one"], always(approval("x", due + 3_600_000)), morning, editor);
      await other.decide(["one"], always(plain("unapprove", { dueAt: null })), morning, editor);
      await ask(ground.url, "select 1");
      const before = heard.count;
      await other.decide(["one"], always(approval("x", due)), morning, editor);
      await until("it hears", () => heard.count === before + 1);
      expect(before).toBe(1);
      await other.pause("x", { reason: "r", since: morning, until: null, by: editor });
      await other.resume("x");
      await until("it hears that the pause is over", () => heard.count === before + 2);
      stop.abort();
    });

    test("also after its connection broke, which counts as something missed", { timeout: 20_000 }, async () => {
      const store = await opened();
      const { heard, stop } = await listening(store);
      await ask(
        ground.url,
        "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()",
      );
      await until("it listens again", () => heard.count === 2);
      await approved(store, "one", "x", due);
      await until("it hears", () => heard.count === 3);
      stop.abort();
    });
  });
});

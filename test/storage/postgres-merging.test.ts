import type { Kysely } from "kysely";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { often, type Places } from "../../src/storage/often.ts";
import { kyselyOnPostgres } from "../../src/storage/postgres-dialect.ts";
import { poolOn } from "../../src/storage/postgres-pool.ts";
import { inRounds } from "../../src/storage/postgres-rounds.ts";
import type { Tables } from "../../src/storage/schema.ts";
import { together } from "../../src/storage/together.ts";
import { clearPostgres, layPostgres } from "../support/postgres-ground.ts";

afterAll(clearPostgres);

type Ended = { subject: string; at: number };
const ending = often({ subject: "text", at: "bigint" }, (trx, { subject, at }: Places<Ended>) =>
  trx
    .insertInto("pause_ends")
    .values({ subject, ended_at: at })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet(({ ref }) => ({ ended_at: ref("excluded.ended_at") }))),
);
const moving = often({ subject: "text", at: "bigint" }, (trx, { subject, at }: Places<Ended>) =>
  trx.updateTable("pause_ends").set({ ended_at: at }).where("subject", "=", subject),
);
const latest = often({ least: "bigint" }, (trx, { least }: Places<{ least: number }>) =>
  trx.selectFrom("pause_ends").select(["subject", "ended_at"]).where("ended_at", ">=", least).orderBy("ended_at", "desc").limit(2),
);
const taking = often({ subject: "text" }, (trx, { subject }: Places<{ subject: string }>) =>
  trx.deleteFrom("pause_ends").where("subject", "=", subject),
);

describe("what several posts ask of one transaction at once", () => {
  let db: Kysely<Tables>;
  const texts: string[] = [];
  beforeEach(async () => {
    const { url } = await layPostgres();
    db = kyselyOnPostgres(poolOn(url, { size: 2 }), ({ query }) => void texts.push(query.sql));
    texts.length = 0;
  });
  afterEach(() => db.destroy());
  const ofSeveral = <T>(work: Parameters<typeof inRounds<T>>[2]) => inRounds(db, ["one", "two"], work);
  const about = () => texts.filter((text) => text.includes("pause_ends"));
  const three = [1, 2, 3].map((at) => ({ subject: `account ${at}`, at }));

  test("is added in one statement, changed in one, and read in one", async () => {
    const answers = await ofSeveral(async (trx) => {
      const added = await together(...three.map((one) => ending(trx, one)));
      expect(added).toEqual(three.map(() => ({ rows: [] })));
      await together(...three.map(({ subject, at }) => ending(trx, { subject, at: at * 10 })));
      const [first, nobody, third] = await together(
        moving(trx, { subject: "account 1", at: 100 }),
        moving(trx, { subject: "nobody", at: 100 }),
        moving(trx, { subject: "account 3", at: 300 }),
      );
      const counts = [first, nobody, third].map(({ numAffectedRows }) => numAffectedRows);
      const [all, some, none] = await together(latest(trx, { least: 0 }), latest(trx, { least: 200 }), latest(trx, { least: 900 }));
      return { counts, read: [all, some, none].map(({ rows }) => rows.map(({ subject, ended_at }) => [subject, ended_at])) };
    });
    expect(answers).toEqual({
      counts: [1n, 0n, 1n],
      read: [
        [
          ["account 3", 300],
          ["account 1", 100],
        ],
        [["account 3", 300]],
        [],
      ],
    });
    expect(about().map((text) => text.split(" ")[0])).toEqual(["insert", "insert", "update", "select"]);
  });

  test("is asked as often as ever where one post has the transaction to itself", async () => {
    await inRounds(db, ["one"], (trx) => together(...three.map((one) => ending(trx, one))));
    expect(about()).toHaveLength(3);
  });

  test("fails for all who asked where it fails, and nothing of it stays", async () => {
    const asked = ofSeveral(async (trx) => {
      await together(...three.map((one) => ending(trx, one)));
      await together(...three.map((one) => taking(trx, one)));
    });
    await expect(asked).rejects.toThrow("can't be asked for several at once");
    expect(await db.selectFrom("pause_ends").selectAll().execute()).toEqual([]);
  });

  test("is never asked with a value missing", async () => {
    const asked = ofSeveral((trx) => together(ending(trx, { subject: "a" } as Ended), ending(trx, { subject: "b", at: 1 })));
    await expect(asked).rejects.toThrow("without a value for at");
  });
});

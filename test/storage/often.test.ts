import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openNodeSqlite } from "../../src/storage/node-sqlite.ts";
import { often, type Places } from "../../src/storage/often.ts";
import type { Trx } from "../../src/storage/schema.ts";
import { kyselyOn } from "../../src/storage/sqlite-dialect.ts";

const texts: string[] = [];
const open = () => kyselyOn(openNodeSqlite(":memory:", 0), ({ query }) => void texts.push(query.sql));
let built = 0;
const beginningWith = often({ subject: "text", from: "bigint" }, (trx, { subject, from }: Places<{ subject: string; from: number }>) => {
  built += 1;
  return trx.selectFrom("pauses").select(["subject", "reason"]).where("subject", "=", subject).where("since", ">=", from);
});

describe("a statement that is asked often", () => {
  let db: ReturnType<typeof open>;
  beforeEach(async () => {
    db = open();
    await sql`create table pauses (subject text, reason text, since integer)`.execute(db);
    await sql`insert into pauses values ('house', 'flood', 10), ('account x', 'login', 20)`.execute(db);
  });
  afterEach(() => db.destroy());
  const ask = (subject: string, from: number) => db.transaction().execute((trx: Trx) => beginningWith(trx, { subject, from }));

  it("is built once in each database, and answers to the values that it is given", async () => {
    built = 0;
    expect((await ask("house", 0)).rows).toEqual([{ subject: "house", reason: "flood" }]);
    expect((await ask("account x", 20)).rows).toEqual([{ subject: "account x", reason: "login" }]);
    expect((await ask("house", 11)).rows).toEqual([]);
    expect(built).toBe(1);
    const other = open();
    await sql`create table pauses (subject text, reason text, since integer)`.execute(other);
    expect((await other.transaction().execute((trx) => beginningWith(trx, { subject: "house", from: 0 }))).rows).toEqual([]);
    await other.destroy();
    expect(built).toBe(2);
  });

  it("is never asked with a value missing", async () => {
    const both: Record<string, string | number> = { subject: "house" };
    const asked = db.transaction().execute((trx) => beginningWith(trx, both as { subject: string; from: number }));
    await expect(asked).rejects.toThrow("without a value for from");
  });

  it("carries values beside its text, never in it", async () => {
    await ask("house' or '1' = '1", 0);
    expect(texts.join()).not.toContain("or '1'");
  });
});

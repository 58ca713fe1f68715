import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyRecord } from "../../src/desk/audit.ts";
import { openOlder } from "../support/older-database.ts";
import { laySqliteHome, type SqliteHome } from "../support/sqlite-home.ts";
import { always, editor, morning, plain } from "../support/store-fixtures.ts";

let home: SqliteHome;
beforeEach(async () => {
  home = await laySqliteHome();
});
afterEach(() => home.remove());

const actor = { id: "root", role: "operator" } as const;

/** A house of the first Herald: two drafts, one of them rejected, and an account that is paused. */
function furnish(database: DatabaseSync): void {
  database.exec("insert into installation (id, made_at) values ('6f1c0b0e-2d5a-4f0e-9b43-5a0c8b1d7e11', 5)");
  database.exec("insert into summaries values ('s', 'f', '{\"tags\":[]}', 0, 0)");
  const columns = "id, summary_id, account, platform, state, revision, content, edited, created_at, ordinal, moved_at, lease_counter";
  database.exec(`insert into posts (${columns}) values ('old', 's', 'x', 'x', 'draft', 1, '{"parts":[]}', 0, 0, 0, 0, 0)`);
  database.exec(`insert into posts (${columns}) values ('no', 's', 'y', 'x', 'rejected', 2, '{}', 0, 0, 1, 0, 0)`);
  const add = '{"kind":"moved","transition":"add","to":"draft"}';
  database.exec(`insert into journal values ('old', 1, 7, 'bilal', '${add}'), ('no', 1, 7, 'bilal', '${add}')`);
  database.exec(`insert into journal values ('no', 2, 9, 'hina', '{"kind":"moved","transition":"reject","to":"rejected","reason":"No."}')`);
  database.exec("insert into pauses (subject, reason, since, until, by) values ('account x', 'Wait.', 8, null, 'hina')");
}

test("the record of an older database begins with what stands, and goes on from there", async () => {
  await openOlder(home.file, furnish);
  const rows = await home.using(async (store) => {
    await store.decide(["old"], always(plain("cancel")), morning, editor);
    return store.audit.rows({ after: 0, limit: 10 });
  });
  expect(rows.map(({ kind, subject, at }) => [kind, subject, at])).toEqual([
    ["begin", "post no", 9],
    ["begin", "post old", 7],
    ["begin", "account x", 8],
    ["cancel", "post old", morning],
  ]);
  expect(JSON.parse(rows[0]?.body ?? "")).toMatchObject({ state: "rejected", revision: 2, content: {}, journal: { length: 2 } });
  const verified = await home.using((store) => verifyRecord({ store, actor }));
  expect(verified).toMatchObject({ ok: true, value: { rows: 4, posts: 2 } });
});

test("what stood before the record began can't be changed unseen either", async () => {
  await openOlder(home.file, furnish);
  await home.using((store) => store.posts());
  const database = new DatabaseSync(home.file);
  database.exec("update journal set by = 'mallory' where post_id = 'no' and seq = 2");
  database.close();
  const verified = await home.using((store) => verifyRecord({ store, actor }));
  expect(verified).toMatchObject({
    ok: false,
    problems: [{ where: "post no", message: expect.stringContaining("first 2 journal entries") }],
  });
});

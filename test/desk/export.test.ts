import { parse } from "csv-parse/sync";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { add } from "../../src/desk/add.ts";
import { approve } from "../../src/desk/approve.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { done } from "../../src/desk/done.ts";
import { layDesk } from "../support/model-desk.ts";
import { type WholeExport, wholeExport } from "../support/whole-export.ts";

let laid: Awaited<ReturnType<typeof layDesk>>;
let desk: Desk;
beforeAll(async () => {
  laid = await layDesk();
  desk = laid.desk;
});
afterAll(() => laid.remove());

async function table(kind: string): Promise<WholeExport> {
  const made = await wholeExport(desk, kind);
  if (!made.ok) throw new Error(made.problems[0]?.message);
  return made.value;
}

test("the queue and the results are tables that any spreadsheet reads", async () => {
  const text = "---\ntitle: =Canals & dams\n---\nThe irrigation department repaired 12 canals near Sukkur in October.";
  const added = await add(desk, [{ name: "canals.txt", bytes: new TextEncoder().encode(text), note: "Wished for noon." }]);
  const posts = added.ok ? (added.value[0]?.posts ?? []) : [];
  const id = (account: string) => posts.find(({ post }) => post.account === account)?.post.id ?? expect.fail();
  const approved = await approve(desk, [id("sandbox-x")], { when: { kind: "at", at: Date.UTC(2030, 0, 1, 4) } });
  expect(approved.ok).toBe(true);

  const queue = await table("queue");
  expect(queue.rows.map(({ post, state }) => [post, state])).toEqual([
    [id("sandbox-x"), "approved"],
    ...posts.filter(({ post }) => post.account !== "sandbox-x").map(({ post }) => [post.id, "draft"]),
  ]);
  expect(queue.rows[0]).toMatchObject({
    scheduled: "2030-01-01 09:00",
    zone: "Asia/Karachi",
    "approved by": "Ayesha",
    note: "Wished for noon.",
  });
  expect((await table("results")).rows).toEqual([]);

  const name = (await desk.store.view(id("sandbox-x")))?.post.plan?.account;
  expect(name).toBe("sandbox-x");
  const url = `https://x.com/republicpolicy/status/1999999999999999999`;
  const made = await done(desk, id("sandbox-x"), { kind: "url", url });
  expect(made.ok ? [] : made.problems).toEqual([]);
  const results = await table("results");
  expect(results.rows).toMatchObject([{ post: id("sandbox-x"), state: "published", address: url, scheduled: "2030-01-01 09:00" }]);
  expect(results.rows[0]?.published).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);

  const [first, row] = parse(Buffer.from(await results.file("csv")), { bom: true }) as string[][];
  expect(first).toEqual(results.columns);
  expect(row?.[results.columns.indexOf("title")]).toBe("'=Canals & dams");
  const { sheets } = await readXlsx(await results.file("xlsx"));
  expect(sheets[0]?.rows[1]?.[results.columns.indexOf("title")]).toBe("=Canals & dams");
});

test("a table that there is none of is refused, and so is a stranger", async () => {
  const wrong = await wholeExport(desk, "all");
  expect(wrong.ok ? [] : wrong.problems.map(({ code }) => code)).toEqual(["usage-export"]);
  const stranger = await wholeExport({ ...desk, actor: { id: "nobody", role: "stranger" } }, "queue");
  expect(stranger.ok ? [] : stranger.problems.map(({ code }) => code)).toEqual(["rights-stranger"]);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Home, makeHome } from "../../support/herald.ts";

let home: Home;
beforeAll(() => {
  home = makeHome({}, "together");
});
afterAll(() => home.remove());

test("a table is begun from a template, tried, brought in, and the queue written out again", async () => {
  const empty = join(home.directory, "empty.csv");
  expect((await home.run(["import", "--template", empty])).code).toBe(0);
  expect((await home.run(["import", "--template", empty])).code).toBe(2);
  const heading = readFileSync(empty, "utf8").trimEnd();
  const row = "Canals,The irrigation department repaired 12 canals near Sukkur in October.";
  const file = home.write("stories.csv", `${heading}\r\n${row}\r\nWrong,,\r\n`);

  const tried = await home.run(["import", file, "--dry-run"]);
  expect(tried.code).toBe(1);
  expect(tried.stdout).toContain("row 2: would be added (sandbox-x, sandbox-instagram, sandbox-youtube): Canals");
  expect(tried.stdout).toContain("1 would be added, 0 are there already, 1 are wrong. Nothing was added: this was a dry run.");
  expect((await home.json(["list"])).posts).toEqual([]);

  const brought = await home.json(["import", file, "--skip-wrong"]);
  expect(brought.import).toMatchObject({
    kept: true,
    rows: [
      { row: 2, outcome: "added" },
      { row: 3, outcome: "wrong" },
    ],
  });
  expect((await home.json(["list"])).posts.length).toBe(3);
  expect((await home.run(["import"])).code).toBe(2);

  const out = join(home.directory, "queue.xlsx");
  expect((await home.run(["export", "queue", out])).stdout).toContain("Wrote 3 posts");
  expect((await home.run(["export", "queue", out])).code).toBe(2);
  expect((await home.run(["export", "queue", out, "--overwrite"])).code).toBe(0);
  const printed = await home.run(["export", "queue", "-"]);
  expect(printed.stdout.split("\r\n")[0]).toMatch(/^\ufeff?post,account,platform,state,/);
  expect((await home.json(["export", "results", "-"])).rows).toEqual([]);
});

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import type { Edge } from "../../src/edge/edge.ts";
import { watchFolder } from "../../src/faces/folder.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { layDesk } from "../support/model-desk.ts";

let laid: Awaited<ReturnType<typeof layDesk>>;
let home: string;
beforeAll(async () => {
  laid = await layDesk();
  home = mkdtempSync(join(tmpdir(), "herald-folder-"));
});
afterAll(async () => {
  rmSync(home, { recursive: true, force: true });
  await laid.remove();
});

/** Time passes only where the watcher waits; it is stopped after some looks. */
async function watch(desk: Desk, looks: number): Promise<{ readonly said: readonly string[]; readonly logged: readonly string[] }> {
  const clock = fakeClock(Date.UTC(2026, 10, 20, 6));
  const stop = new AbortController();
  const [said, logged]: [string[], string[]] = [[], []];
  let count = 0;
  const sleep = async (ms: number) => {
    clock.pass(ms);
    count += 1;
    if (count >= looks) stop.abort();
  };
  const log = { ...console, error: (fields: unknown) => logged.push(JSON.stringify(fields)) } as unknown as Edge["log"];
  const edge = { clock: { ...clock, sleep }, log } as unknown as Edge;
  await watchFolder(desk, edge, (line) => said.push(line), stop.signal);
  return { said, logged };
}

test("summaries and tables that are dropped become drafts, signed by Herald, and wrong ones say why", async () => {
  const path = join(home, "inbox");
  const desk: Desk = { ...laid.desk, settings: { ...laid.desk.settings, folder: { path, name: "inbox" } } };
  mkdirSync(path);
  const text = "The irrigation department repaired 12 canals near Sukkur in October.";
  writeFileSync(join(path, "canals.md"), `---\ntitle: Canals\n---\n${text}\n`);
  writeFileSync(join(path, "again.md"), `---\ntitle: Canals\n---\n${text}\n`);
  writeFileSync(join(path, "list.csv"), "title,text\nBerth,The port authority opened a second berth in Gwadar on Monday.\n");
  writeFileSync(join(path, "wrong.csv"), "title,text,date\nBerth,The port authority closed a berth in Gwadar.,soon\n");
  writeFileSync(join(path, "film.mov"), "moving");

  const { said, logged } = await watch(desk, 40);
  expect(logged).toEqual([]);
  expect(readdirSync(join(path, "done")).toSorted()).toEqual(["again.md", "canals.md", "list.csv"]);
  expect(readdirSync(join(path, "problems")).toSorted()).toEqual(["film.mov", "film.mov.reason.txt", "wrong.csv", "wrong.csv.reason.txt"]);
  expect(readFileSync(join(path, "problems", "wrong.csv.reason.txt"), "utf8")).toContain('row 2, column "date" (C2): "date" must be a day');
  expect(said.some((line) => line.includes("canals.md: there already as summary"))).toBe(true);

  const stories = await desk.store.summaries();
  expect(stories.map(({ summary }) => summary.source).toSorted()).toEqual(["inbox/again.md", "inbox/list.csv row 2"]);
  const [post] = await desk.store.posts({ summaryId: stories[0]?.summary.id ?? "" });
  const view = await desk.store.view(post?.id ?? "");
  expect([view?.post.state, view?.journal[0]?.by]).toEqual(["draft", "herald"]);
});

test("a folder that can't be worked on is told once, and nothing is watched where none is named", async () => {
  const path = join(home, "file");
  writeFileSync(path, "no folder");
  const desk: Desk = { ...laid.desk, settings: { ...laid.desk.settings, folder: { path, name: "file" } } };
  expect((await watch(desk, 5)).logged.length).toBe(1);
  await watchFolder(
    { ...desk, settings: { ...desk.settings, folder: null } },
    {} as Edge,
    () => expect.fail(),
    new AbortController().signal,
  );
  expect(existsSync(join(home, "inbox", "done"))).toBe(true);
});

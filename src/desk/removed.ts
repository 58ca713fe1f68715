/**
 * Stories that were removed at their source: their own page is missing twice, ten minutes apart, while the site answers. Falling off the
 * end of a feed is no removal.
 */
import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import { ok } from "../domain/problem.ts";
import type { Item, Source } from "../domain/source.ts";
import { type FetchPorts, fetchPublic } from "../edge/fetch-public.ts";
import { heldBack } from "../pipeline/sources/hold-back.ts";
import { type Desk, nowOf, viewsOf } from "./desk.ts";

const apartMs = 10 * 60_000;
/** Pages asked for in one look. */
const mostPages = 20;
/** States in which something may still go out. */
const open: readonly State[] = ["draft", "approved", "publishing", "waiting", "failed", "missed"];

export interface Removals {
  readonly lines: readonly string[];
  readonly again: Instant | null;
}

interface Look {
  readonly desk: Desk;
  readonly source: Source;
  readonly ports: FetchPorts;
  readonly token: string;
}

/** The status of a page; null: nobody knows. */
async function statusOf(address: string, ports: FetchPorts): Promise<number | null> {
  const got = await fetchPublic(address, { mostBytes: 1, mostRedirects: 5, headers: { accept: "text/html" }, bare: true }, ports);
  return got.ok ? got.value.status : null;
}

async function isMissing(address: string, ports: FetchPorts): Promise<boolean | null> {
  const status = await statusOf(address, ports);
  if (status === 200) return false;
  if (status !== 404 && status !== 410) return null;
  const site = await statusOf(new URL("/", address).href, ports);
  return site === 200 ? true : null;
}

/** Makes drafts again of what has not gone out. @returns the posts that this stopped */
async function holdBack(desk: Desk, summaryId: string, reason: string): Promise<readonly string[]> {
  const views = await viewsOf(desk, await desk.store.posts({ summaryId }));
  const stopped: string[] = [];
  for (const view of views.filter((one) => heldBack(one, reason) !== null)) {
    const decided = await desk.store.decide(
      [view.post.id],
      (now) => {
        const change = heldBack(now, reason);
        return change ? ok(change) : { ok: false, problems: [] };
      },
      nowOf(desk),
      "herald",
    );
    if (decided.ok) stopped.push(view.post.id);
  }
  return stopped;
}

async function removed({ desk, source, token }: Look, item: Item): Promise<string> {
  const story = item.story ?? "";
  const reason = `Its story was removed at its source (${source.name}).`;
  const stopped = await holdBack(desk, story, reason);
  const note = `Story ${story} was removed at its source; held back: ${stopped.join(", ") || "nothing"}. \`herald withdraw ${story}\` takes back the rest.`;
  await desk.store.sources.keepItem(source.name, token, { ...item, gone: true, note });
  return note;
}

/** A story of which something may still go out, and whose page is known. */
async function isOpen(desk: Desk, { story }: Item): Promise<boolean> {
  if (story === null || (await desk.store.summary(story))?.withdrawn !== false) return false;
  return (await desk.store.posts({ summaryId: story })).some(({ state }) => open.includes(state));
}

/** Its page, as the story names it. */
async function pageOf(desk: Desk, { story }: Item): Promise<string | null> {
  return story === null ? null : ((await desk.store.summary(story))?.summary.link ?? null);
}

async function lookAt(look: Look, item: Item): Promise<{ readonly line?: string; readonly again?: Instant }> {
  const { desk, source, ports, token } = look;
  const page = await pageOf(desk, item);
  const missing = page === null ? null : await isMissing(page, ports);
  const now = nowOf(desk);
  if (missing === null) return {};
  if (!missing) {
    if (item.missingAt !== null) await desk.store.sources.keepItem(source.name, token, { ...item, missingAt: null });
    return {};
  }
  const since = item.missingAt ?? now;
  if (now - since >= apartMs) return { line: await removed(look, item) };
  await desk.store.sources.keepItem(source.name, token, { ...item, missingAt: since });
  return { again: since + apartMs };
}

/** Asks for the pages of stories that their source lists no more and of which something may still go out. */
export async function seeWhatIsGone(look: Look): Promise<Removals> {
  const unlisted = (await look.desk.store.sources.items(look.source.name)).filter(
    ({ listed, gone, story }) => !listed && !gone && story !== null,
  );
  const lines: string[] = [];
  const times: Instant[] = [];
  let asked = 0;
  for (const item of unlisted.toReversed()) {
    if (look.ports.stop?.aborted || asked >= mostPages || !(await isOpen(look.desk, item))) continue;
    asked += 1;
    const { line, again } = await lookAt(look, item);
    if (line !== undefined) lines.push(line);
    if (again !== undefined) times.push(again);
  }
  return { lines, again: times.length === 0 ? null : Math.min(...times) };
}

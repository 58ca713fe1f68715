/** One look at one source: ask, read, compare, take in. What strangers' servers do is an answer, never an error. */

import type { Instant } from "../domain/instant.ts";
import { toIso } from "../domain/instant.ts";
import type { Item, Source, SourceState } from "../domain/source.ts";
import { type Fetched, type FetchPorts, fetchPublic } from "../edge/fetch-public.ts";
import { retryAt } from "../pipeline/sources/back-off.ts";
import { type Move, meet } from "../pipeline/sources/meet.ts";
import { decode } from "../sources/decode.ts";
import { kinds } from "../sources/kinds.ts";
import type { Entry } from "../sources/source.ts";
import { type Desk, nowOf } from "./desk.ts";
import { seeWhatIsGone } from "./removed.ts";
import { isWanted, type Story, storyOf, takeChange, takeIn } from "./take-in.ts";

/** What one look came to. */
export interface Polled {
  readonly source: string;
  /** `busy`: another process looks, or it failed a moment ago and is left alone. */
  readonly kind: "busy" | "unchanged" | "read" | "failed";
  /** A sentence for each thing that happened, or would. */
  readonly lines: readonly string[];
  /** When it is worth another look, whatever its schedule; null: not before that. */
  readonly again: Instant | null;
}

const mostBytes = 10_000_000;
/** Longer than any look takes. */
const leaseMs = 10 * 60_000;

/** The answer, or the end of a sentence that begins with the address. */
type Heard =
  | { readonly kind: "same" }
  | { readonly kind: "text"; readonly stories: readonly Story[]; readonly answer: Fetched }
  | { readonly kind: "failed"; readonly why: string; readonly retryAfter?: string };

/** A story at a time: others get their turn between two, however much markup a site sends. */
async function storiesOf(source: Source, entries: readonly Entry[], { clock }: FetchPorts): Promise<readonly Story[]> {
  const stories: Story[] = [];
  for (const entry of entries) {
    if (!isWanted(source, entry)) continue;
    stories.push(storyOf(source, entry));
    await clock.sleep(0);
  }
  return stories;
}

async function hear(source: Source, state: SourceState | null, ports: FetchPorts): Promise<Heard> {
  const kind = kinds[source.kind];
  const asked = {
    accept: kind.accept,
    "accept-encoding": "gzip, deflate, br",
    ...(state?.etag ? { "if-none-match": state.etag } : {}),
    ...(state?.lastModified ? { "if-modified-since": state.lastModified } : {}),
  };
  const got = await fetchPublic(kind.address(source.url), { mostBytes, mostRedirects: 5, headers: asked }, ports);
  if (!got.ok) return { kind: "failed", why: got.why };
  const { status, headers, bytes, url } = got.value;
  if (status === 304) return { kind: "same" };
  const retryAfter = headers["retry-after"];
  if (status !== 200) return { kind: "failed", why: `was answered with ${status}`, ...(retryAfter === undefined ? {} : { retryAfter }) };
  const text = decode(bytes, headers["content-type"], source.url);
  const entries = text.ok ? kind.read(text.value, url) : text;
  if (!entries.ok)
    return { kind: "failed", why: `can't be read. ${entries.problems.map(({ message, remedy }) => `${message} ${remedy}`).join(" ")}` };
  return { kind: "text", stories: await storiesOf(source, entries.value, ports), answer: got.value };
}

/** While something waits to have stood long enough, the whole answer is needed. */
function asksWhole(items: readonly Item[]): boolean {
  return items.some(({ listed, doneHash, contentHash }) => listed && doneHash !== contentHash);
}

const wouldBe = { take: "would be taken", revise: "would be changed", wait: "waits until it has stood long enough", known: "" } as const;

/** What a look would come to, as if every entry had stood long enough; writes nothing. */
export async function pollDry(desk: Desk, source: Source, ports: FetchPorts): Promise<Polled> {
  const items = await desk.store.sources.items(source.name);
  const state = (await desk.store.sources.list()).find(({ name, url }) => name === source.name && url === source.url);
  const heard = await hear(source, null, ports);
  if (heard.kind !== "text")
    return { source: source.name, kind: "failed", lines: [heard.kind === "failed" ? `${source.url} ${heard.why}` : ""], again: null };
  const { newest } = source;
  const { moves } = meet(heard.stories, items, { now: nowOf(desk), metAt: state?.metAt ?? null, settleMs: 0, newest });
  const lines = moves.flatMap(({ kind, entry }) => (kind === "known" ? [] : [`"${entry.entry.title ?? entry.key}" ${wouldBe[kind]}`]));
  const rest = `${heard.stories.length} entries, ${moves.filter(({ kind }) => kind === "known").length} of them known or left in the archive`;
  return { source: source.name, kind: "read", lines: [...lines, rest], again: null };
}

interface Look {
  readonly desk: Desk;
  readonly source: Source;
  readonly ports: FetchPorts;
  readonly token: string;
}

/** Carries one move out and writes it down; what is written twice after a crash is the same story. */
async function carryOut({ desk, source, token }: Look, { kind, entry, item }: Move<Story>): Promise<string | null> {
  if (kind === "wait" || kind === "known") {
    await desk.store.sources.keepItem(source.name, token, item);
    return null;
  }
  const { line, ...came } = kind === "take" ? await takeIn(desk, source, entry) : await takeChange(desk, source, entry, item);
  await desk.store.sources.keepItem(source.name, token, { ...item, ...came, gone: false, doneHash: item.contentHash });
  return line;
}

function earliest(times: readonly Instant[]): Instant | null {
  return times.length === 0 ? null : Math.min(...times);
}

async function readOn(look: Look, state: SourceState, stories: readonly Story[], answer: Fetched): Promise<Polled> {
  const { desk, source, token } = look;
  const now = nowOf(desk);
  const items = await desk.store.sources.items(source.name);
  const { settleMs, newest } = source;
  const { moves, left, forgotten } = meet(stories, items, { now, metAt: state.metAt, settleMs, newest });
  const lines: string[] = [];
  for (const move of moves) {
    const line = await carryOut(look, move);
    if (line !== null) lines.push(line);
  }
  for (const item of left) await desk.store.sources.keepItem(source.name, token, item);
  const removed = await seeWhatIsGone(look);
  const waiting = moves.filter(({ kind }) => kind === "wait");
  const said = [...lines, ...removed.lines];
  const came = `${stories.length} entries, ${waiting.length} of them waiting${said.length > 0 ? `; ${said.join("; ")}` : ""}`;
  const { etag = null, "last-modified": lastModified = null } = answer.headers;
  const kept = { ...state, etag, lastModified, metAt: state.metAt ?? now, triedAt: now, failures: 0, nextAt: null, problem: null, came };
  await desk.store.sources.give(token, kept, forgotten);
  const again = earliest([...waiting.map(({ item }) => item.since + settleMs), ...(removed.again === null ? [] : [removed.again])]);
  return { source: source.name, kind: "read", lines: said, again };
}

async function stayed(look: Look, state: SourceState): Promise<Polled> {
  const { desk, source, token } = look;
  const removed = await seeWhatIsGone(look);
  const came = removed.lines.length > 0 ? removed.lines.join("; ") : "nothing new";
  await desk.store.sources.give(token, { ...state, triedAt: nowOf(desk), failures: 0, nextAt: null, problem: null, came }, []);
  return { source: source.name, kind: "unchanged", lines: removed.lines, again: removed.again };
}

async function failed({ desk, source, token }: Look, state: SourceState, why: string, retryAfter?: string): Promise<Polled> {
  const now = nowOf(desk);
  const failures = state.failures + 1;
  const nextAt = retryAt(failures, now, retryAfter);
  const problem = `${source.url} ${why}`;
  await desk.store.sources.give(token, { ...state, triedAt: now, failures, nextAt, problem, came: null }, []);
  return { source: source.name, kind: "failed", lines: [`${problem}; it is asked again from ${toIso(nextAt)}`], again: null };
}

/**
 * Looks at a source and takes what has stood long enough.
 * @param impatient also where it failed a moment ago
 */
export async function poll(desk: Desk, source: Source, ports: FetchPorts, impatient = false): Promise<Polled> {
  const taken = await desk.store.sources.take(source.name, source.url, nowOf(desk), leaseMs, impatient);
  if (!taken) return { source: source.name, kind: "busy", lines: [], again: null };
  const { token, state } = taken;
  const look = { desk, source, ports, token };
  const items = await desk.store.sources.items(source.name);
  const heard = await hear(source, asksWhole(items) ? null : state, ports);
  if (ports.stop?.aborted) {
    // It was not the source that failed.
    await desk.store.sources.give(token, state, []);
    return { source: source.name, kind: "busy", lines: [], again: null };
  }
  if (heard.kind === "failed") return failed(look, state, heard.why, heard.retryAfter);
  return heard.kind === "same" ? stayed(look, state) : readOn(look, state, heard.stories, heard.answer);
}

/** What people see of the sources: each with its last try, what came and what they should know. */
import { toIso } from "../domain/instant.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { Source } from "../domain/source.ts";
import type { FetchPorts } from "../edge/fetch-public.ts";
import { forbidden } from "../pipeline/rights.ts";
import { type Desk, nowOf } from "./desk.ts";
import { type Polled, poll, pollDry } from "./poll.ts";

export interface SourceReport {
  readonly name: string;
  readonly url: string;
  readonly kind: Source["kind"];
  readonly poll: string;
  /** Null: never yet. */
  readonly triedAt: string | null;
  readonly came: string | null;
  readonly problem: string | null;
  /** When it is asked again after it failed; null: by its schedule. */
  readonly nextAt: string | null;
  readonly stories: number;
  /** Entries that have not stood long enough. */
  readonly waiting: number;
  /** What a person should know of single stories, the last one first. */
  readonly notes: readonly string[];
}

const mostNotes = 10;

async function report(desk: Desk, source: Source): Promise<SourceReport> {
  const { name, url, kind, poll } = source;
  const state = (await desk.store.sources.list()).find((one) => one.name === name && one.url === url);
  const items = await desk.store.sources.items(name);
  const iso = (at: number | null | undefined) => (at === null || at === undefined ? null : toIso(at));
  return {
    ...{ name, url, kind, poll },
    triedAt: iso(state?.triedAt),
    came: state?.came ?? null,
    problem: state?.problem ?? null,
    nextAt: iso(state?.nextAt),
    stories: items.filter(({ story }) => story !== null).length,
    waiting: items.filter(({ listed, doneHash, contentHash }) => listed && doneHash !== contentHash).length,
    notes: items
      .flatMap(({ note }) => note ?? [])
      .toReversed()
      .slice(0, mostNotes),
  };
}

export async function sources(desk: Desk): Promise<readonly SourceReport[]> {
  return Promise.all(desk.settings.sources.map((source) => report(desk, source)));
}

/** How long a note stands among what waits for a person; the list of sources keeps it. */
const freshMs = 3 * 24 * 3_600_000;

/** What a person should know now: sources that can't be read, and stories that changed or went away at theirs. */
export async function sourceNotes(desk: Desk): Promise<readonly string[]> {
  if (desk.settings.sources.length === 0) return [];
  const problems = (await sources(desk)).flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
  const items = await Promise.all(desk.settings.sources.map(({ name }) => desk.store.sources.items(name)));
  const after = nowOf(desk) - freshMs;
  const notes = items
    .flat()
    .flatMap(({ note, since, missingAt }) => (note !== null && Math.max(since, missingAt ?? 0) > after ? [note] : []));
  return [...problems, ...notes];
}

function unknownSource(name: string, known: readonly Source[]): Result<never> {
  const there = known.map((source) => source.name).join(", ");
  const remedy = there === "" ? "Write it under `sources:` in config/herald.yaml." : `There are: ${there}.`;
  return refuse(block("input-unknown-source", name, "No source of this name is in config/herald.yaml.", remedy));
}

/** A person wants one source looked at now. @param dryRun only say what would come */
export async function pollNow(desk: Desk, name: string, dryRun: boolean, ports: FetchPorts): Promise<Result<Polled>> {
  const objection = forbidden(desk.actor, dryRun ? "read" : "write");
  if (objection) return refuse(objection);
  const source = desk.settings.sources.find((one) => one.name === name);
  if (!source) return unknownSource(name, desk.settings.sources);
  const polled = dryRun ? await pollDry(desk, source, ports) : await poll(desk, source, ports, true);
  if (polled.kind !== "failed") return ok(polled);
  return refuse(
    block(
      "source-failed",
      `source ${name}`,
      `${polled.lines.join(" ").replace(/\.$/, "")}.`,
      "Once that is mended, it is read by its schedule.",
    ),
  );
}

/** What each entry of a source is to what is known of that source: the same story once, and nothing before it has stood a while. Pure. */
import type { Instant } from "../../domain/instant.ts";
import type { Item } from "../../domain/source.ts";

/** An entry as it is compared. */
export interface Seen {
  readonly key: string;
  /** As two addresses of one page compare; null: it has no page. */
  readonly address: string | null;
  readonly titleHash: string;
  readonly contentHash: string;
  readonly at: Instant | null;
}

/** `wait`: not long enough as it is. `take`: a new story. `revise`: one that was taken, and is different now. `known`: nothing to do. */
export interface Move<S extends Seen> {
  readonly kind: "wait" | "take" | "revise" | "known";
  readonly entry: S;
  readonly item: Item;
}

export interface Meeting<S extends Seen> {
  readonly moves: readonly Move<S>[];
  /** Known items that stand in the source no more. */
  readonly left: readonly Item[];
  /** Keys of items that left before they were taken: whatever comes back is new. */
  readonly forgotten: readonly string[];
}

export interface Terms {
  readonly now: Instant;
  /** When the source was first read; null: this is the first time. */
  readonly metAt: Instant | null;
  readonly settleMs: number;
  readonly newest: number;
}

/** An entry that turns up later and is that much older than the source's first reading is the archive's. */
const archiveMs = 24 * 3_600_000;

/** Left alone when the source was first read, or older than that. */
function isArchive({ doneHash, story, note }: Item): boolean {
  return doneHash !== null && story === null && note === null;
}

/** Which known item an entry is, if any: by its name, its page, or its very words. */
function finder<S extends Seen>(entries: readonly S[], items: readonly Item[]): (entry: S) => Item | undefined {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const present = new Set(entries.map(({ key }) => key));
  const pages = Map.groupBy(entries, ({ address }) => address);
  const byContent = new Map(items.map((item) => [item.contentHash, item]));
  const byAddress = new Map(
    items.flatMap((item) => (item.address === null || present.has(item.key) ? [] : [[item.address, item] as const])),
  );
  return (entry) => {
    const named = byKey.get(entry.key);
    if (named) return named;
    // A page that several entries name is nobody's own.
    const isOwn = entry.address !== null && pages.get(entry.address)?.length === 1;
    return (isOwn && byAddress.get(entry.address ?? "")) || byContent.get(entry.contentHash);
  };
}

/** The newest entries by their dates; where these are missing, the source's own order tells. */
function newestOf<S extends Seen>(entries: readonly S[], count: number): ReadonlySet<S> {
  const dated = entries.every(({ at }) => at !== null);
  const ordered = dated ? entries.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0)) : entries;
  return new Set(ordered.slice(0, count));
}

function made(entry: Seen, now: Instant, isOld: boolean): Item {
  const { key, address, titleHash, contentHash } = entry;
  const blank = { story: null, version: null, missingAt: null, gone: false, note: null };
  return { key, address, titleHash, contentHash, firstSeen: now, since: now, doneHash: isOld ? contentHash : null, listed: true, ...blank };
}

function met(entry: Seen, item: Item, now: Instant): Item {
  const { address, titleHash, contentHash } = entry;
  const since = item.contentHash === contentHash ? item.since : now;
  const doneHash = isArchive(item) ? contentHash : item.doneHash;
  return { ...item, address, titleHash, contentHash, since, doneHash, listed: true, missingAt: null };
}

function moved<S extends Seen>(entry: S, item: Item, { now, settleMs }: Terms): Move<S> {
  if (item.doneHash === item.contentHash) return { kind: "known", entry, item };
  if (now - item.since < settleMs) return { kind: "wait", entry, item };
  return { kind: item.story === null ? "take" : "revise", entry, item };
}

/** Each of them once, whatever a source repeats: the first of the same name, and of the same words. */
function distinct<S extends Seen>(entries: readonly S[]): readonly S[] {
  const keys = new Set<string>();
  const contents = new Set<string>();
  return entries.filter(({ key, contentHash }) => {
    const isNew = !keys.has(key) && !contents.has(contentHash);
    keys.add(key);
    contents.add(contentHash);
    return isNew;
  });
}

export function meet<S extends Seen>(listed: readonly S[], items: readonly Item[], terms: Terms): Meeting<S> {
  const { now, metAt, newest } = terms;
  const entries = distinct(listed);
  const find = finder(entries, items);
  const fresh = newestOf(entries, newest);
  const isOld = (entry: S) => (metAt === null ? !fresh.has(entry) : entry.at !== null && entry.at < metAt - archiveMs);
  const taken = new Set<string>();
  const moves = entries.flatMap((entry) => {
    const known = find(entry);
    const item = known ? met(entry, known, now) : made(entry, now, isOld(entry));
    if (taken.has(item.key)) return [];
    taken.add(item.key);
    return [moved(entry, item, terms)];
  });
  const gone = items.filter(({ key }) => !taken.has(key));
  const forgotten = gone.filter(({ doneHash }) => doneHash === null).map(({ key }) => key);
  return { moves, forgotten, left: gone.filter(({ doneHash }) => doneHash !== null).map((item) => ({ ...item, listed: false })) };
}

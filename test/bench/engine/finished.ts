/**
 * Fills a queue with posts that came to their end: 1,000 go all the way through a worker and through the archive, and are then copied
 * by a few statements of the database itself, ten a day and account, further and further back. Alike in both dialects.
 */
import type { Account } from "../../../src/domain/account.ts";
import type { Instant } from "../../../src/domain/instant.ts";
import type { Store } from "../../../src/storage/store.ts";
import { type Run, seedQueue } from "./seed.ts";
import { workOn } from "./worker-on.ts";

const dayMs = 86_400_000;
/** Older than what the archive leaves where it is, and than the month that budgets are counted over. */
const youngestMs = 200 * dayMs;
const perDayAndAccount = 10;
const concurrency = { all: 32, perPlatform: { x: 32, instagram: 32, "youtube-community": 32 } };

export interface Finished {
  readonly store: Store;
  readonly accounts: readonly Account[];
  /** Rounded up to whole days of ten posts an account. */
  readonly posts: number;
  readonly begun: Instant;
  /** Statements that make the indexes anew which no constraint needs, by name: without them millions are in sooner. */
  readonly indexes: () => Promise<ReadonlyMap<string, string>>;
}

/** Tables that hold rows of a finished post and what its row is found by, those first that refer to others. */
const tables = [
  ["showings", "post_id"],
  ["bookings", "post_id"],
  ["outputs", "post_id"],
  ["archived_journals", "post_id"],
  ["journal", "post_id"],
  ["posts", "id"],
  ["summaries", "id"],
] as const;

export async function seedFinished(run: Run, { store, accounts, posts, begun, indexes }: Finished): Promise<void> {
  if (posts === 0) return;
  await finishOnePerAccount(run, store, accounts);
  for (const [table, key] of tables) {
    await run(`create temporary table model_${table} as select * from ${table}`);
    await run(`create index model_${table}_key on model_${table} (${key})`);
  }
  for (const [table] of tables) await run(`delete from ${table}`);
  const all = await indexes();
  for (const name of all.keys()) await run(`drop index "${name}"`);
  const perDay = accounts.length * perDayAndAccount;
  for (let day = 0; day * perDay < posts; day += 1) await copyDay(run, accounts.length, day * perDay, begun - youngestMs - day * dayMs);
  for (const statement of all.values()) await run(statement);
}

async function finishOnePerAccount(run: Run, store: Store, accounts: readonly Account[]): Promise<void> {
  const at = Date.now() - 60_000;
  await seedQueue(run, { accounts, posts: accounts.length, dueAt: String(at + 1_000), at });
  const stop = new AbortController();
  let left = accounts.length;
  const published = () => {
    left -= 1;
    if (left === 0) stop.abort();
  };
  await workOn({ store, accounts, concurrency, answerMs: 0, published, stop: stop.signal });
  const now = Date.now();
  while ((await store.archive.pack(now + 1, 100, now + 2)) > 0);
}

/** Every post and story of one day, from number `from` on; each copies the post that its account finished. */
async function copyDay(run: Run, accounts: number, from: number, dayAt: Instant): Promise<void> {
  const day = new Date(dayAt).toISOString().slice(0, "YYYY-MM-DD".length);
  const last = from + accounts * perDayAndAccount - 1;
  const numbers = `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${last})`;
  const at = `${dayAt} + (i % ${accounts * perDayAndAccount}) * ${Math.floor(dayMs / (accounts * perDayAndAccount))}`;
  const summary = "'fs-' || (i - i % 4)";
  const copy = async (table: string, columns: readonly string[], set: Readonly<Record<string, string>>, key = "post_id") => {
    const names = columns.map((name) => `"${name}"`).join(", ");
    const values = columns.map((name) => set[name] ?? `t."${name}"`).join(", ");
    const isOfStory = key === "s";
    const model = isOfStory ? `t.id = 's-' || (i % ${accounts} - i % 4)` : `t.${key} = 'p-' || (i % ${accounts})`;
    await run(
      `insert into ${table} (${names}) ${numbers} select ${values} from n join model_${table} t on ${model}${isOfStory ? " where i % 4 = 0" : ""}`,
    );
  };
  const own = { post_id: "'f-' || i", at, day: `'${day}'`, output_id: "t.output_id || i" };
  const story = ["id", "fingerprint", "body", "added_at", "withdrawn", "version"];
  await copy("summaries", story, { id: summary, fingerprint: summary, added_at: at }, "s");
  const times = { created_at: at, scheduled_at: at, moved_at: at };
  const kept = [
    "account",
    "platform",
    "state",
    "revision",
    "content",
    "edited",
    "composed_by",
    "plan",
    "digest",
    "ordinal",
    "lease_counter",
  ];
  const moved = { ...times, id: "'f-' || i", summary_id: summary, archived_at: `${at} + ${180 * dayMs}` };
  await copy("posts", [...Object.keys(moved), ...kept], moved, "id");
  await copy("journal", ["post_id", "seq", "at", "by", "happening"], own);
  await copy("archived_journals", ["post_id", "entries", "sha256", "body"], own);
  await copy("outputs", ["account", "output_id", "post_id"], own);
  await copy("bookings", ["post_id", "account", "day", "posts", "micro_cents"], own);
  await copy("showings", ["post_id", "step_digest", "account", "at"], own);
}

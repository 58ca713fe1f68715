/** Fills a queue with approved posts by a few statements of the database itself, so that a million take seconds. Alike in both dialects. */
import type { Account } from "../../../src/domain/account.ts";
import type { Instant } from "../../../src/domain/instant.ts";
import { freeze } from "../../../src/pipeline/digest.ts";
import { x } from "../../../src/platforms/x/index.ts";

/** Runs a statement. */
export type Run = (statement: string) => Promise<unknown>;

const words =
  "The cabinet approved a plan to repair 412 kilometres of canals before the summer, at a cost of Rs 9.6 billion over three years. " +
  "Work begins in the four districts with the oldest gates; farmers at the tail of each channel are to be heard first.";

/** Accounts on X, each with its own login, that keep no distance between posts. */
export function accountsNamed(count: number): readonly Account[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `agency-${String(index).padStart(5, "0")}`,
    platform: "x",
    languages: ["en"],
    tags: [],
    remoteId: String(1_700_000_000_000_000_000n + BigInt(index)),
    format: "single",
    link: "none",
    numbering: false,
    timetable: { timezone: "Asia/Karachi", slots: [], quiet: [], minGapMs: 0, lateAfterMs: 30 * 86_400_000 },
    budget: { usdPerMonth: 100_000 },
    approvers: 1,
  }));
}

export interface Seeding {
  readonly accounts: readonly Account[];
  readonly posts: number;
  /** Numbers of posts that are there already. */
  readonly from?: number;
  /** In SQL, of the post's number `i`, epoch milliseconds. */
  readonly dueAt: string;
  /** When everything was approved. */
  readonly at: Instant;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

function seedRows(accounts: readonly Account[]): readonly string[] {
  return accounts.map((account, index) => {
    const content = x.contentOf(words);
    const steps = x.plan(content, account);
    const frozen = { version: 1, account: account.id, platform: account.platform, remoteId: account.remoteId, content, steps } as const;
    const { plan, digest } = freeze(JSON.parse(JSON.stringify(frozen)));
    const texts = [account.id, JSON.stringify(content), JSON.stringify(plan), digest].map(quoted);
    return `(${index}, ${texts.join(", ")})`;
  });
}

/** One story to four posts. */
const story = JSON.stringify({
  id: "@",
  fingerprint: "@",
  language: "en",
  kind: "news",
  paragraphs: [words, words, words],
  tags: ["economy", "water"],
  source: "@.md",
});

/** Approved posts, dealt to the accounts in turn. */
export async function seedQueue(run: Run, { accounts, posts, from = 0, dueAt, at }: Seeding): Promise<void> {
  if (posts === 0) return;
  const numbers = `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${from + posts - 1})`;
  await run("create temporary table seeds (k bigint primary key, account text, content text, plan text, digest text)");
  const rows = seedRows(accounts);
  for (let start = 0; start < rows.length; start += 200) await run(`insert into seeds values ${rows.slice(start, start + 200).join(", ")}`);
  await run(`insert into summaries (id, fingerprint, body, added_at, withdrawn) ${numbers}
    select 's-' || i, 's-' || i, replace(${quoted(story)}, '@', 's-' || i), ${at}, 0 from n where i % 4 = 0`);
  await run(`insert into posts (id, summary_id, account, platform, state, revision, content, edited, composed_by, plan, digest,
      scheduled_at, due_at, created_at, ordinal, moved_at, lease_counter) ${numbers}
    select 'p-' || i, 's-' || (i - i % 4), seeds.account, 'x', 'approved', 2, seeds.content, 0, 'herald', seeds.plan, seeds.digest,
      ${dueAt}, ${dueAt}, ${at}, i % 4, ${at}, 0 from n join seeds on seeds.k = i % ${accounts.length}`);
  await run(`insert into journal (post_id, seq, at, "by", happening) ${numbers}
    select 'p-' || i, 1, ${at}, 'ayesha', '{"kind":"moved","transition":"add","to":"draft"}' from n`);
  await run(`insert into journal (post_id, seq, at, "by", happening) ${numbers}
    select 'p-' || i, 2, ${at}, 'bilal', '{"kind":"moved","transition":"approve","to":"approved","digest":"' || seeds.digest || '"}'
    from n join seeds on seeds.k = i % ${accounts.length}`);
  await run("drop table seeds");
}

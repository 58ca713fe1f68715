/**
 * How long doubts have been let settle. Each worker watches by a clock of its own that never jumps, and several add up what they saw, one
 * after the other: neither a worker that dies nor one that is new makes it take longer.
 */
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";
import { sealIn } from "./seal.ts";

/** One post's doubt. */
export interface Settling {
  readonly post: string;
  /** Of the intent whose end is not known. */
  readonly seq: number;
  /** How long it has certainly been over, whichever way it ended. */
  readonly watchedMs: number;
}

export interface Settlings {
  /** Of posts that are under way, in a small answer. */
  open(): Promise<readonly Settling[]>;
  /** Begins to watch an intent; gives how that stands, where it has begun already. @param watchedMs what is certain to begin with */
  begin(post: string, seq: number, watchedMs: number): Promise<Settling>;
  /**
   * Adds what was watched since `seen` was read: only if it still stands so, so that no moment counts twice. False: somebody else was
   * faster, and nothing was added.
   */
  add(seen: Settling, ms: number): Promise<boolean>;
  /** It is known what became of the post. */
  end(post: string): Promise<void>;
}

export interface SettlingsTable {
  post_id: string;
  seq: number;
  watched_ms: number;
}

export function settlingsOn({ read, writeOn }: Database): Settlings {
  return {
    open: () => read(open),
    begin: (post, seq, watchedMs) => writeOn([post], (trx) => begin(trx, { post, seq, watchedMs })),
    add: (seen, ms) => writeOn([seen.post], (trx) => add(trx, seen, ms)),
    end: (post) => writeOn([post], async (trx) => void (await trx.deleteFrom("settlings").where("post_id", "=", post).execute())),
  };
}

async function open(trx: Trx): Promise<readonly Settling[]> {
  const rows = await trx
    .selectFrom("settlings")
    .innerJoin("posts", "posts.id", "settlings.post_id")
    .select(["settlings.post_id", "settlings.seq", "settlings.watched_ms"])
    .where("posts.state", "=", "publishing")
    .orderBy("settlings.post_id")
    .execute();
  return rows.map(toSettling);
}

async function begin(trx: Trx, fresh: Settling): Promise<Settling> {
  const { post, seq, watchedMs } = fresh;
  const known = await trx.selectFrom("settlings").selectAll().where("post_id", "=", post).executeTakeFirst();
  if (known?.seq === seq) return toSettling(known);
  await forgetOver(trx, post);
  const row = { seq, watched_ms: watchedMs };
  await trx
    .insertInto("settlings")
    .values({ post_id: post, ...row })
    .onConflict((conflict) => conflict.column("post_id").doUpdateSet(row))
    .execute();
  return fresh;
}

/** Whoever died before it could end what it had begun left it here: other doubts of the account clear it away. */
async function forgetOver(trx: Trx, post: string): Promise<void> {
  const rows = await trx
    .selectFrom("settlings")
    .innerJoin("posts", "posts.id", "settlings.post_id")
    .select("settlings.post_id")
    .where("posts.account", "=", ({ selectFrom }) => selectFrom("posts as own").select("own.account").where("own.id", "=", post))
    .where("posts.state", "<>", "publishing")
    .execute();
  for (const row of rows) await trx.deleteFrom("settlings").where("post_id", "=", row.post_id).execute();
}

async function add(trx: Trx, { post, seq, watchedMs }: Settling, ms: number): Promise<boolean> {
  const added = trx
    .updateTable("settlings")
    .set({ watched_ms: watchedMs + ms })
    .where("post_id", "=", post)
    .where("seq", "=", seq)
    .where("watched_ms", "=", watchedMs)
    // A queue that was moved stands as it was moved.
    .where(({ not, exists }) => not(exists(sealIn(trx))));
  return (await added.executeTakeFirst()).numUpdatedRows === 1n;
}

function toSettling({ post_id: post, seq, watched_ms: watchedMs }: SettlingsTable): Settling {
  return { post, seq, watchedMs };
}

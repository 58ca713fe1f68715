import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import { subjectOf } from "./accounts.ts";
import { attendMoves, attendPause } from "./attention.ts";
import { apply } from "./change.ts";
import type { Database } from "./database.ts";
import { tellDecision } from "./events.ts";
import type { Home } from "./home.ts";
import { append } from "./journal.ts";
import { viewOf } from "./posts.ts";
import { type PostRow, toPost } from "./rows.ts";
import type { Trx } from "./schema.ts";
import { sealOf } from "./seal.ts";
import type { Care, Copy } from "./store.ts";

/** Who settles in, and what its changes mean for the incidents. */
export interface Settler {
  readonly home: Home;
  readonly watch: Watch;
  readonly at: Instant;
  readonly by: string;
}

export async function settleIn(database: Database, settler: Settler, care: (copy: Copy) => Care): Promise<Copy | null> {
  const { home } = settler;
  // A sealed one is left as it is: whoever lifts the seal settles it in.
  const isSettled = async (trx: Trx) => (await sealOf(trx)) !== null || (await home.origin(trx)).kind === "home";
  if (await database.read(isSettled)) return null;
  return await database.write(async (trx) => ((await isSettled(trx)) ? null : settle(trx, settler, care)));
}

/** What it came to is committed with whatever else the transaction does. */
export async function settle(trx: Trx, settler: Settler, care: (copy: Copy) => Care): Promise<Copy | null> {
  const origin = await settler.home.origin(trx);
  if (origin.kind === "home") return null;
  if (origin.kind === "copy") await makeSafe(trx, settler, origin, care(origin));
  await settler.home.bind(trx);
  return origin.kind === "copy" ? origin : null;
}

async function makeSafe(trx: Trx, settler: Settler, copy: Copy, care: Care): Promise<void> {
  // Who was signed out, or lost a link, a device or a key, since the copy was made would be let in again.
  for (const ways of ["sessions", "invitations", "devices", "challenges"] as const) await trx.deleteFrom(ways).execute();
  await trx.updateTable("api_keys").set({ revoked_at: settler.at }).where("revoked_at", "is", null).execute();
  const rows = await underSuspicion(trx, settler.at);
  for (const row of rows) await doubt(trx, row, { ...settler, madeAt: copy.at }, care);
  await trx.updateTable("posts").set({ lease_token: null, lease_owner: null }).where("lease_token", "is not", null).execute();
  const { reason, since, until, by } = care.pause;
  await trx
    .insertInto("pauses")
    .values({ subject: subjectOf(null), reason, since, until, by })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet({ reason, since, until, by }))
    .execute();
  await tellDecision(trx, { kind: "pause", subject: subjectOf(null), at: since, by, body: { reason, until } });
  const ids = rows.map(({ id }) => id);
  await attendMoves(trx, settler.watch, ids, settler.at);
  await attendPause(trx, settler.watch, null, settler.at);
}

/** Held by a worker, by a doubt, or by a person who may let it go on. */
const begun: readonly State[] = ["publishing", "held"];
/** Half-sent, where they keep a plan. */
const broken: readonly State[] = ["failed", "draft"];

/** Posts under way or broken, and approved ones whose time has come: wherever the other copy was, it may have sent them. */
async function underSuspicion(trx: Trx, at: Instant): Promise<readonly PostRow[]> {
  return await trx
    .selectFrom("posts")
    .selectAll()
    .where("plan", "is not", null)
    .where((eb) =>
      eb.or([
        eb("state", "in", [...begun, ...broken]),
        eb.and([
          eb("state", "=", "approved"),
          eb.or([eb("scheduled_at", "is", null), eb("scheduled_at", "<=", at), eb("due_at", "<=", at)]),
        ]),
      ]),
    )
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** An approved post is claimed and held in one; any other stays where it is, and whoever goes on with it finds the doubts. */
async function doubt(trx: Trx, row: PostRow, { at, by, madeAt }: Settler & { readonly madeAt: Instant }, care: Care): Promise<void> {
  const suspicion = care.suspect(await viewOf(trx, row, new Map(), at));
  if (suspicion === null) return;
  const isDue = row.state === "approved";
  const post = isDue ? await apply(trx, toPost(row), { transition: "claim", set: {}, note: {} }, at, by) : toPost(row);
  await append(trx, post, suspicion.intents, madeAt, by);
  await append(trx, post, suspicion.verdicts, at, by);
  if (isDue) await apply(trx, post, { transition: "hold", set: { dueAt: null }, note: { reason: care.reason } }, at, by);
}

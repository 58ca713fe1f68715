import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { pauseEndedAt } from "./accounts.ts";
import { attendAnswer, attendMoves } from "./attention.ts";
import { begin } from "./begin.ts";
import type { Database } from "./database.ts";
import { outputs } from "./journal.ts";
import { claim, due, release, renew } from "./leases.ts";
import { postponed, unsettled } from "./posts.ts";
import { intend, move, record } from "./steps.ts";
import type { Store } from "./store.ts";

/** What a worker does: it takes posts, and writes down each step before and after. */
export function workOn({ read, write }: Database, now: () => Instant, watch: Watch) {
  return {
    due: (at) => read((trx) => due(trx, at)),
    claim: (postId, seen, owner, at) => write((trx) => claim(trx, postId, seen, owner, at)),
    begin: (postId, owner, at, admit) =>
      write(async (trx) => {
        const begun = await begin(trx, postId, owner, at, admit);
        if (begun?.kind === "miss") await attendMoves(trx, watch, [postId], at);
        return begun;
      }),
    postponed: () => read((trx) => postponed(trx, now())),
    pauseEndedAt: (id, at) => read((trx) => pauseEndedAt(trx, id, at)),
    renew: (postId, token) => write((trx) => renew(trx, postId, token)),
    release: (postId, token, dueAt) => write((trx) => release(trx, postId, token, dueAt)),
    intend: (postId, token, seq, happening, guard, at, by) => write((trx) => intend(trx, postId, token, { seq, happening, guard }, at, by)),
    record: (postId, seq, happening, at, by) =>
      write(async (trx) => {
        const recorded = await record(trx, postId, seq, happening, at, by);
        await attendAnswer(trx, watch, postId, happening, at);
        return recorded;
      }),
    move: (postId, token, change, at, by) =>
      write(async (trx) => {
        const moved = await move(trx, postId, token, change, at, by);
        if (moved) await attendMoves(trx, watch, [postId], at);
        return moved;
      }),

    outputs: (id) => read((trx) => outputs(trx, id)),
    unsettled: (id) => read((trx) => unsettled(trx, id, now())),
  } satisfies Partial<Store>;
}

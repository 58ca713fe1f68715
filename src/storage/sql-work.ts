import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { pausedAt, pauseEndedAt } from "./accounts.ts";
import { attendAnswer, attendMove, attendMoves } from "./attention.ts";
import { begin } from "./begin.ts";
import type { Database } from "./database.ts";
import { due, nextDue, underWay } from "./due.ts";
import { insist } from "./insist.ts";
import { claim, release, renew } from "./leases.ts";
import { outputs } from "./outputs.ts";
import { postponed, unsettled } from "./posts.ts";
import { intend, move, record } from "./steps.ts";
import type { Store } from "./store.ts";

/** What a worker does: it takes posts, and writes down each step before and after. */
export function workOn({ read, writeOn }: Database, now: () => Instant, watch: Watch) {
  return {
    due: (at) => read((trx) => due(trx, at)),
    nextDue: (after) => read((trx) => nextDue(trx, after)),
    underWay: () => read(underWay),
    pausedAt: (at) => read((trx) => pausedAt(trx, at)),
    claim: (postId, seen, owner, at) => writeOn(postId, (trx) => claim(trx, postId, seen, owner, at)),
    begin: (postId, owner, at, admit, first) =>
      writeOn(postId, async (trx) => {
        const begun = await begin(trx, postId, owner, at, { admit, first });
        if (begun?.kind === "miss") await attendMoves(trx, watch, [postId], at);
        return begun;
      }),
    postponed: () => read((trx) => postponed(trx, now())),
    pauseEndedAt: (id, at) => read((trx) => pauseEndedAt(trx, id, at)),
    renew: (postId, token) => writeOn(postId, (trx) => renew(trx, postId, token)),
    release: (postId, token, dueAt) => writeOn(postId, (trx) => release(trx, postId, token, dueAt)),
    intend: (postId, token, seq, happening, guard, at, by) =>
      writeOn(postId, (trx) => intend(trx, postId, token, { seq, happening, guard }, at, by)),
    record: (postId, seq, happening, at, by, then) =>
      insist(() =>
        writeOn(postId, async (trx) => {
          const { late, view, moved, isTroubled } = await record(trx, postId, { seq, happening, then }, at, by);
          await attendAnswer(trx, watch, { view, happening, isTroubled }, at);
          if (moved) await attendMove(trx, watch, moved, at);
          return { late, view, moved: moved !== null };
        }),
      ),
    move: (postId, token, change, at, by) =>
      writeOn(postId, async (trx) => {
        const moved = await move(trx, postId, token, change, at, by);
        if (moved) await attendMove(trx, watch, moved, at);
        return moved !== null;
      }),

    outputs: (id, ids, but) => read((trx) => outputs(trx, id, ids, but)),
    unsettled: (id) => read((trx) => unsettled(trx, id, now())),
  } satisfies Partial<Store>;
}

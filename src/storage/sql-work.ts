import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { systemClock } from "../edge/clock.ts";
import { pausedAt, pauseEndedAt } from "./accounts.ts";
import { attendAnswer, attendMove, attendMoves } from "./attention.ts";
import { begin, type Judge } from "./begin.ts";
import type { Database } from "./database.ts";
import { due, nextDue, underWay } from "./due.ts";
import { gathered } from "./gathered.ts";
import { insist } from "./insist.ts";
import { claim, release, renew } from "./leases.ts";
import { outputs } from "./outputs.ts";
import { postponed, unsettled } from "./posts.ts";
import type { Trx } from "./schema.ts";
import { type Answer, type Intention, intend, move, record } from "./steps.ts";
import type { Store } from "./store.ts";
import { ofEach } from "./together.ts";

interface OfPost {
  readonly postId: string;
  readonly at: Instant;
}

interface Beginning extends OfPost, Judge {
  readonly owner: string;
}

interface Intending extends OfPost {
  readonly token: string;
  readonly intention: Intention;
  readonly by: string;
}

interface Recording extends OfPost {
  readonly answer: Answer;
  readonly by: string;
}

/** Posts in one transaction at most, and transactions of a kind side by side: while one waits for the server, the other is prepared. */
const groups = { most: 32, goes: 2, longMs: 300, sleep: systemClock.sleep };

type Work<T> = () => Promise<T>;

/** What a worker does: it takes posts, and writes down each step before and after. */
export function workOn({ read, writeOn }: Database, now: () => Instant, watch: Watch) {
  /** For one post, in one transaction with all that is asked of the kind meanwhile. */
  const perPost = <A extends OfPost, R>(each: (trx: Trx, asked: A) => Promise<R>, go = <T>(work: Work<T>) => work()) => {
    const doAll = (all: readonly A[]) => {
      const ids = all.map(({ postId }) => postId);
      return go(() => writeOn(ids, (trx) => ofEach(trx, all, (asked) => each(trx, asked))));
    };
    return gathered<A, R>({ ...groups, keyOf: ({ postId }) => postId, doAll });
  };
  const beginOne = perPost(async (trx, { postId, owner, at, ...judge }: Beginning) => {
    const begun = await begin(trx, postId, owner, at, judge);
    if (begun?.kind === "miss") await attendMoves(trx, watch, [postId], at);
    return begun;
  });
  const intendOne = perPost((trx, { postId, token, intention, at, by }: Intending) => intend(trx, postId, token, intention, at, by));
  const recordOne = perPost(async (trx, { postId, answer, at, by }: Recording) => {
    const { late, view, moved, isTroubled } = await record(trx, postId, answer, at, by);
    await attendAnswer(trx, watch, { view, happening: answer.happening, isTroubled }, at);
    if (moved) await attendMove(trx, watch, moved, at);
    return { late, view, moved: moved !== null };
  }, insist);
  return {
    due: (at) => read((trx) => due(trx, at)),
    nextDue: (after) => read((trx) => nextDue(trx, after)),
    underWay: () => read(underWay),
    pausedAt: (at) => read((trx) => pausedAt(trx, at)),
    claim: (postId, seen, owner, at) => writeOn([postId], (trx) => claim(trx, postId, seen, owner, at)),
    begin: (postId, owner, at, admit, first) => beginOne({ postId, owner, at, admit, first }),
    postponed: () => read((trx) => postponed(trx, now())),
    pauseEndedAt: (id, at) => read((trx) => pauseEndedAt(trx, id, at)),
    renew: (postId, token) => writeOn([postId], (trx) => renew(trx, postId, token)),
    release: (postId, token, dueAt) => writeOn([postId], (trx) => release(trx, postId, token, dueAt)),
    intend: (postId, token, seq, happening, guard, at, by) => intendOne({ postId, token, intention: { seq, happening, guard }, at, by }),
    record: (postId, seq, happening, at, by, then) => recordOne({ postId, answer: { seq, happening, then }, at, by }),
    move: (postId, token, change, at, by) =>
      writeOn([postId], async (trx) => {
        const moved = await move(trx, postId, token, change, at, by);
        if (moved) await attendMove(trx, watch, moved, at);
        return moved !== null;
      }),

    outputs: (id, ids, but) => read((trx) => outputs(trx, id, ids, but)),
    unsettled: (id) => read((trx) => unsettled(trx, id, now())),
  } satisfies Partial<Store>;
}

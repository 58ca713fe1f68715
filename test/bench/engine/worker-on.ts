/** A worker as `npm run herald -- worker` runs it, with a platform that answers by itself, at once or after a while. */
import type { Account } from "../../../src/domain/account.ts";
import { systemClock } from "../../../src/edge/clock.ts";
import { watchOver } from "../../../src/notify/watch.ts";
import type { Registry, Session } from "../../../src/platforms/platform.ts";
import { registry } from "../../../src/platforms/registry.ts";
import type { Store } from "../../../src/storage/store.ts";
import type { Concurrency } from "../../../src/worker/lanes.ts";
import { thisOwner } from "../../../src/worker/owner.ts";
import { run } from "../../../src/worker/run.ts";
import { makeWorker } from "../../../src/worker/worker.ts";
import { edgeWith } from "../../support/platform-fixtures.ts";

export interface Working {
  readonly store: Store;
  readonly accounts: readonly Account[];
  readonly concurrency: Concurrency;
  /** How long the platform takes to answer. */
  readonly answerMs: number;
  /** The platform was asked for a post. */
  readonly asked?: (postId: string) => void;
  readonly published: (postId: string) => void;
  readonly stop: AbortSignal;
}

/** What the store is opened with: the very watch of the program. */
export const watchFor = watchOver;

/** Works until stopped. */
export async function workOn({ store, accounts, concurrency, answerMs, asked, published, stop }: Working): Promise<void> {
  let number = 0;
  const session = (): Session => ({
    perform: async () => {
      if (answerMs > 0) await systemClock.sleep(answerMs);
      number += 1;
      return { kind: "done", output: { id: `${process.pid}${String(number).padStart(12, "0")}` } };
    },
    reconcile: async () => ({ kind: "unknown", reason: "It isn't asked here." }),
    verify: async () => ({ ok: true, remoteId: "1", name: "@agency", url: "https://x.com/agency", notes: [] }),
  });
  const x = { ...registry.x, open: async () => session() };
  const worker = makeWorker({
    store,
    registry: { ...registry, x } satisfies Registry,
    accounts,
    secrets: new Map(accounts.map(({ id }) => [id, {}])),
    edge: edgeWith({}),
    timing: { requestTimeoutMs: 30_000, settleMs: 60_000, leaseMs: 120_000, tickMs: 1_000, concurrency },
    tell: (news) => {
      if (news.kind === "step") asked?.(news.post.id);
      if (news.kind === "published") published(news.post.id);
    },
    owner: thisOwner(),
  });
  await run(worker, stop, false);
}

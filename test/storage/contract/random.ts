import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allows, type Transition } from "../../../src/domain/post.ts";
import type { Lease, PostView } from "../../../src/domain/view.ts";
import type { Store } from "../../../src/storage/store.ts";
import { faultsOf } from "../../support/store-faults.ts";
import { always, drafted, editor, morning, plain } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const decisions: readonly Transition[] = ["approve", "unapprove", "schedule", "cancel", "reject", "retry", "edit"];
const moves: readonly Transition[] = ["publish", "hold", "fail", "hand-off", "miss", "cancel"];
const about = { step: "post-1", stepDigest: "d1" } as const;

const post = fc.nat(2);
/** 0: the lease as stored; more: one that some worker had earlier. */
const which = fc.nat(2);
const deed = fc.oneof(
  fc.record({ kind: fc.constant("decide" as const), post, transition: fc.constantFrom(...decisions) }),
  fc.record({ kind: fc.constant("claim" as const), post, which: fc.option(which) }),
  fc.record({ kind: fc.constant("renew" as const), post, which }),
  fc.record({ kind: fc.constant("release" as const), post, which }),
  fc.record({ kind: fc.constant("intend" as const), post, which, off: fc.integer({ min: -1, max: 1 }) }),
  fc.record({ kind: fc.constant("record" as const), post, off: fc.integer({ min: -1, max: 1 }) }),
  fc.record({ kind: fc.constant("move" as const), post, which, transition: fc.constantFrom(...moves) }),
  fc.record({ kind: fc.constant("pause" as const), post, off: fc.boolean() }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** Three posts, two of one account, and every lease that was ever given. */
class Scene {
  readonly #store: Store;
  readonly #ids: readonly string[];
  readonly #leases: Lease[] = [];
  constructor(store: Store, name: string) {
    this.#store = store;
    this.#ids = [0, 1, 2].map((number) => `${name}-${number}`);
  }
  async set(): Promise<void> {
    for (const [number, id] of this.#ids.entries()) await drafted(this.#store, id, `${id.slice(0, -2)}-${number < 2 ? "a" : "b"}`);
  }
  async views(): Promise<readonly PostView[]> {
    const views = await Promise.all(this.#ids.map((id) => this.#store.view(id)));
    return views.flatMap((view) => view ?? []);
  }
  /** Does it, and returns what came of it beside what the stored posts led to expect. */
  async dare(deed: Deed, views: readonly PostView[]): Promise<readonly [came: boolean, expected: boolean]> {
    const view = views[deed.post];
    if (view === undefined) throw new Error("a post is gone");
    const { id, account, state } = view.post;
    const lease = "which" in deed && deed.which !== null ? this.#lease(view, deed.which) : null;
    const token = lease?.token ?? "none";
    const mine = view.lease !== null && view.lease.token === token;
    const length = view.journal.length;
    switch (deed.kind) {
      case "decide":
        return [(await this.#store.decide([id], always(plain(deed.transition)), morning, editor)).ok, allows(deed.transition, state)];
      case "claim":
        return [await this.#claim(id, lease), mayClaim(view, lease, views)];
      case "renew":
        return [await this.#store.renew(id, token), mine];
      case "release":
        await this.#store.release(id, token, null);
        return [(await this.#store.view(id))?.lease === null, view.lease === null || mine];
      case "intend": {
        const intent = { kind: "intent", ...about } as const;
        const { ok } = await this.#store.intend(id, token, length + 1 + deed.off, intent, () => null, morning, "w");
        return [ok, mine && state === "publishing" && deed.off === 0];
      }
      case "record": {
        const outcome = { kind: "outcome", ...about, outcome: { kind: "doubt", reason: "cut" } } as const;
        return [(await this.#store.record(id, length + 1 + deed.off, outcome, morning, "w")).late, deed.off !== 0];
      }
      case "move":
        return [await this.#store.move(id, token, plain(deed.transition), morning, "w"), mine && allows(deed.transition, state)];
      case "pause": {
        const paused = view.account.pause !== null;
        const pause = { reason: "flood", since: morning, until: null, by: editor };
        return deed.off ? [await this.#store.resume(account), paused] : [await this.#store.pause(account, pause), !paused];
      }
    }
  }
  #lease(view: PostView, which: number): Lease | null {
    return which === 0 ? view.lease : (this.#leases.at(-which) ?? null);
  }
  async #claim(id: string, seen: Lease | null): Promise<boolean> {
    const claimed = await this.#store.claim(id, seen, "w/1/1", morning);
    if (claimed) this.#leases.push(claimed.lease);
    return claimed !== null;
  }
}

function mayClaim(view: PostView, seen: Lease | null, views: readonly PostView[]): boolean {
  const { id, state, account } = view.post;
  const others = views.filter((other) => other.post.account === account && other.post.id !== id);
  const isSeen = view.lease?.token === seen?.token && view.lease?.counter === seen?.counter;
  if (state === "publishing") return isSeen && (seen !== null || others.every(({ lease }) => lease === null));
  const busy = others.some(({ post, lease }) => post.state === "publishing" && (post.dueAt !== null || lease !== null));
  return state === "approved" && seen === null && !busy && view.account.pause === null;
}

export function randomContract(stage: Stage): void {
  describe("whatever is tried", () => {
    test("only what is allowed happens, and journals only grow", { timeout: 120_000 }, async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(deed, { maxLength: 60, size: "max" }), async (deeds) => {
          run += 1;
          const scene = new Scene(stage.store, `run${run}`);
          await scene.set();
          for (const deed of deeds) {
            const before = await scene.views();
            const [came, expected] = await scene.dare(deed, before);
            expect(came, JSON.stringify(deed)).toBe(expected);
            const after = await scene.views();
            expect(after.flatMap(faultsOf)).toEqual([]);
            for (const [index, { journal }] of before.entries()) expect(after[index]?.journal.slice(0, journal.length)).toEqual(journal);
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}

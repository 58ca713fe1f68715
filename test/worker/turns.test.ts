import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Due } from "../../src/storage/due.ts";
import { firstInTurn } from "../../src/worker/turns.ts";

const nobody: ReadonlySet<string> = new Set();
const nine = Date.UTC(2026, 2, 2, 4);

function due(id: string, account: string, change: Partial<Due["post"]> = {}): Due {
  const post = { id, account, platform: "x", state: "approved", scheduledAt: nine, dueAt: nine, isCorrection: false, ...change } as const;
  return { post, lease: null };
}

const alone = { owner: "desk/1/1", others: [] };
const names = (posts: readonly Due[]) => posts.map(({ post }) => post.id);

describe("what comes first", () => {
  it("is one post of each account: what is under way, then a correction, then the earliest", () => {
    const posts = [
      due("late", "a", { scheduledAt: nine + 60_000 }),
      due("early", "a"),
      due("new", "b"),
      due("correction", "b", { isCorrection: true, scheduledAt: nine + 60_000 }),
      due("other", "c", { isCorrection: true }),
      due("begun", "c", { state: "publishing", scheduledAt: nine + 60_000 }),
    ];
    expect(names(firstInTurn(posts, nobody, alone))).toEqual(["begun", "correction", "early"]);
  });

  it("is nothing of an account of which somebody has a post in hand", () => {
    expect(names(firstInTurn([due("one", "a"), due("two", "b")], new Set(["a"]), alone))).toEqual(["two"]);
  });

  it("is each worker's own of what is due in one second, and all of it where it has none", () => {
    const workers = fc.uniqueArray(fc.stringMatching(/^desk-[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 6 });
    const accounts = fc.uniqueArray(fc.stringMatching(/^agency-[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(workers, accounts, (owners, all) => {
        const posts = all.map((account) => due(`post-${account}`, account));
        const chosen = owners.map((owner) =>
          names(firstInTurn(posts, nobody, { owner, others: owners.filter((other) => other !== owner) })),
        );
        const own = chosen.filter(({ length }) => length < all.length);
        // Whoever has accounts of its own shares none of them; whoever has none looks at everybody's.
        expect(new Set(own.flat()).size).toBe(own.flat().length);
        expect([...new Set(chosen.flat())].sort()).toEqual(names(posts).sort());
      }),
    );
  });

  it("is somebody else's where that is older by a second than all of its own", () => {
    const others = ["desk/2/2", "desk/3/3", "desk/4/4"];
    const all = Array.from({ length: 40 }, (_, index) => due(`post-${index}`, `agency-${index}`));
    const own = new Set(names(firstInTurn(all, nobody, { ...alone, others })));
    const foreign = all.find(({ post }) => !own.has(post.id)) ?? due("none", "none");
    const older = { ...foreign, post: { ...foreign.post, scheduledAt: nine - 5_000 } };
    const posts = all.map((one) => (one === foreign ? older : one));
    expect(names(firstInTurn(posts, nobody, { ...alone, others }))[0]).toBe(foreign.post.id);
  });
});

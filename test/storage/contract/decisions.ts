import { describe, expect, test } from "vitest";
import type { Happening } from "../../../src/domain/journal.ts";
import type { State, Transition } from "../../../src/domain/post.ts";
import { allows, transitions } from "../../../src/domain/post.ts";
import { block, ok, refuse } from "../../../src/domain/problem.ts";
import type { PostView } from "../../../src/domain/view.ts";
import {
  always,
  approval,
  approved,
  claimed,
  drafted,
  editor,
  hourMs,
  morning,
  plain,
  theOnly,
  way,
} from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

/** How each state is reached from `publishing` or before. */
const ways: Partial<Record<State, readonly Transition[]>> = {
  draft: [],
  approved: ["approve"],
  rejected: ["reject"],
  cancelled: ["cancel"],
  publishing: ["approve", "claim"],
  waiting: ["approve", "claim", "hand-off"],
  published: ["approve", "claim", "publish"],
  held: ["approve", "claim", "hold"],
  failed: ["approve", "claim", "fail"],
  missed: ["approve", "miss"],
};

export function decisionsContract(stage: Stage): void {
  const decide = (ids: readonly string[], transition: Transition) => stage.store.decide(ids, always(plain(transition)), morning, editor);

  describe("deciding", () => {
    test("a decision changes fields, state, revision and journal together", async () => {
      await drafted(stage.store, "one");
      const post = theOnly(await stage.store.decide(["one"], always(approval("x", morning + hourMs)), morning + 7, "Bilal"));
      expect(post).toMatchObject({ state: "approved", revision: 2, scheduledAt: morning + hourMs, dueAt: morning + hourMs });
      const view = await stage.store.view("one");
      expect(view?.post).toEqual(post);
      expect(view?.journal.at(-1)).toEqual({
        kind: "moved",
        transition: "approve",
        to: "approved",
        digest: post.digest,
        scheduledAt: morning + hourMs,
        seq: 2,
        at: morning + 7,
        by: "Bilal",
      });
    });

    test("an edit takes plan, digest and time away and marks the words as a person's", async () => {
      await approved(stage.store, "one");
      const set = {
        content: { parts: [{ text: "نیا", media: [] }] },
        edited: true,
        plan: null,
        digest: null,
        scheduledAt: null,
        dueAt: null,
      };
      const post = theOnly(await stage.store.decide(["one"], always(plain("edit", set)), morning, editor));
      expect(post).toMatchObject({ ...set, state: "draft", revision: 3 });
      expect((await stage.store.view("one"))?.post).toEqual(post);
    });

    test("a verdict or outcome that comes with a decision stands before the move", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.move("one", lease.token, plain("hold"), morning, "w");
      const before: Happening = { kind: "verdict", step: "post-1", stepDigest: "d", verdict: { kind: "took", output: { id: "900" } } };
      theOnly(await stage.store.decide(["one"], always({ ...plain("publish"), before }), morning, editor));
      expect(way(await stage.store.view("one"))).toBe("add approve claim hold verdict publish");
      expect(await stage.store.outputs("x", ["900", "901"], "two")).toEqual(["900"]);
    });

    test("no address settles two posts of an account", async () => {
      const took = (id: string): Happening => {
        const output = { id, url: `https://x.example/${id}` };
        return { kind: "verdict", step: "post-1", stepDigest: "d", verdict: { kind: "took", output } };
      };
      const settle = (post: string, id: string) =>
        stage.store.decide([post], always({ ...plain("settle"), before: took(id) }), morning, editor);
      for (const id of ["one", "two"]) await reach(stage, id, "held");
      expect((await settle("one", "900")).ok).toBe(true);
      expect(await settle("two", "900")).toMatchObject({ ok: false, problems: [{ code: "link-known" }] });
      expect((await stage.store.view("two"))?.post.state).toBe("held");
      expect((await settle("two", "901")).ok).toBe(true);
    });

    test("one refusal keeps every post as it was, and every problem is told", async () => {
      await drafted(stage.store, "good");
      await approved(stage.store, "already", "x", morning + hourMs);
      await drafted(stage.store, "blocked");
      const before = await stage.store.posts();
      const problem = block("alt-missing", "part 1", "A picture has no description.", "Describe it.");
      const decision = ({ post }: PostView) => (post.id === "blocked" ? refuse(problem) : ok(approval("x", morning)));
      const result = await stage.store.decide(["good", "nowhere", "already", "blocked"], decision, morning, editor);
      expect(result).toEqual({
        ok: false,
        problems: [
          expect.objectContaining({ code: "input-unknown-post", where: "post nowhere", message: "There is no post nowhere." }),
          expect.objectContaining({ code: "state-approve", where: "post already", message: "It is approved already." }),
          problem,
        ],
      });
      expect(await stage.store.posts()).toEqual(before);
      expect(way(await stage.store.view("good"))).toBe("add");
    });

    test("a decision that throws changes nothing and leaves the store usable", async () => {
      await drafted(stage.store, "one");
      const broken = () => {
        throw new Error("a bug");
      };
      await expect(stage.store.decide(["one"], broken, morning, editor)).rejects.toThrow("a bug");
      expect((await stage.store.view("one"))?.post.revision).toBe(1);
      expect((await decide(["one"], "cancel")).ok).toBe(true);
    });

    test("posts decided together see each other's place, and so do cancelled ones", async () => {
      const ids = ["a", "b", "c"];
      for (const id of ids) await drafted(stage.store, id);
      const nextFree = ({ taken }: PostView) => {
        let at = morning;
        while (taken.includes(at)) at += hourMs;
        return ok(approval("x", at));
      };
      const result = await stage.store.decide(ids, nextFree, morning, editor);
      expect(result.ok && result.value.map(({ scheduledAt }) => scheduledAt)).toEqual([morning, morning + hourMs, morning + 2 * hourMs]);

      const seen: number[] = [];
      const cancelAll = ({ taken }: PostView) => {
        seen.push(taken.length);
        return ok(plain("cancel"));
      };
      await stage.store.decide(ids, cancelAll, morning, editor);
      expect(seen).toEqual([2, 1, 0]);
    });

    test("a post named twice is decided once", async () => {
      await drafted(stage.store, "one");
      const result = await stage.store.decide(["one", "one"], always(approval("x", morning)), morning, editor);
      expect(result.ok && result.value.map(({ revision }) => revision)).toEqual([2]);
    });

    test("of two decisions at once one wins and the other is told", async () => {
      await approved(stage.store, "one");
      const other = await stage.ground.open(() => stage.clock.now);
      const results = await Promise.all([decide(["one"], "cancel"), other.decide(["one"], always(plain("reject")), morning, "Bilal")]);
      await other.close();
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await stage.store.view("one"))?.post.revision).toBe(3);
    });

    test.each(Object.keys(ways) as State[])("from %s only the transitions that name it are possible", async (state) => {
      await reach(stage, "one", state);
      const before = await stage.store.view("one");
      expect(before?.post.state).toBe(state);
      for (const transition of Object.keys(transitions) as Transition[]) {
        if (allows(transition, state)) continue;
        const result = await decide(["one"], transition);
        expect(result, transition).toMatchObject({ ok: false, problems: [{ code: `state-${transition}`, severity: "block" }] });
      }
      expect(await stage.store.view("one")).toEqual(before);
    });
  });
}

async function reach(stage: Stage, id: string, state: State): Promise<void> {
  await drafted(stage.store, id);
  let token = "";
  for (const transition of ways[state] ?? []) {
    if (transition === "claim") token = (await stage.store.claim(id, null, "w/1/1", morning))?.lease.token ?? "";
    else if (token !== "") await stage.store.move(id, token, plain(transition), morning, "w");
    else theOnly(await stage.store.decide([id], always(plain(transition)), morning, editor));
  }
}

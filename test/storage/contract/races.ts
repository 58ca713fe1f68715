import { describe, expect, test } from "vitest";
import { block } from "../../../src/domain/problem.ts";
import type { PostView } from "../../../src/domain/view.ts";
import type { Store } from "../../../src/storage/store.ts";
import { always, approval, approved, claimed, editor, morning, plain } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const rounds = 12;
const intent = { kind: "intent", step: "post-1", stepDigest: "d1" } as const;
const paused = block("state-paused", "account", "It is paused.", "Wait.");

function unpaused({ account, house }: PostView) {
  return account.pause || house.pause ? paused : null;
}

export function racesContract(stage: Stage): void {
  /** The same on two connections, in rounds that begin alike. */
  const race = async (work: (other: Store, id: string, account: string) => Promise<void>) => {
    const other = await stage.ground.open(() => morning);
    for (let round = 0; round < rounds; round += 1) await work(other, `post-${round}`, `account-${round}`);
    await other.close();
  };

  describe("two at once, on connections of their own", () => {
    test.each(["account", "house"])("a step and a pause of the %s: one comes first, and the other knows", async (what) => {
      await race(async (other, id, account) => {
        const { lease } = await claimed(stage.store, id, account);
        const subject = what === "account" ? account : null;
        let seen = 0;
        const stop = (view: PostView) => {
          if (view.post.id === id) seen = view.journal.length;
          return null;
        };
        const [intended] = await Promise.all([
          stage.store.intend(id, lease.token, 4, intent, unpaused, morning, "w"),
          other.pause(subject, { reason: "r", since: morning, until: null, by: editor }, stop),
        ]);
        expect(seen).toBe(intended.ok ? 4 : 3);
        expect((await stage.store.view(id))?.journal).toHaveLength(seen);
        await stage.store.resume(subject);
      });
    });

    test("a claim and an approval taken back: only one of them happens", async () => {
      await race(async (other, id, account) => {
        await approved(stage.store, id, account);
        const [claim, taken] = await Promise.all([
          stage.store.claim(id, null, "w/1/1", morning),
          other.decide([id], always(plain("unapprove", { dueAt: null })), morning, editor),
        ]);
        expect((await stage.store.view(id))?.post.state).toBe(claim ? "publishing" : "draft");
        expect(taken.ok).toBe(claim === null);
      });
    });

    test("an outcome that comes late and a take-over: the journal has both, in one order", async () => {
      await race(async (other, id, account) => {
        const { lease } = await claimed(stage.store, id, account);
        await stage.store.intend(id, lease.token, 4, intent, () => null, morning, "w");
        const current = { ...lease, counter: 2 };
        const done = { kind: "outcome", step: "post-1", stepDigest: "d1", outcome: { kind: "done", output: { id: `out-${id}` } } } as const;
        const doubted = { kind: "outcome", step: "post-1", stepDigest: "d1", outcome: { kind: "doubt", reason: "gone" } } as const;
        const [first, taken] = await Promise.all([
          stage.store.record(id, 5, done, morning, "w"),
          other.claim(id, current, "w2/2/2", morning).then((claim) => claim && other.record(id, 5, doubted, morning, "w2")),
        ]);
        const journal = (await stage.store.view(id))?.journal ?? [];
        expect(journal.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
        expect([first.late, taken?.late].sort()).toEqual([false, true]);
        expect(await stage.store.outputs(account, [`out-${id}`, "another"], "nobody")).toEqual([`out-${id}`]);
      });
    });

    test("two posts of an account: one is begun", async () => {
      await race(async (other, id, account) => {
        for (const name of [`${id}-a`, `${id}-b`]) await approved(stage.store, name, account);
        const claims = await Promise.all([
          stage.store.claim(`${id}-a`, null, "w/1/1", morning),
          other.claim(`${id}-b`, null, "w/2/2", morning),
        ]);
        expect(claims.filter(Boolean)).toHaveLength(1);
      });
    });

    test("two stories that want one name: both are kept", async () => {
      await race(async (other, id) => {
        const draft = { ids: [id], account: "x", platform: "x", content: { parts: [] } } as const;
        const summary = (print: string) =>
          ({ id: `sum-${id}`, fingerprint: print, language: "en", kind: "news", paragraphs: ["p"], tags: [], source: "s" }) as const;
        await Promise.all([
          stage.store.add(summary(`${id}-1`), [draft], morning, editor),
          other.add(summary(`${id}-2`), [draft], morning, "Bilal"),
        ]);
        expect((await stage.store.posts()).map((post) => post.id)).toEqual(expect.arrayContaining([id, `${id}-2`]));
        expect(await stage.store.decide([id], always(approval("x", morning)), morning, editor)).toMatchObject({ ok: true });
      });
    });
  });
}

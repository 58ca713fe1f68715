import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening, Outcome } from "../../../src/domain/journal.ts";
import type { Admission } from "../../../src/domain/spending.ts";
import { always, approved, drafted, editor, hourMs, morning, owner, plain, way } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const booking = { day: "2026-03-02", posts: 1, microCents: 1_500_000 } as const;
const about = { step: "post-1", stepDigest: "d1" } as const;
const intent: Happening = { kind: "intent", ...about };
const worker = "worker desk-1:4242";

/** What lists of values are written with, and what stands for nothing. */
const awkward = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "NULL", "null", '"', "\\", "{a,b}", "{}", ",", "'", '\\"}', "ک"),
);
const deed = fc.record({
  isApproved: fc.boolean(),
  isDue: fc.boolean(),
  decision: fc.constantFrom("go", "go", "go", "wait", "postpone", "miss", "throw"),
  hasIntent: fc.boolean(),
  outcome: fc.constantFrom("done", "done", "doubt", "denied"),
  follows: fc.boolean(),
  words: awkward,
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function admissionOf({ decision, words }: Deed): Admission {
  const until = morning + hourMs;
  switch (decision) {
    case "go":
      return { kind: "go", booking };
    case "wait":
      return { kind: "wait", until, reason: words };
    case "postpone":
      return { kind: "postpone", until, reason: words, booking, change: plain("schedule", { scheduledAt: until, dueAt: until }) };
    case "miss": {
      const problem = { code: "time-late", severity: "block", where: "post", message: words, remedy: "" } as const;
      return { kind: "miss", problem, change: { ...plain("miss", { dueAt: null }), note: { reason: words } } };
    }
    default:
      throw new Error(`no decision: ${words}`);
  }
}

function outcomeOf({ outcome, words }: Deed, id: string): Outcome {
  const problem = { code: "account-denied", severity: "block", where: "account", message: words, remedy: words } as const;
  if (outcome === "done") return { kind: "done", output: { id: `out ${id} ${words}` } };
  return outcome === "doubt" ? { kind: "doubt", reason: words } : { kind: "denied", problem };
}

/** One of a troupe: posts that differ in nothing but their names' beginning. */
interface Actor extends Deed {
  readonly id: string;
}

export function crowdsContract(stage: Stage): void {
  const cast = async (troupe: string, deeds: readonly Deed[]): Promise<readonly Actor[]> => {
    const actors = deeds.map((one, index) => ({ ...one, id: `${troupe}-${index}` }));
    for (const { id, isApproved, isDue } of actors) {
      if (isApproved) await approved(stage.store, id, `${id}-account`, isDue ? morning : morning + hourMs);
      else await drafted(stage.store, id, `${id}-account`);
    }
    return actors;
  };
  const play = async (actor: Actor) => {
    const { id, words, hasIntent, follows } = actor;
    const first = () => (hasIntent ? intent : null);
    const begun = await stage.store.begin(id, `${owner}/${words}`, morning, () => admissionOf(actor), first).catch(String);
    if (begun === null || typeof begun === "string" || begun.kind !== "go") return { begun };
    const { token } = begun.lease;
    const intended = hasIntent || (await stage.store.intend(id, token, 4, intent, () => null, morning, worker)).ok;
    const outcome: Happening = { kind: "outcome", ...about, outcome: outcomeOf(actor, id) };
    const change = () => (follows && actor.outcome === "done" ? plain("publish", { dueAt: null }) : null);
    const recorded = await stage.store.record(id, 5, outcome, morning + 1, words, { token, change });
    return { begun, intended, recorded };
  };
  /** What was answered and what is kept, without what differs by chance or by name. */
  const traceOf = async (actors: readonly Actor[], answers: readonly unknown[]) => {
    const views = await Promise.all(actors.map(({ id }) => stage.store.view(id)));
    const outputs = actors.map((actor) => stage.store.outputs(`${actor.id}-account`, [`out ${actor.id} ${actor.words}`], "nobody"));
    const counts = (await Promise.all(outputs)).map(({ length }) => length);
    const [troupe = ""] = actors[0]?.id.split("-") ?? [];
    const text = JSON.stringify({ views, counts, answers }, (name, value) => (name === "token" ? "t" : value));
    return JSON.parse(text.replaceAll(troupe, "troupe").replace(/[0-9a-f]{64}/g, "hash"));
  };

  describe("many at once", () => {
    test("come out as they do one after the other, and each hears of its own", { timeout: 120_000 }, async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 12 }), async (deeds) => {
          run += 1;
          const [side, turn] = [await cast(`side${run}`, deeds), await cast(`turn${run}`, deeds)];
          const atOnce = await Promise.all(side.map(play));
          const inTurn: unknown[] = [];
          for (const actor of turn) inTurn.push(await play(actor));
          expect(await traceOf(side, atOnce)).toEqual(await traceOf(turn, inTurn));
        }),
        { numRuns: 25 },
      );
    });

    test("one that is named twice is begun once, and its outcome stands twice", async () => {
      await Promise.all(["one", "two"].map((id) => approved(stage.store, id, id)));
      const begin = (id: string) =>
        stage.store.begin(
          id,
          owner,
          morning,
          () => ({ kind: "go", booking }),
          () => intent,
        );
      const begun = await Promise.all(["one", "two", "one", "nowhere"].map(begin));
      expect(begun.map((one) => one?.kind ?? null)).toEqual(["go", "go", null, null]);
      const done = (id: string): Happening => ({ kind: "outcome", ...about, outcome: { kind: "done", output: { id } } });
      const record = (id: string) => stage.store.record("one", 5, done(id), morning, worker);
      const recorded = await Promise.all([record("900"), record("901")]);
      expect(recorded.map(({ late }) => late)).toEqual([false, true]);
      expect(way(await stage.store.view("one"))).toBe("add approve claim intent outcome late");
      expect(await stage.store.outputs("one", ["900", "901"], "nobody")).toEqual(["900", "901"]);
    });

    test("of one account only one begins", async () => {
      const ids = Array.from({ length: 8 }, (_, index) => `post-${index}`);
      for (const id of ids) await approved(stage.store, id, `account-${Number(id.slice(5)) % 2}`);
      const begun = await Promise.all(ids.map((id) => stage.store.begin(id, owner, morning, () => ({ kind: "go", booking }))));
      expect(begun.map((one) => one?.kind ?? null)).toEqual(["go", "go", null, null, null, null, null, null]);
    });

    test("of one account only one is judged, even if its first in turn wakes a moment later", async () => {
      await approved(stage.store, "first", "x", morning + 5);
      await approved(stage.store, "second", "x", morning);
      await approved(stage.store, "elsewhere", "y", morning);
      // It stands before the other by its time, and wakes after it.
      await stage.store.decide(["first"], always(plain("schedule", { scheduledAt: morning - 1000, dueAt: morning + 5 })), morning, editor);
      const begin = (id: string, at: number) => stage.store.begin(id, owner, at, () => ({ kind: "go", booking }));
      const begun = await Promise.all([begin("second", morning), begin("first", morning + 5), begin("elsewhere", morning)]);
      expect(begun.map((one) => one?.kind ?? null)).toEqual(["go", null, "go"]);
    });

    test("one that can't be written down keeps none of the others from it", async () => {
      const ids = ["one", "two", "three"];
      for (const id of ids) await approved(stage.store, id, id);
      for (const id of ids)
        await stage.store.begin(
          id,
          owner,
          morning,
          () => ({ kind: "go", booking }),
          () => intent,
        );
      const outcome: Happening = { kind: "outcome", ...about, outcome: { kind: "done", output: { id: "900" } } };
      const record = (id: string) => stage.store.record(id, 5, outcome, morning, worker).then(({ late }) => late, String);
      expect(await Promise.all([...ids, "nowhere"].map(record))).toEqual([
        false,
        false,
        false,
        "Error: There is no post nowhere to record an outcome for.",
      ]);
    });

    test("two stores at once begin each post once", async () => {
      const ids = Array.from({ length: 40 }, (_, index) => `post-${index}`);
      for (const id of ids) await approved(stage.store, id, `account-${id}`);
      const other = await stage.ground.open(() => morning);
      const begin = (store: typeof other, who: string) =>
        Promise.all(
          ids.map((id) =>
            store.begin(
              id,
              who,
              morning,
              () => ({ kind: "go", booking }),
              () => intent,
            ),
          ),
        );
      const [own, theirs] = await Promise.all([begin(stage.store, owner), begin(other, "desk-2/1/1")]);
      await other.close();
      expect(own.map((one, index) => [one, theirs[index]].filter((begun) => begun?.kind === "go").length)).toEqual(ids.map(() => 1));
      const views = await stage.store.views(ids);
      expect(new Set(views.map(way))).toEqual(new Set(["add approve claim intent"]));
      const isOwners = (index: number) => views[index]?.lease?.owner === (own[index] ? owner : "desk-2/1/1");
      expect(ids.every((_, index) => isOwners(index))).toBe(true);
      expect((await stage.store.views(ids)).every(({ journal }) => journal.at(-1)?.by !== editor)).toBe(true);
    });
  });
}

import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Moved, type MoveOrder, moveHouse } from "../../../src/storage/moving/move.ts";
import { countOf } from "../../../src/storage/moving/rows.ts";
import { tablesToMove } from "../../../src/storage/moving/tables.ts";
import type { Store } from "../../../src/storage/store.ts";
import { fillStore } from "../../support/full-store.ts";
import { clearServer, layPlaces, type Place, type Places } from "../../support/moving-places.ts";
import { approved, drafted, editor, morning, owner } from "../../support/store-fixtures.ts";

const now = () => morning;
const words = {
  braking: "It is about to move.",
  moving: "It is moving.",
  moved: "It was moved to B.",
  unfinished: "Not all of it is here.",
};
const settle = { pause: { reason: "a copy", since: morning, until: null, by: "h" }, suspect: () => null, reason: "a copy" };

let places: Places;

beforeEach(async () => {
  places = await layPlaces();
});
afterEach(() => places.remove());
afterAll(clearServer);

/** @param more what is otherwise than in a move that meets nothing */
async function move(from: Place, to: Place, more: Partial<MoveOrder> = {}): Promise<Moved> {
  const [one, other] = [await from.house(), await to.house()];
  const order = { from: one, to: other, fromPlace: from.name, place: to.name, id: crypto.randomUUID(), by: editor, now, words };
  return await moveHouse({ ...order, isGone: (who) => who === owner, wait: async () => false, progress: () => undefined, ...more });
}

async function atWork(place: Place): Promise<Store> {
  const store = await place.store();
  await store.settleIn(() => settle, morning, "h");
  return store;
}

describe.each([
  ["a", "server"],
  ["a", "b"],
])("a move from %s to %s", (...names) => {
  let from: Place;
  let to: Place;
  beforeEach(async () => {
    [from, to] = [await places.at(names[0]), await places.at(names[1])];
  });

  test("takes every kind of row with it, and back again into a new file", { timeout: 120_000 }, async () => {
    const store = await atWork(from);
    await fillStore(store);
    const empty: string[] = [];
    const { database } = await from.house();
    for (const table of tablesToMove) if ((await database.read((trx) => countOf(trx, table))) === 0) empty.push(table.name);
    expect(empty).toEqual([]);
    const head = await store.audit.head();

    const there = await move(from, to);
    expect(there).toMatchObject({ kind: "moved" });
    const back = await places.at("back");
    const again = await move(to, back);
    if (there.kind !== "moved" || again.kind !== "moved") throw new Error("It did not move.");
    const own = (tables: typeof there.tables) =>
      tables.filter(({ table }) => table !== "record" && table !== "events" && table !== "deliveries");
    expect(own(again.tables)).toEqual(own(there.tables));
    expect(there.tables.map(({ table }) => table)).toEqual(tablesToMove.map(({ name }) => name));

    const home = await atWork(back);
    expect(await home.audit.find(head?.hash ?? "")).toEqual(head);
    expect((await home.housePause())?.reason).toBe("Election day");
    expect((await home.posts()).length).toBe((await store.posts()).length);
    expect((await home.view("old"))?.journal).toEqual((await store.view("old"))?.journal);
    await home.resume(null);
    expect((await home.due(morning)).map(({ post }) => post.id)).toEqual(["in-hand"]);
  });

  test("leaves a queue in which nothing is decided, begun or sent, and makes one in which everything is", async () => {
    const store = await atWork(from);
    await approved(store, "one");
    expect(await move(from, to)).toMatchObject({ kind: "moved" });
    const refusal = "It was moved to B.";
    expect((await store.housePause())?.reason).toBe(refusal);
    expect(await store.moves.seal()).toBe(refusal);
    await expect(drafted(store, "two")).rejects.toThrow(refusal);
    await expect(store.resume(null, undefined, editor)).rejects.toThrow(refusal);
    await expect(store.keepMedia("0".repeat(64), { mime: "image/png", bytes: new Uint8Array() })).rejects.toThrow(refusal);
    const go = () => ({ kind: "go", booking: { day: "2026-03-02", posts: 1, microCents: 0 } }) as const;
    expect(await store.begin("one", owner, morning, go)).toBeNull();
    expect(await store.claim("one", null, owner, morning)).toBeNull();
    expect(await store.pausedAt(morning)).toEqual(new Set([null]));
    const there = await atWork(to);
    expect(await there.housePause()).toBeNull();
    expect(await there.origin()).toEqual({ kind: "home" });
    expect(await there.begin("one", owner, morning, go)).toMatchObject({ kind: "go" });
    expect(await move(from, to)).toMatchObject({ kind: "done" });
  });

  test("waits for what is in hand, begins nothing meanwhile, and gives up when that takes too long", async () => {
    const store = await atWork(from);
    await approved(store, "one");
    await approved(store, "two", "instagram");
    const claimed = await store.claim("one", null, "another/1/1", morning);
    const waited: string[] = [];
    const wait = async (hindrances: readonly string[]) => {
      waited.push(...hindrances);
      expect(await store.claim("two", null, owner, morning)).toBeNull();
      return waited.length < 3;
    };
    expect(await move(from, to, { wait })).toEqual({ kind: "busy", hindrances: ["post one (another/1/1)"] });
    expect(await store.moves.seal()).toBeNull();
    expect(await store.housePause()).toBeNull();
    const finish = async () => {
      await store.release("one", claimed?.lease.token ?? "", null);
      return true;
    };
    expect(await move(from, to, { wait: finish })).toMatchObject({ kind: "moved" });
    expect(await store.claim("one", null, owner, morning)).toBeNull();
  });

  test("waits for a login that is being renewed: the new one would be nowhere else", async () => {
    const store = await atWork(from);
    await store.secrets.keep(
      { account: "x", sealed: "v1", keyId: "k" },
      { variables: [], verified: true, expiresAt: null },
      morning,
      editor,
    );
    await store.renewals.take("x", 1, null, "another/1/1", morning);
    expect(await move(from, to)).toEqual({ kind: "busy", hindrances: ["the login of x (another/1/1)"] });
  });

  test("that was cut off anywhere is gone on with, and works nowhere until it is finished", { timeout: 60_000 }, async () => {
    const store = await atWork(from);
    for (let number = 0; number < 450; number += 1) await drafted(store, `post-${number}`);
    let cuts = 0;
    for (const point of [0.1, 0.4, 0.8, 1, 1.2, 1.9]) {
      const progress: MoveOrder["progress"] = ({ stage, rows, of }) => {
        if (rows / of + (stage === "compare" ? 1 : 0) >= point) throw new Error("cut off");
      };
      await expect(move(from, to, { progress })).rejects.toThrow("cut off");
      cuts += 1;
      const half = await atWork(to);
      expect(await half.moves.seal()).toBe("Not all of it is here.");
      await expect(drafted(half, "x")).rejects.toThrow("Not all of it is here.");
      await expect(drafted(store, "x")).rejects.toThrow("It is moving.");
      expect(await half.moves.unseal(() => settle, morning, editor)).toMatchObject({ kind: "unfinished" });
    }
    expect(cuts).toBe(6);
    expect(await move(from, to)).toMatchObject({ kind: "moved" });
    expect(await (await atWork(to)).posts()).toEqual(await store.posts());
  });

  test("names the row in which the copy differs, stays unfinished, and is made anew by the next", async () => {
    const store = await atWork(from);
    for (const id of ["one", "two"]) await drafted(store, id);
    const house = await to.house();
    const { database } = house;
    /** Does something to the copy between the last row's copying and the first one's comparing. */
    const spoilt = async (spoil: () => Promise<unknown>) => {
      let isCopied = false;
      const progress: MoveOrder["progress"] = ({ stage, table }) => {
        isCopied ||= stage === "copy" && table === "record";
      };
      const read: typeof database.read = async (work) => {
        if (isCopied) await spoil();
        isCopied = false;
        return await database.read(work);
      };
      return await move(from, to, { progress, to: { ...house, database: { ...database, read } } });
    };
    const change = () => database.write((trx) => trx.updateTable("posts").set({ moved_at: 7 }).where("id", "=", "two").execute());
    const lose = () => database.write((trx) => trx.deleteFrom("journal").where("post_id", "=", "two").execute());
    const add = () => database.write((trx) => trx.insertInto("pause_ends").values({ subject: "account y", ended_at: 1 }).execute());
    const forge = () => database.write((trx) => trx.updateTable("record").set({ by: "nobody" }).where("seq", "=", 1).execute());
    for (const [spoil, difference] of [
      [change, 'posts (id "two") differs in moved_at.'],
      [lose, 'journal (post_id "two", seq 1) is missing in the copy.'],
      [add, 'pause_ends (subject "account y") is in the copy alone.'],
      [forge, "record (seq 1) differs in by."],
    ] as const) {
      expect(await spoilt(spoil)).toEqual({ kind: "different", difference });
      expect(await (await atWork(to)).moves.seal()).toBe("Not all of it is here.");
    }
    expect(await move(from, to)).toMatchObject({ kind: "moved" });
  });

  test("goes into no database in which something stands, nor into itself, nor to two places", async () => {
    const store = await atWork(from);
    await drafted(store, "one");
    expect(await move(from, from)).toEqual({ kind: "same" });
    const third = await places.at("third");
    await drafted(await atWork(third), "other");
    expect(await move(from, third)).toEqual({ kind: "used", table: "summaries" });
    expect(await store.moves.seal()).toBeNull();
    const cut: MoveOrder["progress"] = () => {
      throw new Error("cut off");
    };
    await expect(move(from, to, { progress: cut })).rejects.toThrow("cut off");
    expect(await move(from, await places.at("fourth"))).toMatchObject({ kind: "elsewhere", move: { place: to.name } });
    expect(await move(third, to)).toEqual({ kind: "foreign" });
    expect(await move(to, third)).toMatchObject({ kind: "used" });
    expect(await move(to, await places.at("fifth"))).toMatchObject({ kind: "unfinished" });
  });

  test("whose seal is lifted before it was finished leaves the queue as it was, and is made anew by the next", async () => {
    const store = await atWork(from);
    await approved(store, "one");
    const cut: MoveOrder["progress"] = ({ stage }) => {
      if (stage === "compare") throw new Error("cut off");
    };
    await expect(move(from, to, { progress: cut })).rejects.toThrow("cut off");
    expect(await store.moves.unseal(() => settle, morning, editor)).toEqual({ kind: "lifted", place: to.name });
    expect(await store.housePause()).toBeNull();
    expect(await store.origin()).toEqual({ kind: "home" });
    await drafted(store, "two");
    expect(await move(from, to)).toMatchObject({ kind: "moved" });
    expect((await (await atWork(to)).posts()).map(({ id }) => id)).toEqual(["one", "two"]);
    expect(await store.moves.unseal(() => settle, morning, editor)).toMatchObject({ kind: "copy", place: to.name });
  });

  test("whose seal is lifted while it goes on is broken off before anything works there", async () => {
    const store = await atWork(from);
    await drafted(store, "one");
    let lifted: Promise<unknown> | undefined;
    const progress: MoveOrder["progress"] = ({ stage }) => {
      if (stage === "compare") lifted ??= store.moves.unseal(() => settle, morning, editor);
    };
    expect(await move(from, to, { progress })).toMatchObject({ kind: expect.stringMatching(/interrupted|different/) });
    expect(await lifted).toMatchObject({ kind: "lifted" });
    expect(await (await atWork(to)).moves.seal()).not.toBeNull();
  });

  test("whose seal is lifted after it was finished leaves a copy: paused at once, and what was due is held", async () => {
    const store = await atWork(from);
    await approved(store, "one");
    expect(await move(from, to)).toMatchObject({ kind: "moved" });
    const suspicious = { ...settle, suspect: () => ({ intents: [], verdicts: [] }) };
    expect(await store.moves.unseal(() => suspicious, morning, editor)).toMatchObject({
      kind: "copy",
      copy: { why: "backup", at: morning },
    });
    expect((await store.housePause())?.reason).toBe("a copy");
    expect((await store.view("one"))?.post.state).toBe("held");
    expect(await store.moves.unseal(() => suspicious, morning, editor)).toEqual({ kind: "open" });
    expect(await store.origin()).toEqual({ kind: "home" });
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPostgres } from "../../src/storage/postgres.ts";
import type { Copy, Store } from "../../src/storage/store.ts";
import { ask, dropDatabase, makeDatabase } from "../support/postgres-databases.ts";
import { careFor, why } from "../support/sqlite-home.ts";
import { approved, claimed, morning, way } from "../support/store-fixtures.ts";

describe("where a database in PostgreSQL is at home", () => {
  const made: string[] = [];
  const open: Store[] = [];
  const copies: (Copy | null)[] = [];
  let url: string;

  /** Opens a database and settles it in, as every program does. */
  const settled = async (at: string) => {
    const store = await openPostgres({ url: at, now: () => morning });
    open.push(store);
    copies.push(await store.settleIn((found) => careFor(found, morning), morning, "herald (copied database)"));
    return store;
  };
  const closeAll = () => Promise.all(open.splice(0).map((store) => store.close()));
  const copied = async () => {
    await closeAll();
    const other = await makeDatabase(url);
    made.push(other);
    return other;
  };
  beforeEach(async () => {
    url = await makeDatabase();
    made.push(url);
    copies.length = 0;
  });
  afterEach(async () => {
    await closeAll();
    for (const one of made.splice(0)) await dropDatabase(one);
  });

  test("is where it was put to work, however many programs work there", async () => {
    await approved(await settled(url), "one");
    const others = await Promise.all([settled(url), settled(url)]);
    await closeAll();
    await ask(url, "vacuum (freeze) installation");
    await ask(url, "vacuum full installation");
    const again = await settled(url);
    expect(copies).toEqual([null, null, null, null]);
    expect(await again.housePause()).toBeNull();
    expect(others).toHaveLength(2);
  });

  test("isn't another database with the same rows: that one is paused, and doubts what it may have sent", async () => {
    await claimed(await settled(url), "one");
    const other = await settled(await copied());
    expect(copies).toEqual([null, { kind: "copy", why: "restored", at: morning }]);
    expect((await other.housePause())?.reason).toBe("a copy: restored");
    expect(way(await other.view("one"))).toContain("verdict");
    expect((await other.view("one"))?.lease).toBeNull();
    expect((await settled(url)) && copies.at(-1)).toBeNull();
  });

  test("isn't the same database with rows that were written anew, as a dump brought back writes them", async () => {
    await approved(await settled(url), "one");
    await closeAll();
    await ask(url, "create table dump as table installation; truncate installation; insert into installation table dump; drop table dump");
    const store = await settled(url);
    expect(copies.at(-1)).toMatchObject({ why: "restored" });
    const view = await store.view("one");
    expect(view?.post.state).toBe("held");
    expect(view?.journal.at(-1)).toMatchObject({ transition: "hold", reason: why });
  });

  test("is there from then on, once a person lets it go on", async () => {
    await approved(await settled(url), "one");
    const other = await copied();
    const store = await settled(other);
    await store.resume(null);
    await closeAll();
    expect((await settled(other)) && copies.at(-1)).toBeNull();
  });
});

import fc from "fast-check";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Cell,
  canonicalRow,
  compareKeys,
  countOf,
  emptyTable,
  everyRow,
  insertRows,
  keyOf,
  lastKey,
  type Row,
} from "../../../src/storage/moving/rows.ts";
import { tablesToMove } from "../../../src/storage/moving/tables.ts";
import { clearServer, layPlaces, type Places } from "../../support/moving-places.ts";

/** Of bookings, only the key matters here. */
const accounts = { ...(tablesToMove.find(({ name }) => name === "accounts") ?? expect.fail("no accounts")), atOnce: 3 };
const rowOf = (id: string): Row => ({ id, remote_id: "", name: id, url: "" });

/** PostgreSQL keeps no U+0000, and half a surrogate pair is no text. */
const word = fc.string({
  unit: fc.constantFrom("a", "b", "Z", "é", "ب", "۱", "\u200f", "￿", "😀", "𝒳", " ", "'"),
  minLength: 1,
  maxLength: 4,
});

describe("rows", () => {
  let places: Places;
  beforeEach(async () => {
    places = await layPlaces();
  });
  afterEach(() => places.remove());
  afterAll(clearServer);

  test.each(["a", "server"])("come one by one in the order of their keys, whatever the script (%s)", { timeout: 60_000 }, async (name) => {
    const { database } = await (await places.at(name)).house();
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(word, { maxLength: 12 }), async (ids) => {
        await database.write((trx) => emptyTable(trx, accounts));
        await database.write((trx) => insertRows(trx, accounts, ids.map(rowOf)));
        await database.write((trx) => insertRows(trx, accounts, ids.slice(0, 2).map(rowOf)));
        const found: Row[] = [];
        for await (const row of everyRow(database, accounts)) found.push(row);
        expect(found.map(({ id }) => id)).toEqual(ids.toSorted((one, other) => compareKeys([one], [other])));
        expect(await database.read((trx) => countOf(trx, accounts))).toBe(ids.length);
        const last = found.at(-1);
        expect(await database.read((trx) => lastKey(trx, accounts))).toEqual(last ? keyOf(accounts, last) : null);
      }),
      { numRuns: 20 },
    );
  });

  test("are ordered by numbers as numbers, and by the first part of a key before the second", () => {
    expect(compareKeys(["a", 10], ["a", 9])).toBe(1);
    expect(compareKeys(["a", 2], ["a", 10])).toBe(-1);
    expect(compareKeys(["a", 10], ["b", 9])).toBe(-1);
    expect(compareKeys(["a", 1], ["a", 1])).toBe(0);
    // UTF-16 has these the other way round.
    expect(compareKeys(["￿"], ["😀"])).toBe(-1);
  });

  const cell = fc.oneof<fc.Arbitrary<Cell>[]>(
    fc.constantFrom<Cell>(null, 0, 1, "", "0", "1", "null", "[]", '","'),
    word,
    fc.maxSafeInteger(),
    fc.uint8Array({ maxLength: 3 }),
  );
  const asKnown = (one: Cell) => (one instanceof Uint8Array ? `bytes ${[...one]}` : `${typeof one} ${one}`);

  test("are the same line exactly where every cell is the same, in whatever order their columns come", () => {
    fc.assert(
      fc.property(cell, cell, cell, (a, b, c) => {
        expect(canonicalRow({ one: a, two: b })).toBe(canonicalRow({ two: b, one: a }));
        expect(canonicalRow({ one: a, two: b }) === canonicalRow({ one: a, two: c })).toBe(asKnown(b) === asKnown(c));
        expect(canonicalRow({ one: a, two: b })).not.toBe(canonicalRow({ one: a, three: b }));
      }),
    );
  });
});

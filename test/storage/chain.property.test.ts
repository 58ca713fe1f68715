import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Break, breakAt, canonicalText, genesis, hashOf, type RecordRow } from "../../src/storage/chain.ts";

type Fact = Omit<RecordRow, "seq" | "previous" | "hash">;

const fact: fc.Arbitrary<Fact> = fc.record({
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  by: fc.constantFrom("ayesha", "bilal", "hina"),
  kind: fc.constantFrom("approve", "edit", "pause"),
  subject: fc.constantFrom("post lusab-42", "house"),
  body: fc.jsonValue().map(canonicalText),
});

function chainOf(facts: readonly Fact[]): readonly RecordRow[] {
  let previous = genesis;
  return facts.map((one, index) => {
    const row = { ...one, seq: index + 1, previous };
    previous = hashOf(row);
    return { ...row, hash: previous };
  });
}

function firstBreak(rows: readonly RecordRow[]): Break | null {
  const breaks = rows.map((row, index) => breakAt(row, rows[index - 1] ?? null));
  return breaks.find((broken) => broken !== null) ?? null;
}

const chain = fc.array(fact, { minLength: 2, maxLength: 12 }).map(chainOf);

/** A chain and a place in it. */
const withPlace = chain.chain((rows) => fc.record({ rows: fc.constant(rows), at: fc.nat({ max: rows.length - 1 }) }));

describe("the record's chain", () => {
  it("has no break as it was written", () => {
    fc.assert(
      fc.property(chain, (rows) => {
        expect(firstBreak(rows)).toBeNull();
      }),
    );
  });

  it("names the row of which any field was altered", () => {
    const change = fc.constantFrom<(row: RecordRow) => Partial<RecordRow>>(
      (row) => ({ at: row.at + 1 }),
      (row) => ({ by: `${row.by}x` }),
      (row) => ({ kind: `${row.kind}x` }),
      (row) => ({ subject: `${row.subject}x` }),
      (row) => ({ body: canonicalText({ was: row.body }) }),
      (row) => ({ body: ` ${row.body}` }),
      (row) => ({ body: `${row.body}{` }),
      (row) => ({ previous: row.previous.replace(/^./, (first) => (first === "0" ? "1" : "0")) }),
      (row) => ({ hash: row.hash.replace(/^./, (first) => (first === "0" ? "1" : "0")) }),
    );
    fc.assert(
      fc.property(withPlace, change, ({ rows, at }, alter) => {
        const row = rows[at] as RecordRow;
        expect(firstBreak(rows.with(at, { ...row, ...alter(row) }))).toEqual({ kind: "altered", seq: at + 1 });
      }),
    );
  });

  it("names the row after one that was rewritten with a hash of its own", () => {
    fc.assert(
      fc.property(withPlace, ({ rows, at }) => {
        const row = rows[at] as RecordRow;
        const forged = { ...row, by: "mallory" };
        const broken = firstBreak(rows.with(at, { ...forged, hash: hashOf(forged) }));
        // The last row has none after it: its forgery shows by a head kept elsewhere.
        expect(broken).toEqual(at === rows.length - 1 ? null : { kind: "unlinked", seq: at + 2 });
      }),
    );
  });

  it("names what was taken out, also where the rest was numbered anew", () => {
    fc.assert(
      fc.property(withPlace, ({ rows, at }) => {
        const left = rows.filter((_, index) => index !== at);
        const last = at === rows.length - 1;
        expect(firstBreak(left)).toEqual(last ? null : { kind: "removed", seq: at + 1, until: at + 1 });
        const renumbered = left.map((row, index) => ({ ...row, seq: index + 1 }));
        expect(firstBreak(renumbered)).toEqual(last ? null : { kind: "altered", seq: at + 1 });
      }),
    );
  });

  it("names the first of two rows that changed places, and one that was put in", () => {
    fc.assert(
      fc.property(withPlace, ({ rows, at }) => {
        const [one, other] = [rows[at], rows[(at + 1) % rows.length]] as [RecordRow, RecordRow];
        const [low, high] = [Math.min(one.seq, other.seq), Math.max(one.seq, other.seq)];
        const swapped = rows.map((row) => (row === one ? { ...other, seq: one.seq } : row === other ? { ...one, seq: other.seq } : row));
        expect(firstBreak(swapped)).toEqual({ kind: "altered", seq: low });
        const put = [...rows.slice(0, high), { ...one, seq: high + 1 }, ...rows.slice(high).map((row) => ({ ...row, seq: row.seq + 1 }))];
        expect(firstBreak(put)?.seq).toBe(high + 1);
      }),
    );
  });

  it("can be followed by anybody with the exported rows alone", () => {
    fc.assert(
      fc.property(chain, (rows) => {
        for (const { hash, at, body, ...row } of rows) {
          const exported = JSON.parse(JSON.stringify({ ...row, at: new Date(at).toISOString(), body: JSON.parse(body) }));
          expect(
            createHash("sha256")
              .update(canonicalize(exported) ?? "")
              .digest("hex"),
          ).toBe(hash);
        }
      }),
    );
  });
});

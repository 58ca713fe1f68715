import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { xlsxPieces } from "../../../src/edge/tables/xlsx-pieces.ts";

const heading = ["number", "words"];

async function* paged(count: number): AsyncGenerator<readonly number[]> {
  for (let from = 0; from < count; from += 70) yield Array.from({ length: Math.min(70, count - from) }, (_, index) => from + index);
}

test.for([0, 1, 999, 1_000, 1_001, 2_345])("a workbook of %i rows is read back as it was written, every cell as text", async (count) => {
  const cells = (row: number) => [String(row), `=1+${row} & <b>نہر</b>\u0001`];
  const bytes = Buffer.concat(await Array.fromAsync(xlsxPieces("queue", heading, paged(count), cells)));
  const { sheets } = await readXlsx(bytes);
  expect(sheets.map(({ name }) => name)).toEqual(["queue"]);
  const rows = Array.from({ length: count }, (_, row) => [String(row), `=1+${row} & <b>نہر</b>`]);
  expect(sheets[0]?.rows).toEqual([heading, ...rows]);
});

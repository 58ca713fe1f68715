/** An `.xlsx` that may be longer than memory should hold, in pieces that together are the file. */
import { cellText, widthOf, writeTable } from "./write-table.ts";

type Cells = readonly string[];

/** Up to so many rows are written as any table is; of more, the first tell how wide the columns are, and the heading is plain. */
const fewRows = 1_000;

async function* flat<Row>(pages: AsyncIterable<readonly Row[]>, cells: (row: Row) => Cells): AsyncGenerator<Cells, void, undefined> {
  for await (const page of pages) for (const row of page) yield cells(row);
}

/** These first, then the rest. */
async function* joined(first: readonly Cells[], rest: AsyncGenerator<Cells, void, undefined>): AsyncGenerator<string[], void, undefined> {
  for (const row of first) yield row.map(cellText);
  for await (const row of rest) yield row.map(cellText);
}

/** @param heading names the columns @param cells of one row, in that order */
export async function* xlsxPieces<Row>(
  sheet: string,
  heading: Cells,
  pages: AsyncIterable<readonly Row[]>,
  cells: (row: Row) => Cells,
): AsyncGenerator<Uint8Array, void, undefined> {
  const rows = flat(pages, cells);
  const first: Cells[] = [];
  for (let row = await rows.next(); ; row = await rows.next()) {
    if (row.done) return yield await writeTable("xlsx", { sheet, rows: [heading, ...first] });
    first.push(row.value);
    if (first.length >= fewRows) break;
  }
  const { writeXlsxStream } = await import("hucre/xlsx");
  const columns = heading.map((header, column) => ({ header, width: widthOf([heading, ...first], column) }));
  yield* writeXlsxStream(joined(first, rows), { name: sheet, columns, freezePane: { rows: 1 } });
}

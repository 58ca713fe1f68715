/** A `.csv` that is longer than memory should hold, in pieces that together are the file `writeTable` makes. */
import { neutral } from "./neutral.ts";

/** @param heading names the columns @param cells of one row, in that order */
export async function* csvPieces<Row>(
  heading: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
  cells: (row: Row) => readonly string[],
): AsyncGenerator<Uint8Array> {
  const { writeCsv } = await import("hucre/csv");
  const encoder = new TextEncoder();
  const lines = (rows: readonly (readonly string[])[], bom: boolean) =>
    encoder.encode(
      `${writeCsv(
        rows.map((row) => row.map(neutral)),
        { bom },
      )}\r\n`,
    );
  yield lines([heading], true);
  for await (const page of pages) if (page.length > 0) yield lines(page.map(cells), false);
}

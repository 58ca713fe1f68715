/**
 * Which characters a font file has: the `cmap` table of TrueType and OpenType fonts, formats 4 and 12.
 * https://learn.microsoft.com/typography/opentype/spec/cmap
 */
import { woff2Table } from "./woff2.ts";

/** Code points that the font maps to a glyph. Throws on a file that is no font or has no Unicode table that we read. */
export function codePointsOf(font: Uint8Array): ReadonlySet<number> {
  const cmap = tableOf(font, "cmap");
  const points = new Set<number>();
  let read = 0;
  for (const offset of subtables(cmap)) {
    const table = new DataView(cmap.buffer, cmap.byteOffset + offset, cmap.byteLength - offset);
    const format = table.getUint16(0);
    if (format === 4) readFormat4(table, points);
    else if (format === 12) readFormat12(table, points);
    else continue;
    read += 1;
  }
  if (read === 0) throw new Error("A font file has no character table of format 4 or 12.");
  return points;
}

function tableOf(font: Uint8Array, tag: string): Uint8Array {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  if (textAt(view, 0) === "wOF2") return woff2Table(font, tag);
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const record = 12 + 16 * index;
    if (textAt(view, record) !== tag) continue;
    const start = view.getUint32(record + 8);
    return font.subarray(start, start + view.getUint32(record + 12));
  }
  throw new Error(`A font file has no ${tag} table.`);
}

function textAt(view: DataView, offset: number): string {
  return String.fromCharCode(view.getUint8(offset), view.getUint8(offset + 1), view.getUint8(offset + 2), view.getUint8(offset + 3));
}

/** Offsets of the Unicode subtables: platform 0, or platform 3 with encoding 1 or 10. */
function subtables(cmap: Uint8Array): readonly number[] {
  const view = new DataView(cmap.buffer, cmap.byteOffset, cmap.byteLength);
  const offsets = new Set<number>();
  for (let index = 0; index < view.getUint16(2); index += 1) {
    const record = 4 + 8 * index;
    const platform = view.getUint16(record);
    const encoding = view.getUint16(record + 2);
    if (platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10))) offsets.add(view.getUint32(record + 4));
  }
  return [...offsets];
}

/** Segments of the basic plane; a segment's glyphs are counted from a delta, or listed behind the segments. */
function readFormat4(table: DataView, points: Set<number>): void {
  const double = table.getUint16(6);
  const [ends, starts, deltas, ranges] = [14, 16 + double, 16 + 2 * double, 16 + 3 * double];
  for (let at = 0; at < double; at += 2) {
    const start = table.getUint16(starts + at);
    const end = table.getUint16(ends + at);
    const delta = table.getUint16(deltas + at);
    const range = table.getUint16(ranges + at);
    for (let point = start; point <= end && point < 0xffff; point += 1) {
      const listed = range === 0 ? point : table.getUint16(ranges + at + range + 2 * (point - start));
      const glyph = range !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) points.add(point);
    }
  }
}

/** Groups of consecutive code points and glyphs, all planes. */
function readFormat12(table: DataView, points: Set<number>): void {
  for (let index = 0; index < table.getUint32(12); index += 1) {
    const group = 16 + 12 * index;
    const start = table.getUint32(group);
    const glyph = table.getUint32(group + 8);
    for (let point = start; point <= table.getUint32(group + 4); point += 1) if (glyph + point - start !== 0) points.add(point);
  }
}

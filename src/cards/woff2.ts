/** One table out of a WOFF2 file, for tables stored as they are. https://www.w3.org/TR/WOFF2/ */
import { brotliDecompressSync } from "node:zlib";

/** Where the known tags that matter here stand in the list of section 4.1. */
const known: Readonly<Record<number, string>> = { 0: "cmap", 10: "glyf", 11: "loca" };
const ownTag = 63;

interface Entry {
  readonly tag: string;
  readonly length: number;
  /** Where the next entry stands. */
  readonly next: number;
}

/** The bytes of a table that WOFF2 doesn't transform, such as `cmap`. Throws if the file has none. */
export function woff2Table(file: Uint8Array, tag: string): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let found: { readonly start: number; readonly length: number } | undefined;
  let start = 0;
  let at = 48;
  for (let index = 0; index < view.getUint16(12); index += 1) {
    const entry = readEntry(view, at);
    if (entry.tag === tag) found = { start, length: entry.length };
    start += entry.length;
    at = entry.next;
  }
  if (found === undefined) throw new Error(`A WOFF2 font file has no ${tag} table.`);
  const tables = brotliDecompressSync(file.subarray(at, at + view.getUint32(20)));
  return tables.subarray(found.start, found.start + found.length);
}

function readEntry(view: DataView, at: number): Entry {
  const flags = view.getUint8(at);
  const index = flags & 63;
  const named = index === ownTag ? at + 5 : at + 1;
  const tag = index === ownTag ? ownTagAt(view, at + 1) : (known[index] ?? `#${index}`);
  const plain = readLength(view, named);
  // The outline tables are transformed unless version 3 says that they aren't; for the others it is version 0.
  const transformed = flags >> 6 !== (tag === "glyf" || tag === "loca" ? 3 : 0);
  const stored = transformed ? readLength(view, plain.next) : plain;
  return { tag, length: stored.value, next: stored.next };
}

function ownTagAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}

/** `UIntBase128`: seven bits a byte, the high bit says that another follows. */
function readLength(view: DataView, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let next = at; next < at + 5; next += 1) {
    const byte = view.getUint8(next);
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, next: next + 1 };
  }
  throw new Error("A WOFF2 font file has a length that never ends.");
}

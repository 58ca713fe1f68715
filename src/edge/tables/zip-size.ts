/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.12 and 4.3.16. */

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endSize = 22;
const entrySize = 46;
/** An end record may be followed by a comment of this length. */
const longestComment = 65_535;

/** Where the record of the archive's end begins; -1: nowhere. */
function endOf(view: DataView): number {
  const from = view.byteLength - endSize;
  for (let at = from; at >= Math.max(0, from - longestComment); at -= 1) if (view.getUint32(at, true) === endMark) return at;
  return -1;
}

/**
 * How many bytes a ZIP file says that it unpacks to; null: it is none. An entry that hides its size (0, or ZIP64) counts as endless:
 * a reader that keeps to what is declared is then safe.
 */
export function unpackedBytes(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.byteLength < endSize ? -1 : endOf(view);
  if (end < 0) return null;
  let [at, total] = [view.getUint32(end + 16, true), 0];
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + entrySize > view.byteLength || view.getUint32(at, true) !== entryMark) return null;
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    // An empty stream takes two bytes.
    if (unpacked === 0xffffffff || (unpacked === 0 && packed > 2)) return Number.POSITIVE_INFINITY;
    total += unpacked;
    at += entrySize + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

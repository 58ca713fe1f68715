/** What lies in a watched folder and is none of Herald's business: hidden files, and those that another program is still writing. */
const unfinished = /^[.~]|~$|\.(?:part|partial|filepart|crdownload|download|opdownload|tmp|temp|swp|swx|lock)$/i;
const ofSystems = /^(?:desktop\.ini|thumbs\.db|icon\r)$/i;
/** A summary may name a picture that lies beside it; a reason explains a file that was moved back. */
const beside = /\.(?:jpe?g|png|webp|gif|avif|heic)$|\.reason\.txt$/i;

/** True for a file that is left where it is, whatever it holds. */
export function isLeft(name: string): boolean {
  return unfinished.test(name) || ofSystems.test(name) || beside.test(name);
}

/** Most file systems hold names of 255 bytes; room is left for a number and an ending. */
const longestBytes = 220;

function cut(text: string, bytes: number): string {
  let short = text;
  while (Buffer.byteLength(short) > bytes) short = [...short].slice(0, -1).join("");
  return short;
}

/** `story.md`, `story (2).md`, `story (3).md` … */
export function numbered(name: string, count: number): string {
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 ? name.slice(dot) : "";
  const stem = cut(dot > 0 ? name.slice(0, dot) : name, longestBytes - Buffer.byteLength(ending));
  return count === 1 ? `${stem}${ending}` : `${stem} (${count})${ending}`;
}

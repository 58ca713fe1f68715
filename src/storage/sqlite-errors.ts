/** What SQLite's errors mean here: https://sqlite.org/rescode.html */

const busy = 5;
const ioError = 10;
const full = 13;
const noDatabase = 26;
const corrupt = 11;

/** Another program holds the lock. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busy;
}

/** The file is no SQLite database. */
export function isNoDatabase(error: unknown): boolean {
  return primaryCode(error) === noDatabase;
}

/** The file is none, or no longer a whole one. */
export function isUnreadable(error: unknown): boolean {
  const code = primaryCode(error);
  return code === noDatabase || code === corrupt;
}

/** The disk has no room, or fails: what was committed stands, and once that is mended writing goes on. */
export function isFull(error: unknown): boolean {
  const code = primaryCode(error);
  const named = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  return named || code === full || code === ioError;
}

function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const known = "errcode" in error && typeof error.errcode === "number";
  return known ? Number(error.errcode) & 0xff : primaryCode(error.cause);
}

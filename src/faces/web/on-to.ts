/** Where a browser goes next. */
import type { Visit } from "./visit.ts";

/** Somewhere else, once something is done. @param said a key of `said` in the strings: what the next page says first */
export function onTo({ context }: Visit, path: string, said?: string): Response {
  const whole = said === undefined ? path : `${path}${path.includes("?") ? "&" : "?"}said=${said}`;
  // A header holds no letters beyond Latin.
  const address = whole.replaceAll(/[^\x21-\x7e]+/g, encodeURIComponent);
  return context.req.header("HX-Request") === undefined
    ? context.redirect(address, 303)
    : context.body(null, 204, { "HX-Redirect": address });
}

/** A page of ours to go back to; nothing that a form says leads anywhere else. */
export function pathHere(written: string | null): string {
  return written !== null && /^\/(?![/\\])[^\s\\\p{C}]*$/u.test(written) ? written : "/";
}

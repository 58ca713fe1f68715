/**
 * Something wrong, in words for the person who can mend it: what, where, and what to do.
 * `code` starts with its family (`length-`, `media-`, `alt-`, `link-`, `embargo-`, `style-`, `claim-`, `time-` for findings
 * on a post; `input-`, `settings-`, `account-`, `state-` for what was asked of Herald).
 */
export interface Problem {
  readonly code: string;
  /** Where it stands: `part 2`, `caption`, `summary.md:4`, `account x`. */
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
  /** `block` stops an approval, `warn` is only shown. */
  readonly severity: "block" | "warn";
}

/** A problem that stops what was asked. */
export function block(code: string, where: string, message: string, remedy: string): Problem {
  return { code, where, message, remedy, severity: "block" };
}

/** A problem that an editor should see and may leave. */
export function warn(code: string, where: string, message: string, remedy: string): Problem {
  return { code, where, message, remedy, severity: "warn" };
}

/** True when nothing in the list stops an approval. */
export function passes(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.severity !== "block");
}

/** The value asked for, or everything that stands in its way. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(...problems: readonly Problem[]): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems };
}

/** The record's chain, pure: each row's hash covers the row before it, so that no row can be changed, taken out or moved unseen. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { type Instant, toIso } from "../domain/instant.ts";

/** One decision as the record keeps it. */
export interface RecordRow {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  readonly at: Instant;
  /** A person's id; `herald` where a rule of the house decided. */
  readonly by: string;
  /** What was decided: a transition (`approve`), `pause`, `resume`, `invite` … `begin`: how things stood when the record began. */
  readonly kind: string;
  /** What it is about: `post lusab-42`, `summary lusab`, `account x`, `person ayesha`, `house`. */
  readonly subject: string;
  /** What changed: canonical JSON (RFC 8785). */
  readonly body: string;
  /** The hash of the row before. */
  readonly previous: string;
  /** SHA-256 (hex) of the row's canonical JSON without this field, `at` as ISO 8601 in UTC and `body` as JSON. */
  readonly hash: string;
}

/** What the first row follows. */
export const genesis = "0".repeat(64);

/** A value as the record writes it; half a surrogate pair, which JSON can't carry to everyone, is replaced. */
export function canonicalText(value: unknown): string {
  return canonicalize(wellFormed(JSON.parse(JSON.stringify(value ?? null)))) ?? "null";
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name.toWellFormed(), wellFormed(held)]));
}

/** @param row its `body` is canonical JSON already: it stands in the row's own as it is */
export function hashOf({ at, body, by, kind, previous, seq, subject }: Omit<RecordRow, "hash">): string {
  const quoted = (text: string) => JSON.stringify(text);
  const fields = [
    `"at":${quoted(toIso(at))}`,
    `"body":${body}`,
    `"by":${quoted(by)}`,
    `"kind":${quoted(kind)}`,
    `"previous":${quoted(previous)}`,
    `"seq":${seq}`,
    `"subject":${quoted(subject)}`,
  ];
  return sha256(`{${fields.join(",")}}`);
}

/** SHA-256 (hex) of a value's canonical JSON. */
export function sha256Of(value: unknown): string {
  return sha256(canonicalText(value));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What is wrong with a row, given the one before it (null: it should be the first); null: nothing. */
export function breakAt(row: RecordRow, before: Pick<RecordRow, "seq" | "hash"> | null): Break | null {
  const expected = (before?.seq ?? 0) + 1;
  if (row.seq > expected) return { kind: "removed", seq: expected, until: row.seq - 1 };
  if (row.seq < expected || !isCanonical(row.body) || hashOf(row) !== row.hash) return { kind: "altered", seq: row.seq };
  return row.previous === (before?.hash ?? genesis) ? null : { kind: "unlinked", seq: row.seq };
}

/** Where the chain breaks first. `unlinked`: the row is whole, but another one stood before it. */
export type Break =
  | { readonly kind: "removed"; readonly seq: number; readonly until: number }
  | { readonly kind: "altered"; readonly seq: number }
  | { readonly kind: "unlinked"; readonly seq: number };

function isCanonical(body: string): boolean {
  try {
    return canonicalize(JSON.parse(body)) === body;
  } catch {
    return false;
  }
}

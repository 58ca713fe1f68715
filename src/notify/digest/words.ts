/** The morning digest in words. Plain text; of what is under embargo it quotes nothing. */
import type { Day, Instant } from "../../domain/instant.ts";
import type { LetterText } from "../letters/words.ts";

/** A post in a line. */
export interface DigestPost {
  readonly id: string;
  readonly account: string;
  readonly platformName: string;
  /** What it begins with; null: it is under embargo. */
  readonly words: string | null;
}

export interface Digest {
  readonly day: Day;
  /** IANA zone in which its times are told. */
  readonly timezone: string;
  /** What goes out today, by its time. */
  readonly today: readonly (DigestPost & { readonly at: Instant; readonly isByHand: boolean })[];
  /** What waits, and for whom: people's ids; none of them: anybody who may. */
  readonly waits: readonly (DigestPost & {
    readonly why: "approval" | "changes" | "finding" | "hand-off";
    readonly people: readonly string[];
  })[];
  /** How many more drafts wait than are told of here; absent: none. */
  readonly waitsMore?: number;
  /** What stands still or was lost since yesterday. */
  readonly trouble: readonly (DigestPost & {
    readonly kind: "held" | "failed" | "missed";
    readonly since: Instant;
    readonly why: string;
  })[];
  readonly paused: readonly {
    /** Null: everything. */
    readonly account: string | null;
    readonly reason: string;
    readonly by: string;
    readonly until: Instant | null;
  }[];
  /** What came out yesterday. */
  readonly published: readonly (DigestPost & { readonly at: Instant; readonly url: string | null })[];
  /** What else those who look after the house should know, a sentence each. */
  readonly notices: readonly string[];
}

/** Whose copy it is. */
export interface Reader {
  /** Null: the house's. */
  readonly person: string | null;
  /** Whether notices are for them. */
  readonly isAdmin: boolean;
}

/** Where people find Herald, without a slash at the end. */
type Origin = string;

/** True where nobody need be told. A day on which nothing goes out is no news by itself. */
export function isEmpty({ today, waits, trouble, paused, published, notices }: Digest, { isAdmin }: Reader): boolean {
  return [today, waits, trouble, paused, published, isAdmin ? notices : []].every(({ length }) => length === 0);
}

/** More than this nobody reads in a letter. */
const mostLines = 15;

function clock(at: Instant, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainTime().toString({ smallestUnit: "minute" });
}

function dayAndClock(at: Instant, timezone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  return `${local.toPlainDate().toString()} ${clock(at, timezone)}`;
}

/** Set apart, so that Urdu doesn't turn the line round it. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

function called({ id, account, platformName, words }: DigestPost): string {
  return `${platformName} (${account}): ${words === null ? "under embargo" : `“${isolated(words)}”`} [${id}]`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const left = lines.length - mostLines;
  const shown = left > 0 ? [...lines.slice(0, mostLines), `And ${left} more, on the desk.`] : lines;
  return [[title, ...shown.map((line) => `- ${line}`)].join("\n")];
}

const waitsFor = {
  approval: "waits for an approval",
  changes: "waits for changes",
  finding: "is stopped by what was found on it",
  "hand-off": "waits to be put up by hand",
} as const;

function sayWait(one: Digest["waits"][number], isOwn: boolean): string {
  const whom = isOwn || one.people.length === 0 ? "" : ` (${one.people.join(", ")})`;
  return `${called(one)} ${waitsFor[one.why]}${whom}`;
}

function waitSections({ waits }: Digest, { person }: Reader): readonly string[] {
  const isMine = ({ people }: Digest["waits"][number]) => person === null || people.length === 0 || people.includes(person);
  const [mine, others] = [waits.filter(isMine), waits.filter((one) => !isMine(one))];
  const title = person === null ? "What waits" : "What waits for you";
  const lines = (some: Digest["waits"], isOwn: boolean) => some.map((one) => sayWait(one, isOwn));
  return [...section(title, lines(mine, person !== null)), ...section("What waits for others", lines(others, false))];
}

const kinds = { held: "is in doubt", failed: "failed", missed: "was missed" } as const;

function sayTrouble(one: Digest["trouble"][number], timezone: string): string {
  const why = one.why === "" || one.words === null ? "" : `: ${isolated(one.why)}`;
  return `${called(one)} ${kinds[one.kind]}, ${dayAndClock(one.since, timezone)}${why}`;
}

function sayPause({ account, reason, by, until }: Digest["paused"][number], timezone: string): string {
  const end = until === null ? "" : ` until ${dayAndClock(until, timezone)}`;
  return `${account ?? "Everything"}${end}, by ${by}: ${isolated(reason)}`;
}

/** The digest as one of its readers gets it; null: there is nothing to say. */
export function sayDigest(digest: Digest, reader: Reader, origin: Origin): LetterText | null {
  if (isEmpty(digest, reader)) return null;
  const { day, timezone, today, trouble, paused, published, notices } = digest;
  const goes = today.map((one) => `${clock(one.at, timezone)} ${called(one)}${one.isByHand ? ", by hand" : ""}`);
  const out = published.map((one) => `${clock(one.at, timezone)} ${called(one)}${one.url === null ? "" : ` ${one.url}`}`);
  const items = [
    ...(goes.length > 0 ? section(`What goes out today (times of ${timezone})`, goes) : ["Nothing goes out today."]),
    ...waitSections(digest, reader),
    ...(digest.waitsMore === undefined ? [] : [`${digest.waitsMore} more drafts wait, on the desk.`]),
    ...section(
      "What went wrong",
      trouble.map((one) => sayTrouble(one, timezone)),
    ),
    ...section(
      "What is paused",
      paused.map((one) => sayPause(one, timezone)),
    ),
    ...section("What came out yesterday", out),
    ...(reader.isAdmin ? section("Also", notices) : []),
  ];
  return {
    subject: `Today, ${day}: ${summaryOf(digest)}`,
    opening: `Good morning. This is ${day}.`,
    items,
    closing: `The desk: ${origin}/`,
  };
}

function summaryOf({ today, waits: told, waitsMore = 0, trouble }: Digest): string {
  const waits = told.length + waitsMore;
  const parts = [
    `${today.length === 0 ? "nothing" : today.length} ${today.length > 1 ? "go" : "goes"} out`,
    ...(waits > 0 ? [`${waits} ${waits === 1 ? "waits" : "wait"}`] : []),
    ...(trouble.length > 0 ? [`${trouble.length} in trouble`] : []),
  ];
  return parts.join(", ");
}

import { createHash } from "node:crypto";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Language, Summary } from "../../domain/summary.ts";
import { withoutAddresses } from "../../language/addresses.ts";
import { withoutStrays } from "../../language/invisible.ts";
import { languageOf } from "../../language/script.ts";
import type { Fields } from "./fields.ts";
import { readFrontMatter } from "./front-matter.ts";
import { readBody } from "./read-body.ts";
import { summaryId } from "./sayable-ids.ts";

/** A summary is a page or two; more is another kind of file. */
const maxBytes = 1_000_000;
/** Its text, in UTF-16 units. Composing and checking take time by its length, and the process waits for them. */
export const longestText = 50_000;
/** A URL apart, no language writes longer words; a file that has one isn't a text. */
const maxWord = 80;

export interface IntakeOptions {
  /** IANA zone in which an embargo or expiry without offset is read. */
  readonly timezone: string;
}

/** A file as it was found; `name` stands in every problem. */
export interface SummaryFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a `.txt` or `.md` file, with or without front matter. All problems, each with `file:line` where it has a line. */
export function readSummary(input: SummaryFile, options: IntakeOptions): Result<Summary> {
  if (input.bytes.length > maxBytes) return refuse(tooLarge(input.name, input.bytes.length));
  try {
    const summary = summaryFromText(input.name, new TextDecoder("utf-8", { fatal: true }).decode(input.bytes), options);
    const length = summary.ok ? summary.value.paragraphs.join("\n\n").length : 0;
    return length > longestText ? refuse(tooLong(input.name, length)) : summary;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refuse(notUtf8(input.name, input.bytes));
  }
}

/** The same for a text that is at hand already: standard input, a feed's entry. Markdown where `name` ends in `.md`. */
export function summaryFromText(name: string, raw: string, options: IntakeOptions): Result<Summary> {
  const text = withoutStrays(raw);
  if (text.trim() === "") return refuse(empty(name));
  const front = readFrontMatter(name, text, options.timezone);
  const { title, paragraphs } = readBody(front.body, /\.(?:md|markdown)$/i.test(name));
  const fields = front.fields ?? {};
  const language = fields.language ?? languageOf([title ?? "", ...paragraphs].join("\n"));
  const problems = [...front.problems, ...bodyProblems(name, front, paragraphs), ...languageProblems(name, paragraphs, fields.language)];
  if (problems.length > 0 || language === null) return refuse(...problems);
  return ok(assemble(name, language, fields.title ?? title, paragraphs, fields));
}

function assemble(source: string, language: Language, title: string | undefined, paragraphs: readonly string[], fields: Fields): Summary {
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([language, title ?? null, paragraphs]))
    .digest("hex");
  const { title: _, kind = "news", tags = [], ...rest } = fields;
  const id = summaryId(fingerprint);
  return { ...rest, id, fingerprint, language, kind, ...(title === undefined ? {} : { title }), paragraphs, tags, source };
}

function bodyProblems(
  name: string,
  front: { readonly body: string; readonly bodyLine: number },
  paragraphs: readonly string[],
): readonly Problem[] {
  if (paragraphs.length === 0) return [front.body.trim() === "" ? empty(name) : onlyInvitations(name)];
  if (!paragraphs.some((paragraph) => /\p{L}/u.test(withoutAddresses(paragraph)))) return [onlyAddresses(name)];
  const lines = front.body.split("\n");
  return lines.flatMap((line, at) => {
    const long = line.split(/\s+/).find((word) => word.length > maxWord && !/https?:|www\./i.test(word));
    return long === undefined ? [] : [notText(`${name}:${front.bodyLine + at}`, long)];
  });
}

function languageProblems(name: string, paragraphs: readonly string[], declared: Language | undefined): readonly Problem[] {
  if (paragraphs.length === 0) return [];
  const found = languageOf(paragraphs.join("\n"));
  const remedy = 'Write "language: en" or "language: ur" in the front matter, as the text is.';
  if (declared === undefined && found === null) {
    return [block("input-language", name, `${name} is neither in English nor in Urdu script, so no account can take it.`, remedy)];
  }
  if (declared === undefined || found === null || declared === found) return [];
  const written = found === "ur" ? "Urdu" : "Latin";
  return [
    block(
      "input-language",
      name,
      `The front matter of ${name} says "language: ${declared}", but the text is in ${written} script.`,
      remedy,
    ),
  ];
}

function empty(name: string): Problem {
  return block("input-empty", name, `${name} holds no text.`, "Write the summary into the file, and add it again.");
}

function onlyInvitations(name: string): Problem {
  return block(
    "input-empty",
    name,
    `${name} holds only "follow us" lines, which Herald takes out, and no summary.`,
    "Write the summary's text.",
  );
}

function onlyAddresses(name: string): Problem {
  return block(
    "input-empty",
    name,
    `${name} holds no words but web addresses.`,
    'Write the summary\'s text, and its address behind "link:".',
  );
}

function tooLarge(name: string, bytes: number): Problem {
  const size = (bytes / 1_000_000).toFixed(1);
  return block(
    "input-too-large",
    name,
    `${name} has ${size} MB, and a summary may have 1 MB.`,
    "Check that this is the right file; keep only the summary's text.",
  );
}

function tooLong(name: string, length: number): Problem {
  const said = (characters: number) => characters.toLocaleString("en");
  return block(
    "input-too-large",
    name,
    `The text of ${name} has ${said(length)} characters, and a summary may have ${said(longestText)}.`,
    "Check that this is the right file; keep only the summary's text.",
  );
}

function notText(where: string, word: string): Problem {
  return block(
    "input-not-text",
    where,
    `There is a word of ${word.length} characters here ("${word.slice(0, 20)}…"), which no post could carry.`,
    "Check that the file holds text, and take this word out or put spaces into it.",
  );
}

function notUtf8(name: string, bytes: Uint8Array): Problem {
  const where = `${name}:${lineOfFault(bytes)}`;
  return block("input-encoding", where, `${name} is not UTF-8 text.`, "Save the file as UTF-8 (plain text), and add it again.");
}

/** The first line whose bytes are not UTF-8: no UTF-8 sequence holds a line feed, so lines can be tried one by one. */
function lineOfFault(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return line;
}

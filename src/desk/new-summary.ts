/** A summary as somebody types it into a form, and as the file that it becomes: intake reads nothing else. */
import { stringify } from "yaml";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import { withoutStrays } from "../language/invisible.ts";
import { readSummary } from "../pipeline/intake.ts";
import { type Added, add } from "./add.ts";
import type { Desk } from "./desk.ts";
import type { Input } from "./preview.ts";

/** What the form says, each as it was typed. */
export interface SummaryForm {
  readonly text: string;
  readonly title: string;
  readonly link: string;
  readonly tags: string;
  /** `en`, `ur`, or "": as the text is. */
  readonly language: string;
  readonly kind: string;
  readonly author: string;
  readonly date: string;
  readonly embargo: string;
  readonly expires: string;
  readonly story: string;
  readonly accounts: string;
  /** An https address, or `kept:` and the digest of a picture that was uploaded. */
  readonly image: string;
  readonly imageAlt: string;
  readonly imageCredit: string;
  /** `ours`: the outlet's own to publish. */
  readonly pictures: string;
}

export const emptyForm: SummaryForm = {
  text: "",
  title: "",
  link: "",
  tags: "",
  language: "",
  kind: "",
  author: "",
  date: "",
  embargo: "",
  expires: "",
  story: "",
  accounts: "",
  image: "",
  imageAlt: "",
  imageCredit: "",
  pictures: "",
};

/** On one line, as intake folds it: nothing that is typed can end its line, or the front matter. */
function oneLine(text: string): string {
  return withoutStrays(text).replace(/\s+/gu, " ").trim();
}

/** The front matter and the text below it. Each value stands in double quotes on a line of its own. */
export function summaryFile(form: SummaryForm, name: string): Input {
  const { text, ...fields } = form;
  const written = Object.entries(fields).flatMap(([key, value]) => (oneLine(value) === "" ? [] : [[key, oneLine(value)] as const]));
  const yaml =
    written.length > 0
      ? stringify(Object.fromEntries(written), { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 })
      : "";
  return { name, bytes: new TextEncoder().encode(`---\n${yaml}---\n${text}\n`) };
}

/** `2026-11-20T09:00`, as a form's field for a time has it. */
function localOf(instant: number | undefined, timezone: string): string {
  if (instant === undefined) return "";
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDateTime();
  return local.toString({ smallestUnit: local.second === 0 ? "minute" : "second" });
}

/** A summary as the form has it, to be changed. */
export function formOf(summary: Summary, timezone: string): SummaryForm {
  const { title, paragraphs, link, tags, language, kind, author, date, embargo, expires, story, accounts, image } = summary;
  return {
    text: paragraphs.join("\n\n"),
    title: title ?? "",
    link: link ?? "",
    tags: tags.join(", "),
    language,
    kind,
    author: author ?? "",
    date: date ?? "",
    embargo: localOf(embargo, timezone),
    expires: localOf(expires, timezone),
    story: story ?? "",
    accounts: accounts?.join(", ") ?? "",
    image: image?.src ?? "",
    imageAlt: image?.alt ?? "",
    imageCredit: image?.credit ?? "",
    pictures: image?.ours ? "ours" : "",
  };
}

/** A form and the zone in which its times were typed. */
export interface TypedForm {
  readonly form: SummaryForm;
  readonly zone: string;
}

/** The same moment with its offset, which says by itself when it is; what is no local time is left to intake. */
function withOffset(typed: string, zone: string): string {
  const written = typed.trim().replace(" ", "T");
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(written)) return typed;
  try {
    return Temporal.PlainDateTime.from(written, { overflow: "reject" }).toZonedDateTime(zone).toString({ timeZoneName: "never" });
  } catch (error) {
    if (error instanceof RangeError) return typed;
    throw error;
  }
}

/** A form as intake reads it: in the house's zone, or with offsets where its times were typed in another. */
export function inHouseZone({ settings }: Pick<Desk, "settings">, { form, zone }: TypedForm): SummaryForm {
  if (zone === settings.timezone) return form;
  return { ...form, embargo: withOffset(form.embargo, zone), expires: withOffset(form.expires, zone) };
}

/** A form says where a picture is to be had by anyone, or which one was uploaded; never a file of this machine. */
export function imageProblem({ image }: Pick<SummaryForm, "image">, before = ""): Problem | null {
  const src = image.trim();
  if (src === "" || src === before || /^https:\/\/\S+$/i.test(src) || /^kept:[0-9a-f]{64}$/.test(src)) return null;
  return block(
    "input-image",
    "picture",
    `"${src.slice(0, 60)}" is no https address.`,
    "Upload the picture, or give its address with https://.",
  );
}

/** What a new summary is made from: a typed text, files, or both. */
export interface NewSummaries {
  readonly form: SummaryForm;
  readonly files: readonly Input[];
}

const typedName = "typed.md";

/** A choice that says what is so anyway says nothing. */
function hasFields({ text: _, kind, ...fields }: SummaryForm): boolean {
  return kind === "opinion" || Object.values(fields).some((value) => value.trim() !== "");
}

function hasFrontMatter({ bytes }: Input): boolean {
  return /^\s*---[^\S\n]*\r?\n/.test(new TextDecoder().decode(bytes.subarray(0, 1000)).replace(/^\ufeff/, ""));
}

function bothSay(): Problem {
  const message = "The fields here and the files would both say what the summaries are.";
  return block("input-both", "form", message, "Leave the fields empty, or paste the text of one file into the form.");
}

function notText(name: string): Problem {
  return block("input-file-kind", name, `${name} is no text file.`, "Choose files that end in .txt or .md, or paste the text.");
}

function nothing(): Problem {
  return block("input-empty", "form", "There is no text.", "Paste the summary, or choose a file.");
}

/** The files as intake gets them, or what stands against that. */
function inputsOf({ form, files }: NewSummaries): Result<readonly Input[]> {
  const wrong = files.filter(({ name }) => !/\.(?:txt|md|markdown)$/i.test(name));
  if (wrong.length > 0) return refuse(...wrong.map(({ name }) => notText(name)));
  const isTyped = form.text.trim() !== "";
  const [only] = files;
  if (isTyped) return ok([summaryFile(form, typedName), ...files]);
  if (only === undefined) return refuse(nothing());
  if (!hasFields(form)) return ok(files);
  // The fields tell of the one file that tells nothing of itself.
  if (files.length > 1 || hasFrontMatter(only)) return refuse(bothSay());
  return ok([summaryFile({ ...form, text: new TextDecoder().decode(only.bytes) }, only.name)]);
}

/** A file's name without the folders that a browser may tell. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return (
    last
      .replace(/[\p{C}\s]+/gu, " ")
      .trim()
      .slice(-100) || "unnamed"
  );
}

/** As people know what they typed and chose: without the place that it is given on the desk. */
function plainly(problem: Problem, place: string): Problem {
  const said = (text: string) => text.replaceAll(place, "").replaceAll(/typed\.md(?::\d+)?/g, "the form");
  return { ...problem, where: said(problem.where), message: said(problem.message) };
}

/** The picture that a file names, in its front matter or by the form; whether the file can be read at all is told by who takes it. */
function imageIn({ settings }: Desk, input: Input): string {
  const summary = readSummary(input, { timezone: settings.timezone });
  return summary.ok ? (summary.value.image?.src ?? "") : "";
}

/**
 * Takes what was typed and the files into the queue, all or none, by the same road as files from the command line. Their source says
 * who brought them by the desk, so that none of them passes for a source that the house trusts.
 */
export async function addFromDesk(desk: Desk, wanted: NewSummaries): Promise<Result<readonly Added[]>> {
  const place = `desk/${desk.actor.id}/`;
  const inputs = inputsOf({ ...wanted, files: wanted.files.map(({ name, bytes }) => ({ name: plainName(name), bytes })) });
  if (!inputs.ok) return refuse(...inputs.problems);
  const images = inputs.value.flatMap((input) => imageProblem({ image: imageIn(desk, input) }) ?? []);
  if (images.length > 0) return refuse(...images);
  const added = await add(
    desk,
    inputs.value.map(({ name, bytes }) => ({ name: `${place}${name}`, bytes })),
  );
  return added.ok ? added : refuse(...added.problems.map((problem) => plainly(problem, place)));
}

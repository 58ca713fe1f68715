import { z } from "zod";
import { block, type Problem } from "../../domain/problem.ts";
import type { Summary, SummaryImage } from "../../domain/summary.ts";
import { folded } from "./read-body.ts";
import { readDay, readInstant } from "./times.ts";

/** What front matter may say, as it stands in a summary. */
export type Fields = Partial<Omit<Summary, "id" | "fingerprint" | "paragraphs" | "source">>;

/** A key of the front matter as written, and its place in the file. */
export interface Keyed {
  readonly key: string;
  readonly value: unknown;
  readonly where: string;
}

const line = (max: number) =>
  z
    .string("must be one line of text")
    .transform(folded)
    .pipe(z.string().max(max, `must have at most ${max} characters`));
const list = z
  .union([z.array(z.string()), z.string()], "must be a list, as in [budget, energy]")
  .transform((value) => [...new Set((typeof value === "string" ? value.split(/[,،]/) : value).map(folded).filter((each) => each !== ""))])
  .pipe(z.array(z.string().max(80, "must have entries of at most 80 characters")).max(30, "must have at most 30 entries"));
const address = z
  .string("must be a web address")
  .trim()
  .refine(
    (value) => /^https?:\/\/\S+$/i.test(value) && URL.canParse(value) && value.length <= 2000,
    "must be a web address that begins with https://",
  );

/** Every key that front matter may have; any other is refused. */
function shape(timezone: string) {
  return z.strictObject({
    title: line(300).optional(),
    link: address.optional(),
    tags: list.optional(),
    language: z.enum(["en", "ur"], "must be en or ur").optional(),
    date: z.string("must be a day").transform(readDay).optional(),
    embargo: z.string("must be a time").transform(readInstant(timezone, "start")).optional(),
    expires: z.string("must be a time").transform(readInstant(timezone, "end")).optional(),
    author: line(60).optional(),
    kind: z.enum(["news", "opinion"], "must be news or opinion").optional(),
    image: line(500).optional(),
    imageAlt: line(1000).optional(),
    imageCredit: line(200).optional(),
    pictures: z.enum(["ours"], "must be ours, or left out").optional(),
    accounts: list.optional(),
    story: line(80).optional(),
  });
}
const known = Object.keys(shape("UTC").shape);

/** Judges every key; an empty value counts as absent. */
export function readFields(
  keyed: readonly Keyed[],
  timezone: string,
): { readonly fields: Fields | null; readonly problems: readonly Problem[] } {
  const written = keyed.filter(({ value }) => value !== "");
  const problems = written.filter(({ key }) => !known.includes(key)).map(unknownKey);
  const parsed = shape(timezone).safeParse(
    Object.fromEntries(written.filter(({ key }) => known.includes(key)).map(({ key, value }) => [key, value])),
  );
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => wrongValue(issue.path.map(String), issue.message, written)));
  else problems.push(...contradictions(parsed.data, written));
  if (problems.length > 0 || !parsed.success) return { fields: null, problems };
  const { image, imageAlt, imageCredit, pictures, ...rest } = parsed.data;
  return { fields: present({ ...rest, image: pictureOf(image, imageAlt, imageCredit, pictures) }), problems };
}

function pictureOf(
  src: string | undefined,
  alt: string | undefined,
  credit: string | undefined,
  pictures: "ours" | undefined,
): SummaryImage | undefined {
  if (src === undefined) return undefined;
  const said = { ...(alt === undefined ? {} : { alt }), ...(credit === undefined ? {} : { credit }) };
  return { src, ...said, ...(pictures === undefined ? {} : { ours: true }) };
}

/** Without the keys that are undefined: absent is absent. */
function present(fields: { readonly [K in keyof Fields]: Fields[K] | undefined }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

function contradictions(fields: z.infer<ReturnType<typeof shape>>, written: readonly Keyed[]): readonly Problem[] {
  const problems: Problem[] = [];
  const where = (key: string) => written.find((each) => each.key === key)?.where ?? "front matter";
  const say = (key: string, message: string, remedy: string) => problems.push(block("input-value", where(key), message, remedy));
  if (fields.kind === "opinion" && fields.author === undefined) {
    say("kind", "An opinion must carry its author's name, and this one names none.", 'Add a line "author: …".');
  }
  if (fields.embargo !== undefined && fields.expires !== undefined && fields.expires <= fields.embargo) {
    say("expires", '"expires" is not after "embargo", so it could never be posted.', "Mend one of the two.");
  }
  for (const key of ["imageAlt", "imageCredit", "pictures"] as const) {
    if (fields[key] !== undefined && fields.image === undefined)
      say(key, `"${key}" stands without an "image".`, 'Add a line "image: …", or take this one away.');
  }
  return problems;
}

function unknownKey({ key, where }: Keyed): Problem {
  const near = known.find((each) => each.toLowerCase() === key.toLowerCase() || each === `${key}s` || `${each}s` === key);
  const hint = near === undefined ? `Known keys: ${known.join(", ")}.` : `Did you mean "${near}"?`;
  return block("input-unknown-key", where, `The front matter has a key "${key}" that Herald doesn't know.`, hint);
}

function wrongValue(path: readonly string[], message: string, written: readonly Keyed[]): Problem {
  const entry = written.find((each) => each.key === path[0]);
  const value = typeof entry?.value === "string" ? `, not "${entry.value.slice(0, 60)}"` : "";
  return block("input-value", entry?.where ?? "front matter", `"${path[0]}" ${message}${value}.`, "Mend the value, or take the line away.");
}

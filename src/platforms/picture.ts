import { z } from "zod";
import type { Picture } from "../domain/media.ts";
import { block, type Problem } from "../domain/problem.ts";
import type { Limits } from "./platform.ts";

/** A picture as JSON says it: the plain form of `Picture`, so that a content is JSON for the compiler too. */
export type PlainPicture = { readonly [Key in keyof Picture]: Picture[Key] };

const pixels = z.int().positive();

/** Reads one picture of a stored or edited content. */
export const pictureShape: z.ZodType<PlainPicture> = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/, "must be the SHA-256 of the picture, 64 hexadecimal digits"),
  mime: z.enum(["image/jpeg", "image/png"]),
  width: pixels,
  height: pixels,
  alt: z.string(),
  flaw: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }).exactOptional(),
});

/** `["parts", 0, "text"]` as people write it: `parts[0].text`. */
function pathName(path: readonly PropertyKey[]): string {
  const name = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return name.replace(/^\./, "") || "content";
}

/** What is wrong with the shape of a content, one problem for each place. */
export function shapeProblems(error: z.ZodError): readonly Problem[] {
  return error.issues.map((issue) =>
    block(
      "input-content",
      pathName(issue.path),
      `${issue.message}.`,
      "Correct this field; `show POST --json` prints a post's content as it must look.",
    ),
  );
}

function altProblems(picture: Picture, limits: Limits, where: string): readonly Problem[] {
  const { maxAlt } = limits.pictures;
  if (picture.alt.trim() === "")
    return [block("alt-missing", where, "The picture has no alt text.", "Say in a sentence what it shows, or repeat the words on it.")];
  if (picture.alt.length <= maxAlt) return [];
  const message = `The alt text has ${picture.alt.length} characters; ${maxAlt} are allowed.`;
  return [block("alt-too-long", where, message, `Shorten it by ${picture.alt.length - maxAlt} characters.`)];
}

function flawProblems({ flaw }: Picture, where: string): readonly Problem[] {
  return flaw ? [block(flaw.code, where, flaw.message, flaw.remedy)] : [];
}

function mimeProblems(picture: Picture, limits: Limits, where: string): readonly Problem[] {
  if (limits.pictures.mimes.includes(picture.mime)) return [];
  const allowed = limits.pictures.mimes.join(" or ");
  return [block("media-type", where, `The picture is ${picture.mime}; only ${allowed} is taken.`, `Convert the picture to ${allowed}.`)];
}

function countProblems(count: number, limits: Limits, where: string): readonly Problem[] {
  const { min, max } = limits.pictures;
  if (count > max) {
    return [block("media-too-many", where, `There are ${count} pictures; ${max} are allowed.`, `Remove ${count - max}.`)];
  }
  if (count >= min) return [];
  const message = `There ${count === 1 ? "is 1 picture" : `are ${count} pictures`}; at least ${min} is needed.`;
  return [block("media-too-few", where, message, "Add a picture, or recompose the post to draw its card.")];
}

/** What every platform checks of the pictures of one post or part, each by its own limits. */
export function pictureProblems(pictures: readonly Picture[], limits: Limits, where: string): readonly Problem[] {
  const name = (index: number) => (pictures.length === 1 ? `${where}, picture` : `${where}, picture ${index + 1}`);
  return [
    ...countProblems(pictures.length, limits, where),
    ...pictures.flatMap((picture, index) => [
      ...mimeProblems(picture, limits, name(index)),
      ...altProblems(picture, limits, name(index)),
      ...flawProblems(picture, name(index)),
    ]),
  ];
}

/** The same pictures, told otherwise to who can't see them; one without new words keeps its own. */
export function describe(pictures: readonly PlainPicture[], alts: readonly (string | undefined)[]): readonly PlainPicture[] {
  return pictures.map((picture, place) => ({ ...picture, alt: alts[place] ?? picture.alt }));
}

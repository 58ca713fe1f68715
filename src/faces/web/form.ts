import type { Context } from "hono";

/** What a page's form said: every field a list, in the order of the page; a file is none of them. */
export interface Form {
  /** The field's words, trimmed of nothing; "" where it wasn't there. */
  text(name: string): string;
  /** The field's words without space around them; null where nothing was written. */
  word(name: string): string | null;
  all(name: string): readonly string[];
  file(name: string): File | null;
  files(name: string): readonly File[];
}

type Fields = Readonly<Record<string, string | File | (string | File)[]>>;

/** Reads a form, whichever way it was encoded; one that can't be read says nothing. U+0000 is no writing: it is left out. */
export async function readForm(context: Context): Promise<Form> {
  const fields: Fields = await context.req.parseBody({ all: true }).catch(() => ({}));
  const list = (name: string) => [fields[name] ?? []].flat();
  const all = (name: string) =>
    list(name)
      .filter((each) => typeof each === "string")
      .map((each) => each.replaceAll("\u0000", ""));
  const files = (name: string) => list(name).filter((each): each is File => typeof each !== "string" && each.size > 0);
  return {
    text: (name) => all(name)[0] ?? "",
    word: (name) => all(name)[0]?.trim() || null,
    all,
    file: (name) => files(name)[0] ?? null,
    files,
  };
}

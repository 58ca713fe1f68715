import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { Liquid, LiquidError } from "liquidjs";

/** The templates that an editor may change; one language for posts, cards and pages. */
export interface Templates {
  /** A post template, plain text: `text("x", "part", values)` fills `posts/x/part.liquid`. Throws naming file and line. */
  text(platform: string, name: string, values: Readonly<Record<string, unknown>>): string;
  /** A card or page, escaped: `html("cards/headline", values)` fills `cards/headline.liquid`. Throws naming file and line. */
  html(name: string, values: Readonly<Record<string, unknown>>): string;
}

/** What is wrong with a template. */
export interface TemplateFault {
  /** `templates/posts/x/part.liquid:12`; the file alone where no line can be told. */
  readonly where: string;
  /** In LiquidJS's words: `undefined variable: hedline`. */
  readonly what: string;
}

/** Bounds for a template that loops or grows without end: characters parsed, milliseconds, and memory units of LiquidJS. */
const bounds = { parseLimit: 200_000, renderLimit: 5_000, memoryLimit: 20_000_000 };
const strict = { strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true, extname: ".liquid", ...bounds };

function textEngine(directory: string, cache: boolean): Liquid {
  return new Liquid({ ...strict, root: join(directory, "posts"), cache });
}

function htmlEngine(directory: string, cache: boolean): Liquid {
  return new Liquid({ ...strict, root: directory, cache, outputEscape: "escape" });
}

/**
 * Opens a folder of templates; files are read when first used and only below it. Values never become template code.
 * @param cache false to read a template anew each time, for `preview --watch`.
 */
export function openTemplates(directory: string, cache = true): Templates {
  if (!existsSync(join(directory, "posts"))) throw new Error(`No templates in ${directory}: the folder needs posts/, cards/ and web/.`);
  const text = textEngine(directory, cache);
  let html: Liquid | undefined;
  const fill = (engine: Liquid, name: string, file: string, values: Readonly<Record<string, unknown>>) => {
    try {
      return engine.renderFileSync(name, values) as string;
    } catch (error) {
      const fault = faultIn(error, directory, file);
      throw new Error(`${fault.where}: ${fault.what}.`, { cause: fault });
    }
  };
  return {
    text: (platform, name, values) => fill(text, `${platform}/${name}`, `posts/${platform}/${name}.liquid`, values),
    html: (name, values) => {
      html ??= htmlEngine(directory, cache);
      return fill(html, name, `${name}.liquid`, values);
    },
  };
}

/** What a template threw; null for any other error. */
export function templateFault(error: unknown): TemplateFault | null {
  const cause = error instanceof Error ? error.cause : null;
  if (typeof cause !== "object" || cause === null || !("where" in cause) || !("what" in cause)) return null;
  return { where: String(cause.where), what: String(cause.what) };
}

/** Files of the folder, as names below it. */
function filesIn(directory: string): readonly string[] {
  return globSync("**/*.liquid", { cwd: directory }).toSorted();
}

/** Reads every template of the folder, used or not: what is wrong with its grammar, a fault a file. */
export function unreadableTemplates(directory: string): readonly TemplateFault[] {
  const [text, html] = [textEngine(directory, false), htmlEngine(directory, false)];
  return filesIn(directory).flatMap((file) => {
    const isPost = file.startsWith("posts/");
    try {
      (isPost ? text : html).parseFileSync(isPost ? file.slice("posts/".length) : file);
      return [];
    } catch (error) {
      return [faultIn(error, directory, file)];
    }
  });
}

/** @param file the template that was asked for; the fault may stand in one that it renders */
function faultIn(error: unknown, directory: string, file: string): TemplateFault {
  const name = (path: string) => join(basename(directory), path);
  if (!LiquidError.is(error)) return { where: name(file), what: error instanceof Error ? error.message : String(error) };
  const [line] = error.token.getPosition();
  const place = error.token.file ?? sourceOf(error.token.input, directory) ?? join(directory, file);
  const what = error.message
    .replace(/, (?:file:.*, )?line:\d+, col:\d+$/s, "")
    .replaceAll(` in "${join(directory, "posts")}"`, "")
    .replaceAll(` in "${directory}"`, "");
  return { where: `${name(relative(directory, place))}:${line}`, what };
}

/** LiquidJS forgets the file of a value that isn't there; its text tells. */
function sourceOf(text: string, directory: string): string | undefined {
  return filesIn(directory)
    .map((file) => join(directory, file))
    .find((path) => readFileSync(path, "utf8") === text);
}

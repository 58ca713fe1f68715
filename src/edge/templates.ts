import { existsSync } from "node:fs";
import { join } from "node:path";
import { Liquid } from "liquidjs";

/** The templates that an editor may change; one language for posts, cards and pages. */
export interface Templates {
  /** A post template, plain text: `text("x", "part", values)` fills `posts/x/part.liquid`. Throws naming file and line. */
  text(platform: string, name: string, values: Readonly<Record<string, unknown>>): string;
  /** A card or page, escaped: `html("cards/headline", values)` fills `cards/headline.liquid`. Throws naming file and line. */
  html(name: string, values: Readonly<Record<string, unknown>>): string;
}

/** Bounds for a template that loops or grows without end: characters parsed, milliseconds, and memory units of LiquidJS. */
const bounds = { parseLimit: 200_000, renderLimit: 5_000, memoryLimit: 20_000_000 };
const strict = { strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true, extname: ".liquid", ...bounds };

/**
 * Opens a folder of templates; files are read when first used and only below it. Values never become template code.
 * @param cache false to read a template anew each time, for `preview --watch`.
 */
export function openTemplates(directory: string, cache = true): Templates {
  if (!existsSync(join(directory, "posts"))) throw new Error(`No templates in ${directory}: the folder needs posts/, cards/ and web/.`);
  const text = new Liquid({ ...strict, root: join(directory, "posts"), cache });
  let html: Liquid | undefined;
  return {
    text: (platform, name, values) => text.renderFileSync(`${platform}/${name}`, values) as string,
    html: (name, values) => {
      html ??= new Liquid({ ...strict, root: directory, cache, outputEscape: "escape" });
      return html.renderFileSync(name, values) as string;
    },
  };
}

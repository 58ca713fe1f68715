// https://developer.wordpress.org/rest-api/reference/posts/, https://developer.wordpress.org/rest-api/using-the-rest-api/linking-and-embedding/
import { z } from "zod";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { entryOf } from "./feed.ts";
import type { Entry, SourceKind } from "./source.ts";

const rendered = z.object({ rendered: z.string() }).optional().catch(undefined);
const picture = z.object({ source_url: z.string(), alt_text: z.string().optional().catch(undefined) });
const term = z.object({ taxonomy: z.string(), name: z.string() });
/** What an account's rights hide comes as an error in its place. */
const embedded = z.object({
  "wp:featuredmedia": z.array(picture.nullable().catch(null)).optional().catch(undefined),
  "wp:term": z
    .array(z.array(term.nullable().catch(null)).catch([]))
    .optional()
    .catch(undefined),
  author: z
    .array(z.object({ name: z.string() }).nullable().catch(null))
    .optional()
    .catch(undefined),
});
const post = z.object({
  id: z.number(),
  guid: rendered,
  link: z.string().optional().catch(undefined),
  date_gmt: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  title: rendered,
  content: z
    .object({ rendered: z.string(), protected: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  excerpt: rendered,
  _embedded: embedded.optional().catch(undefined),
});

function entryFrom(value: unknown, url: string): Entry | null {
  const read = post.safeParse(value);
  // Behind a password, or not out: no reader sees it.
  if (!read.success || read.data.content?.protected === true || (read.data.status ?? "publish") !== "publish") return null;
  const { id, guid, link, date_gmt, title, content, excerpt, _embedded } = read.data;
  const terms = (_embedded?.["wp:term"] ?? []).flat().filter((one) => one !== null);
  const featured = _embedded?.["wp:featuredmedia"]?.[0];
  const said = {
    id: guid?.rendered || String(id),
    link,
    title: title?.rendered,
    full: content?.rendered,
    excerpt: excerpt?.rendered,
    categories: terms.filter(({ taxonomy }) => taxonomy === "category" || taxonomy === "post_tag").map(({ name }) => name),
    // Without a zone of its own, and always UTC.
    date: date_gmt === undefined ? undefined : `${date_gmt.replace(/Z$/, "")}Z`,
    author: _embedded?.author?.[0]?.name,
    image: featured ? { src: featured.source_url, alt: featured.alt_text } : undefined,
  };
  return entryOf(said, url);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return null;
  }
}

function read(text: string, url: string): Result<readonly Entry[]> {
  const list = z.array(z.unknown()).safeParse(json(text));
  if (list.success) return ok(list.data.flatMap((value) => entryFrom(value, url) ?? []));
  const message = "It doesn't answer as WordPress does.";
  return refuse(
    block("source-format", url, message, "Open the address in a browser: it must end in /wp-json/wp/v2/posts and show a list."),
  );
}

/** Its pictures, categories and authors are asked for along with the posts. */
function address(url: string): string {
  const asked = new URL(url);
  if (!asked.searchParams.has("_embed")) asked.searchParams.set("_embed", "author,wp:featuredmedia,wp:term");
  if (!asked.searchParams.has("per_page")) asked.searchParams.set("per_page", "20");
  return asked.href;
}

export const wordpress: SourceKind = { address, accept: "application/json", read };

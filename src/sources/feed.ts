// https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287, https://web.resource.org/rss/1.0/spec,
// https://www.jsonfeed.org/version/1.1, https://feedsmith.dev
import { parseFeed } from "feedsmith";
import type { Instant } from "../domain/instant.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { Language } from "../domain/summary.ts";
import { cleanAddress } from "./addresses.ts";
import { firstPicture, oneLine } from "./clean-html.ts";
import type { Entry, SourceKind } from "./source.ts";

type Feed = ReturnType<typeof parseFeed>;
type Of<Format extends Feed["format"]> = Extract<Feed, { format: Format }>["feed"];
type RssItem = NonNullable<Of<"rss">["items"]>[number];
type RdfItem = NonNullable<Of<"rdf">["items"]>[number];
type AtomEntry = NonNullable<Of<"atom">["entries"]>[number];
type JsonItem = NonNullable<Of<"json">["items"]>[number];

/** What a format says of one entry, before any of it is judged. */
interface Said {
  readonly id?: string | undefined;
  readonly link?: string | undefined;
  readonly title?: string | undefined;
  readonly full?: string | undefined;
  readonly excerpt?: string | undefined;
  readonly categories: readonly (string | undefined)[];
  readonly date?: unknown;
  readonly author?: string | undefined;
  readonly language?: string | undefined;
  readonly image?: { readonly src?: string | undefined; readonly alt?: string | undefined } | undefined;
}

/** More than anybody publishes between two looks; what comes after is the archive. */
const mostEntries = 300;

export function instantOf(written: unknown): Instant | undefined {
  const at = typeof written === "string" ? Date.parse(written) : Number.NaN;
  return Number.isFinite(at) && at > 0 ? at : undefined;
}

export function languageOf(tag: string | undefined): Language | undefined {
  const [primary] = (tag ?? "").trim().toLowerCase().split(/[-_]/);
  return primary === "en" || primary === "ur" ? primary : undefined;
}

/** The entry, without what is empty; null where nothing names it. */
export function entryOf(said: Said, url: string): Entry | null {
  const address = cleanAddress(said.link, url);
  const key = said.id?.trim() || address;
  const title = oneLine(said.title ?? "");
  if (!key || key.length > 2000 || (title === "" && !said.full && !said.excerpt)) return null;
  const own = cleanAddress(said.image?.src, url);
  const image = own?.startsWith("https:") ? { src: own, alt: said.image?.alt } : firstPicture(said.full ?? "");
  const alt = oneLine(image?.alt ?? "");
  const author = oneLine(said.author ?? "");
  const [at, language] = [instantOf(said.date), languageOf(said.language)];
  return {
    key,
    categories: [...new Set(said.categories.map((name) => oneLine(name ?? "")).filter((name) => name !== ""))],
    ...(address === undefined ? {} : { address }),
    ...(title === "" ? {} : { title }),
    ...(said.full ? { full: said.full } : {}),
    ...(said.excerpt ? { excerpt: said.excerpt } : {}),
    ...(at === undefined ? {} : { at }),
    ...(author === "" ? {} : { author }),
    ...(language === undefined ? {} : { language }),
    ...(image ? { image: { src: image.src, ...(alt === "" ? {} : { alt }) } } : {}),
  };
}

function pictureOfRss({ media, enclosures }: RssItem): Said["image"] {
  const content = [...(media?.contents ?? []), ...(media?.groups ?? []).flatMap(({ contents = [] }) => contents)].find(
    ({ medium, type }) => medium === "image" || type?.startsWith("image/"),
  );
  if (content?.url) return { src: content.url, alt: content.description?.value ?? media?.description?.value };
  const enclosure = enclosures?.find(({ type }) => type?.startsWith("image/"));
  return enclosure ? { src: enclosure.url } : media?.thumbnails?.[0] ? { src: media.thumbnails[0].url } : undefined;
}

function ofRss(item: RssItem, language: string | undefined): Said {
  const full = item.content?.encoded;
  return {
    id: item.guid?.value,
    // A guid is an address unless it says otherwise.
    link: item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
    title: item.title,
    full: full ?? item.description,
    excerpt: item.description,
    categories: [...(item.categories ?? []).map(({ name }) => name), ...(item.dc?.subjects ?? [])],
    date: item.pubDate ?? item.dc?.dates?.[0],
    author: item.dc?.creators?.[0],
    language,
    image: pictureOfRss(item),
  };
}

function ofRdf(item: RdfItem, language: string | undefined): Said {
  return {
    id: item.rdf?.about ?? item.link,
    link: item.link,
    title: item.title,
    full: item.content?.encoded ?? item.description,
    excerpt: item.description,
    categories: item.dc?.subjects ?? [],
    date: item.dc?.dates?.[0],
    author: item.dc?.creators?.[0],
    language,
  };
}

/** Plain text as HTML that reads the same. */
function escaped(text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return safe.replaceAll(/\n\s*\n/g, "<p>");
}

interface AtomText {
  readonly value?: string | undefined;
  readonly type?: string | undefined;
}

/** Atom says of each text whether it is HTML. */
function atomText(text: AtomText | undefined): string | undefined {
  if (text?.value === undefined) return undefined;
  return /^(?:x?html|text\/html|application\/xhtml\+xml)$/.test(text.type ?? "text") ? text.value : escaped(text.value);
}

function ofAtom(entry: AtomEntry, language: string | undefined): Said {
  const links = entry.links ?? [];
  const picture = links.find(({ rel, type }) => rel === "enclosure" && type?.startsWith("image/"));
  const excerpt = atomText(entry.summary);
  return {
    id: entry.id,
    link: links.find(({ rel = "alternate" }) => rel === "alternate")?.href,
    title: atomText(entry.title),
    full: atomText(entry.content) ?? excerpt,
    excerpt: excerpt ?? atomText(entry.content),
    categories: (entry.categories ?? []).map(({ label, term }) => label ?? term),
    date: entry.published ?? entry.updated,
    author: entry.authors?.[0]?.name,
    language,
    image: picture ? { src: picture.href } : undefined,
  };
}

function ofJson(item: JsonItem, language: string | undefined): Said {
  const full = item.content_html ?? (item.content_text === undefined ? undefined : escaped(item.content_text));
  const excerpt = item.summary === undefined ? undefined : escaped(item.summary);
  return {
    id: item.id,
    link: item.url,
    title: item.title === undefined ? undefined : escaped(item.title),
    full: full ?? excerpt,
    excerpt: excerpt ?? full,
    categories: item.tags ?? [],
    date: item.date_published ?? item.date_modified,
    author: item.authors?.[0]?.name,
    language: item.language ?? language,
    image: item.image === undefined ? undefined : { src: item.image },
  };
}

function saidBy({ format, feed }: Feed): readonly Said[] {
  if (format === "rss") return (feed.items ?? []).map((item) => ofRss(item, feed.language));
  if (format === "rdf") return (feed.items ?? []).map((item) => ofRdf(item, feed.dc?.languages?.[0]));
  if (format === "json") return (feed.items ?? []).map((item) => ofJson(item, feed.language));
  return (feed.entries ?? []).map((entry) => ofAtom(entry, entry.xml?.lang ?? feed.xml?.lang));
}

/** The feed, or null where the text is none. A document that defines words of its own may grow beyond all bounds: it isn't read. */
function parsed(text: string): Feed | null {
  if (/<!ENTITY/i.test(text)) return null;
  try {
    return parseFeed(text);
  } catch {
    return null;
  }
}

function read(text: string, url: string): Result<readonly Entry[]> {
  const feed = parsed(text);
  if (!feed) {
    const isPage = /<html[\s>]/i.test(text.slice(0, 2_000));
    const remedy = isPage
      ? "Give the feed's own address; on WordPress the site's address and /feed/."
      : "Open the address in a browser: it must show RSS, Atom, RDF or a JSON Feed.";
    return refuse(block("source-format", url, isPage ? "It is a web page, and no feed." : "It is no feed that Herald can read.", remedy));
  }
  return ok(
    saidBy(feed)
      .slice(0, mostEntries)
      .flatMap((said) => entryOf(said, url) ?? []),
  );
}

export const feed: SourceKind = {
  address: (url) => url,
  accept:
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.8, */*;q=0.5",
  read,
};

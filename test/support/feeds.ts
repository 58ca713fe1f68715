/** Feeds as sites write them, from stories that tests make up. */

export interface Told {
  readonly id: string;
  readonly title: string;
  readonly html: string;
  readonly link?: string;
  readonly excerpt?: string;
  readonly categories?: readonly string[];
  readonly at?: number;
  readonly image?: string;
  readonly alt?: string;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const cdata = (text: string) => `<![CDATA[${text}]]>`;
const iso = (at: number) => new Date(at).toISOString();

export function rss(stories: readonly Told[]): string {
  const items = stories.map(
    ({
      id,
      title,
      html,
      link,
      excerpt,
      categories = [],
      at,
      image,
      alt,
    }) => `<item><title>${escaped(title)}</title>${link ? `<link>${escaped(link)}</link>` : ""}
<guid isPermaLink="false">${escaped(id)}</guid>${at === undefined ? "" : `<pubDate>${new Date(at).toUTCString()}</pubDate>`}
<dc:creator>${cdata("Hina Baloch")}</dc:creator>${categories.map((name) => `<category>${cdata(name)}</category>`).join("")}
<description>${cdata(excerpt ?? html)}</description><content:encoded>${cdata(html)}</content:encoded>
${image ? `<media:content url="${escaped(image)}" medium="image"><media:description>${escaped(alt ?? "")}</media:description></media:content>` : ""}</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Ravi Desk</title><link>https://localhost/</link><description>Policy</description>${items.join("\n")}</channel></rss>`;
}

export function atom(stories: readonly Told[]): string {
  const entries = stories.map(
    ({ id, title, html, link, excerpt, categories = [], at = 0, image }) => `<entry><id>${escaped(id)}</id><title>${escaped(title)}</title>
<updated>${iso(at)}</updated><published>${iso(at)}</published><author><name>Hina Baloch</name></author>
${link ? `<link rel="alternate" href="${escaped(link)}"/>` : ""}${image ? `<link rel="enclosure" type="image/jpeg" href="${escaped(image)}"/>` : ""}
${categories.map((name) => `<category term="${escaped(name)}"/>`).join("")}${excerpt ? `<summary type="html">${escaped(excerpt)}</summary>` : ""}
<content type="html">${escaped(html)}</content></entry>`,
  );
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:ravi</id><title>The Ravi Desk</title><updated>${iso(0)}</updated>${entries.join("\n")}</feed>`;
}

export function rdf(stories: readonly Told[]): string {
  const items = stories.map(
    ({
      id,
      title,
      html,
      link,
      excerpt,
      categories = [],
      at = 0,
    }) => `<item rdf:about="${escaped(id)}"><title>${escaped(title)}</title><link>${escaped(link ?? "")}</link>
<description>${escaped(excerpt ?? html)}</description><content:encoded>${cdata(html)}</content:encoded><dc:date>${iso(at)}</dc:date><dc:creator>Hina Baloch</dc:creator>
${categories.map((name) => `<dc:subject>${escaped(name)}</dc:subject>`).join("")}</item>`,
  );
  return `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://localhost/"><title>The Ravi Desk</title><link>https://localhost/</link><description>Policy</description></channel>${items.join("\n")}</rdf:RDF>`;
}

export function jsonFeed(stories: readonly Told[]): string {
  const items = stories.map(({ id, title, html, link, excerpt, categories, at = 0, image }) => ({
    id,
    title,
    content_html: html,
    ...(link ? { url: link } : {}),
    ...(excerpt ? { summary: excerpt } : {}),
    ...(categories ? { tags: categories } : {}),
    ...(image ? { image } : {}),
    date_published: iso(at),
    authors: [{ name: "Hina Baloch" }],
  }));
  return JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "The Ravi Desk", items });
}

export function wordpressPosts(stories: readonly Told[]): string {
  const posts = stories.map(({ id, title, html, link, excerpt = "", categories = [], at = 0, image, alt = "" }, index) => ({
    id: 100 + index,
    guid: { rendered: id },
    date_gmt: iso(at).slice(0, 19),
    status: "publish",
    link,
    title: { rendered: title },
    content: { rendered: html, protected: false },
    excerpt: { rendered: excerpt },
    _embedded: {
      author: [{ name: "Hina Baloch" }],
      ...(image ? { "wp:featuredmedia": [{ source_url: image, alt_text: alt }] } : {}),
      "wp:term": [categories.map((name) => ({ taxonomy: "category", name })), []],
    },
  }));
  return JSON.stringify(posts);
}

/** A story's HTML as paragraphs of plain text: what its site puts round every story is left out. Pure, and bounded in time. */
import { compile } from "html-to-text";
import { withoutShortcodes } from "./shortcodes.ts";

/** More is no story: it is not read, rather than cut. */
export const mostHtml = 200_000;
/** Where a story's picture is looked for. */
const pictureWithin = 50_000;

/** What stands in the text and is none of it. */
const around = [
  ..."script style noscript iframe form button nav aside svg img figure figcaption audio video object template hr".split(" "),
  ...".sharedaddy .jp-relatedposts #jp-post-flair .wp-block-social-links .wp-block-buttons .wp-caption-text .screen-reader-text".split(" "),
  ...".more-link .read-more .readmore .printfriendly .pf-button .print-link .newsletter .post-views .author-box .yarpp .feedflare".split(
    " ",
  ),
  ..."[class*=addtoany] [class*=a2a_] [class*=social-] [class*=share-] [class*=-share] [class*=sharing] [class*=related-posts]".split(" "),
];

const toText = compile({
  wordwrap: false,
  limits: { maxInputLength: mostHtml, maxDepth: 100 },
  selectors: [
    ...around.map((selector) => ({ selector, format: "skip" })),
    { selector: "a", options: { ignoreHref: true } },
    { selector: "ul", options: { itemPrefix: "• " } },
    { selector: "blockquote", format: "block", options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

const asides = [
  /^(?:\(?\s*(?:read|continue|view|see|learn)\s(?:more|reading|on|the full (?:story|article|text|post)|full (?:story|article|text|post))\b(?:.{0,120}[^.!?]|[.… →»>]{0,5}))$/i,
  /^(?:share|tweet|pin|email|print|like)(?:\s(?:this|on|via|with)\b.{0,60}|\s?:.{0,60})?$/i,
  /^click to (?:share|print|email|e-mail)\b.{0,120}$/i,
  /^(?:print(?:er)?[ -]friendly|like this|loading|related|related (?:posts|articles|stories)|tags?|filed under|posted in|categories)\b[:.…,]?(?:.{0,20}|\s?:.{0,200})$/i,
  /^like\s?loading.{0,5}$/i,
  /^the post .{1,300} (?:appeared first on|first appeared on) .{1,100}$/i,
  /^(?:advertisement|sponsored|subscribe to our newsletter)\b.{0,40}$/i,
  /^(?:مزید پڑھیں|مزید پڑھیے|مکمل پڑھیں|شیئر کریں|پرنٹ کریں)(?:\s?[:۔…>»].{0,200})?$/u,
];

const cutOff = /\s*(?:\[\s?(?:…|\.{3})\s?\]|(?:…|\.{3})?\s*(?:\(|\[)?\b(?:read more|continue reading)\b[^.!?]{0,200}|…|\.{3})\s*$/iu;

/** Where a site cut a text off it is cut back to its last whole sentence. */
function untilSentence(paragraph: string): string {
  if (!cutOff.test(paragraph)) return paragraph;
  const rest = paragraph.replace(cutOff, "");
  if (/[.!?۔؟]["”’»)]*$/u.test(rest)) return rest;
  return /^.*[.!?۔؟]["”’»)]*(?=\s)/su.exec(rest)?.[0] ?? "";
}

function lines(html: string): readonly string[] {
  const text = withoutShortcodes(toText(html.slice(0, mostHtml)));
  return text.split(/\n\s*\n|\n(?=• )/).map((paragraph) => paragraph.replace(/\s+/gu, " ").trim());
}

/** Text on one line, for a title or a name: entities and tags read, nothing left out. */
export function oneLine(html: string): string {
  const isHtml = /<[a-z/!]|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,10});/i.test(html);
  return (isHtml ? toText(html.slice(0, 5_000)) : html.slice(0, 5_000)).replace(/\s+/gu, " ").trim();
}

/** The story's own paragraphs. @param title a first paragraph that only repeats it is left out */
export function paragraphsOf(html: string, title = ""): readonly string[] {
  const own = lines(html).filter((line) => line !== "" && !asides.some((aside) => aside.test(line)));
  const said = own[0]?.toLowerCase() === title.toLowerCase() ? own.slice(1) : own;
  const last = said.at(-1);
  return last === undefined ? [] : [...said.slice(0, -1), untilSentence(last)].filter((line) => line !== "");
}

/** The first picture of a text that is one: no smiley, nothing that only counts readers. */
export function firstPicture(html: string): { readonly src: string; readonly alt?: string } | undefined {
  for (const [tag] of html.slice(0, pictureWithin).matchAll(/<img\b[^>]{1,3000}>/gi)) {
    const attribute = (name: string) =>
      new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i")
        .exec(tag)
        ?.slice(1)
        .find((value) => value !== undefined);
    const [src, alt] = [attribute("src"), attribute("alt")];
    const isTiny = /^[01]$/.test(attribute("width") ?? "") || /smiley|emoji|avatar|gravatar/i.test(tag);
    if (src === undefined || isTiny || !/^https:\/\//i.test(src)) continue;
    return { src: oneLine(src), ...(alt ? { alt: oneLine(alt) } : {}) };
  }
  return undefined;
}

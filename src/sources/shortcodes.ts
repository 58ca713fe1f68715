// https://codex.wordpress.org/Shortcode
/** Shortcodes that hold no text of the story, with all between their ends. */
const whole = /\[(caption|gallery|embed|audio|video|playlist)\b[^\]]{0,1000}\](?:[^[]{0,2000}\[\/\1\])?/gi;
/** With attributes: `[foo id="3"]`. Brackets in a sentence have none. */
const withAttributes = /\[\/?[a-z][\w-]{0,60}\s+[a-z_][\w-]{0,40}\s?=[^\]]{0,1000}\]/gi;
/** Named as builders of pages do: `[vc_row]`, `[/et_pb_text]`. */
const builders = /\[\/?[a-z]{2,20}(?:_[a-z0-9]{1,30})+\s?\/?\]/gi;
const single = /\[(?:addtoany|sociable|toc|ez-toc|ads?|adrotate|print-me|jetpack-related-posts|contact-form-7|newsletter)\s?\/?\]/gi;

/** The text without shortcodes that its site did not fill; what an editor put into brackets stays. */
export function withoutShortcodes(text: string): string {
  const bare = text.replaceAll(whole, " ").replaceAll(withAttributes, " ").replaceAll(builders, " ").replaceAll(single, " ");
  const closed = new Set([...bare.matchAll(/\[\/([a-z][\w-]{0,60})\]/gi)].map((match) => match[1]?.toLowerCase()));
  return closed.size === 0
    ? bare
    : bare.replaceAll(/\[\/?([a-z][\w-]{0,60})\]/gi, (tag, name: string) => (closed.has(name.toLowerCase()) ? " " : tag));
}

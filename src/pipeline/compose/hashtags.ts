import type { HashtagMap } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";

/** More look like spam, and Instagram reads no more than a few. */
const most = 5;

/** `#EuropeanUnion`: from the summary's tags, by the house's map or in CamelCase for screen readers; at most five, none twice. */
export function hashtagsOf(summary: Summary, map: HashtagMap, _names = false): readonly string[] {
  const found = new Map<string, string>();
  for (const tag of summary.tags) {
    const words = (map[tag.toLowerCase()] ?? tag).replace(/^[#＃]+/u, "");
    const hashtag = joined(words);
    if (/\p{L}/u.test(hashtag) && !found.has(hashtag.toLowerCase())) found.set(hashtag.toLowerCase(), `#${hashtag}`);
  }
  return [...found.values()].slice(0, most);
}

/** Urdu has no capitals to tell words apart: there an underscore does. */
function joined(tag: string): string {
  const words = tag.match(/[\p{L}\p{M}\p{N}\u200c_]+/gu) ?? [];
  if (/\p{Script=Arabic}/u.test(tag)) return words.join("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

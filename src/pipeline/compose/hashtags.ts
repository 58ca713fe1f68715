import type { HashtagMap } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";
import { entities } from "../../language/entities.ts";
import { surnames } from "../../language/names.ts";

/** More look like spam, and Instagram reads no more than a few. */
const most = 5;
/** A name that the text comes back to. */
const often = 2;

/**
 * `#EuropeanUnion`: from the summary's tags, by the house's map or in CamelCase for screen readers; at most five, none twice.
 * @param names whether names that the text comes back to fill up what tags leave.
 */
export function hashtagsOf(summary: Summary, map: HashtagMap, names = false): readonly string[] {
  const found = new Map<string, string>();
  for (const tag of [...summary.tags, ...(names ? namesIn(summary) : [])]) {
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

/** Places and bodies that are named more than once, the most frequent first. People are left out: a hashtag makes a crowd of them. */
function namesIn({ paragraphs, language }: Summary): readonly string[] {
  const known = surnames(paragraphs.join("\n"));
  const counts = new Map<string, number>();
  for (const { text, kind } of paragraphs.flatMap((paragraph) => entities(paragraph, language, known))) {
    if (kind !== "person" && /^[\p{Lu}\p{Script=Arabic}]/u.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= often)
    .sort(([, one], [, other]) => other - one)
    .map(([name]) => name);
}

const ending = /(?:stanis?|stan|anis?|ians?|ans?|is?|ese|ish|ine|[eayo])$/u;
/** Shorter, and two names may meet that have nothing to do with each other. */
const shortest = 4;

/** Roots found already: the check asks for those of a summary's words for each name of each post. */
const known = new Map<string, string>();
/** More words than a day's summaries have; then it begins anew. */
const most = 20_000;

/** What a country and its people have in common: `pakist` of Pakistan and Pakistani, `kazakh` of Kazakhstan. @param key in small letters. */
export function rootOf(key: string): string {
  if (key.length <= shortest) return key;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  if (known.size >= most) known.clear();
  const root = /^[a-z]+$/.test(key) ? key.replace(ending, "") : key;
  const found = root.length >= shortest ? root : key;
  known.set(key, found);
  return found;
}

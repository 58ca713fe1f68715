const ending = /(?:stanis?|stan|anis?|ians?|ans?|is?|ese|ish|ine|[eayo])$/u;
/** Shorter, and two names may meet that have nothing to do with each other. */
const shortest = 4;

/** What a country and its people have in common: `pakist` of Pakistan and Pakistani, `kazakh` of Kazakhstan. @param key in small letters. */
export function rootOf(key: string): string {
  if (key.length <= shortest || !/^[a-z]+$/.test(key)) return key;
  const root = key.replace(ending, "");
  return root.length >= shortest ? root : key;
}

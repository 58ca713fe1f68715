/**
 * A sentence of Herald's with its quotations set apart, so that Urdu words in it keep the English round them in order: each stands
 * between the marks that isolate it (U+2068, U+2069).
 */
export function isolated(sentence: string): string {
  return sentence.replaceAll(/“[^”]*”/gu, "\u2068$&\u2069");
}

const stop = new Set(
  (
    "the and for with that this from have has had was were will would been are its their they his her she him not but which who whom into " +
    "over under after before than then also said says could should may might more most other some any all such about between during through " +
    "ہے ہیں کے کی کا کو نے سے میں پر اور کہ یہ وہ اس ان جو تھا تھی تھے گا گی گے ایک بھی تک ہو کر کیا گیا گئی گئے دیا لیے لئے ساتھ بعد ہوئے ہوا ہوئی"
  ).split(" "),
);

/** The words of weight, folded: without the small words of the language, without a plural `s` or a possessive. */
export function contentWords(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu) ?? [];
  return new Set(
    words.map((word) => word.replace(/[’']s$/, "").replace(/(?<=\p{Ll}{4})s$/u, "")).filter((word) => word.length > 2 && !stop.has(word)),
  );
}

/** Share of the smaller set that the other has too, 0 to 1. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size === 0) return 0;
  return [...small].filter((word) => large.has(word)).length / small.size;
}

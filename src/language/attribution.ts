import type { Language } from "../domain/summary.ts";

/** A sentence taken apart: what is claimed, and who says so (`according to …`), which goes wherever the claim goes. */
export interface Attributed {
  /** Without the final full stop. */
  readonly claim: string;
  readonly attribution: string | null;
}

const longest = 110;
const speech = "said|says|told|announced|reported|confirmed|added|warned|claimed|stated|noted|explained|argued";
const tails = {
  en: [
    /^(?<claim>.{20,}?),?\s(?<by>according to .+)$/u,
    new RegExp(
      `^(?<claim>.{12,}),(?<mark>["”’]?)\\s(?<by>(?!(?:which|who|whom|that|and|but|while|where|after|when)\\s)[^,]{2,80}?\\s(?:${speech})(?:\\s[^,]{0,60})?)$`,
      "u",
    ),
  ],
  ur: [/^(?<claim>.{20,})،\s(?<by>[^،]{3,90}(?:کے مطابق|نے کہا|نے بتایا|کا کہنا ہے))$/u],
};

/** `…, the education ministry announced, in the largest …`: the speaker stands inside. */
const inner = new RegExp(
  `^(?<claim>(?:[^,]|,(?=\\d)){30,}),\\s(?<by>(?!(?:which|who|whom|that|and|but|while|where|after|when)\\s)[^,]{3,60}\\s(?:${speech})(?: on \\p{Lu}\\p{L}+)?),\\s(?<rest>.+)$`,
  "u",
);

/** Takes the attribution off the end of a sentence, or out of its middle. A sentence whose attribution can't be told apart stays whole. */
export function attributed(sentence: string, language: Language): Attributed {
  const bare = withoutStop(sentence);
  for (const tail of tails[language]) {
    const { claim, mark, by } = tail.exec(bare)?.groups ?? {};
    if (claim !== undefined && by !== undefined && by.length <= longest) return { claim: claim + (mark ?? ""), attribution: by };
  }
  const { claim, by, rest } = (language === "en" && inner.exec(bare)?.groups) || {};
  if (claim !== undefined && by !== undefined && rest !== undefined) return { claim: `${claim}, ${rest}`, attribution: by };
  return { claim: bare, attribution: null };
}

/** Without the full stop at its end; a question or an exclamation keeps its mark, an abbreviation its dot. */
export function withoutStop(sentence: string): string {
  return /(?:\p{Lu}|\.\p{L})\.$/u.test(sentence) ? sentence : sentence.replace(/(?<!\.)[.۔]$/u, "");
}

import type { Language } from "../domain/summary.ts";
import type { Quotation } from "./quotations.ts";

const verb =
  "(?:said|says|told|wrote|writes|added|warned|asked|called|held|argued|replied|announced|answered|stated|noted|insisted|declared)";
const english = {
  /** “…,” said Hafiz Akram, who … */
  inverted: /^[,.]?\s*(?:said|says|wrote|added|asked|warned)\s(?<who>(?!in |on |at |that |to |it )[^,“”".]*(?:\.(?=\s?\p{Lu})[^,“”".]*)*)/u,
  /** “…,” the minister said on Monday */
  after: new RegExp(`^[,.]?\\s*(?<who>[^“”";]{2,90}?)\\s${verb}\\b`, "u"),
  /** The minister told parliament that “…” */
  before: new RegExp(
    `(?:^|[;:”"]\\s|,\\s(?:and|but|while)\\s|,\\s(?=it\\s))(?<who>[^“”";:]{2,110}?)\\s(?:has |had |also |then )?${verb}\\b[^“”"]{0,140}$`,
    "u",
  ),
};
const urduVerb = "(?:کہا|لکھا|بتایا|خبردار کیا|مطالبہ کیا|جواب دیا|پوچھا)";
const urdu = {
  before: new RegExp(
    `(?:^|[،۔]\\s*)(?<who>[^،۔]{2,80}?)\\s(?:نے\\s[^۔]{0,120}?${urduVerb}|کا کہنا (?:ہے|تھا)|کے (?:بقول|مطابق))(?:\\s(?:ہے|تھا))?(?:\\s?(?:کہ|:))?[^۔]{0,140}$`,
    "u",
  ),
  after: new RegExp(`^[،۔]?\\s*(?<who>[^،۔]{2,60}?)\\sنے\\s[^،۔]{0,60}?${urduVerb}`, "u"),
};

/** Who says the quoted words, as the sentence has it, a title included; null where it names nobody. */
export function speakerOf(sentence: string, quotation: Quotation, language: Language): string | null {
  const before = sentence.slice(0, quotation.start).trimEnd();
  const after = sentence.slice(quotation.end);
  const ways = language === "ur" ? [urdu.before.exec(before), urdu.after.exec(after)] : waysIn(before, after);
  return ways.map((match) => cleaned(match?.groups?.who)).find((who) => who !== null) ?? null;
}

function waysIn(before: string, after: string): readonly (RegExpExecArray | null)[] {
  const [back, ahead] = [english.before.exec(before), [english.inverted.exec(after), english.after.exec(after)]];
  // A quotation that opens its sentence is told of behind it.
  return before === "" ? ahead : [back, ...ahead];
}

function cleaned(who: string | undefined): string | null {
  const text = (who ?? "")
    .replace(/^(?:and|but|while|yet|though|however|meanwhile|in [^,]{2,40}|on \p{L}+day),?\s/iu, "")
    .replace(/,? (?:who|which) .*$/u, "")
    .replace(/\s(?:has|had|also|then)$|,$/u, "")
    .trim();
  return text === "" ? null : text;
}

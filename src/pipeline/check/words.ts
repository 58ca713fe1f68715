const marks = /[\u200c-\u200f]/g;

/** Lower-case words without possessives and punctuation; an abbreviation's dots go too, so that `U.S.` is `us` in both texts. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize("NFC")
    .replace(marks, "")
    .toLowerCase()
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, "");
  return (plain.match(/[\p{L}\p{M}\p{N}]+(?:[’'][\p{L}]+)*/gu) ?? []).map((word) => word.replace(/[’']s$/, "").replaceAll("’", "'"));
}

/** A text in one form of mark and space, in small letters. */
export function folded(text: string): string {
  return text
    .normalize("NFC")
    .replace(marks, "")
    .replace(/[“”„‟"«»]|’’|‘‘|''/g, '"')
    .replace(/[‘’‛]/g, "'")
    .replace(/[@＠#＃$]/g, "")
    .replace(/\s+/gu, " ")
    .replace(/ (?=[,،;؛])/g, "")
    .trim()
    .toLowerCase();
}

/** The same without its closing marks, for comparing quotations: what is quoted must stand there letter by letter, but for capitals. */
export function plainWords(text: string): string {
  return unclosed(folded(text));
}

/** A folded text without its closing marks. */
export function unclosed(text: string): string {
  return text.replace(/[\s.,;:!?،۔؟…]+$/u, "");
}

/** For a pattern that means the text itself. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

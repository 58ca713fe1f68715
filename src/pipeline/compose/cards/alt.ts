import type { Card } from "../../../domain/media.ts";

/** Most characters that any platform takes for a picture's description. */
const maxAlt = 1000;

/** What a blind reader is told of a card: the words on it but for the footer, which the account itself says. At most 1,000 characters. */
export function altFor(card: Card): string {
  const stop = card.language === "ur" ? "۔ " : ". ";
  const parts = [card.kicker, ...wordsOf(card), card.date].filter((part) => part !== undefined && part !== "");
  const words =
    parts.reduce((all = "", part = "") => (all === "" ? part : `${all}${/[.!?۔؟:…]["”’]?$/u.test(all) ? " " : stop}${part}`), "") ?? "";
  if (words.length <= maxAlt) return words;
  const cut = words.slice(0, maxAlt - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}

function wordsOf(card: Card): readonly (string | undefined)[] {
  const comma = card.language === "ur" ? "، " : ", ";
  const by = (text: string, who: string | undefined) => (who === undefined ? text : `${text.replace(/[.۔]$/u, "")}${comma}${who}`);
  switch (card.kind) {
    case "headline":
      return [by(card.headline, card.attribution), card.picture?.alt, card.picture?.credit];
    case "figure":
      return [by(figureText(card.hedge, card.figure, card.meaning), card.attribution)];
    case "quotation":
      return [`“${card.quotation}” — ${card.speaker}`];
    case "points":
      return [[card.heading, card.points.join(card.points.every((point) => /[.!?۔؟]["”’]?$/u.test(point)) ? " " : "; ")].join(" ").trim()];
    case "closing":
      return [card.invitation, card.handles.map(({ place, handle }) => `${place} ${handle}`).join(comma)];
  }
}

/** A meaning that goes on from its number is one sentence with it. */
function figureText(hedge: string | undefined, figure: string, meaning: string): string {
  const number = hedge === undefined ? figure : `${hedge} ${figure}`;
  return /^\p{Ll}/u.test(meaning) ? `${number} ${meaning}` : `${number}: ${meaning}`;
}

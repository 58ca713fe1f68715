import type { House } from "../../domain/brand.ts";
import type { Card, HeadlineCard } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { opinionLabel } from "./label.ts";
import { secondLine } from "./second-line.ts";
import { readStory } from "./story.ts";

/** Most characters that any platform takes for a picture's description. */
const maxAlt = 1000;
/** The card that opens a post: headline, who says so, and only what the summary names (date, author). */
export function headlineCard(
  summary: Summary,
  house: House,
  size: { readonly width: number; readonly height: number },
  handle: string | undefined,
): HeadlineCard {
  const { headline } = readStory(summary);
  const attribution = secondLine(summary);
  const kicker = opinionLabel(summary, house);
  return {
    kind: "headline",
    ...size,
    language: summary.language,
    headline,
    ...(attribution === null ? {} : { attribution }),
    ...(kicker === null ? {} : { kicker }),
    ...(summary.date === undefined ? {} : { date: printed(summary.date, summary.language) }),
    footer: [house.brand.name, handle ?? ""].filter((words) => words !== ""),
  };
}

/** What a blind reader is told of a card: the words on it but for the footer, which the account itself says. At most 1,000 characters. */
export function altFor(card: Card): string {
  const joint = card.language === "ur" ? "، " : ", ";
  const stop = card.language === "ur" ? "۔ " : ". ";
  const claim = card.attribution === undefined ? card.headline : `${card.headline}${joint}${card.attribution}`;
  const words = [card.kicker, claim, card.date].filter((part) => part !== undefined).join(stop);
  if (words.length <= maxAlt) return words;
  const cut = words.slice(0, maxAlt - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}

function printed(day: string, language: Summary["language"]): string {
  const zone = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(language === "ur" ? "ur-PK" : "en-GB", zone).format(Date.parse(`${day}T00:00:00Z`));
}

import type { House } from "../../../domain/brand.ts";
import type { Card } from "../../../domain/media.ts";
import type { Summary } from "../../../domain/summary.ts";
import { opinionLabel } from "../label.ts";
import { mostWords, wordCount } from "./words.ts";

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What every card has around its words. */
export type Frame = Pick<Card, "width" | "height" | "language" | "footer" | "place" | "kicker" | "date">;

/** The frame of all cards of a post: what the summary names, and the handle that the post's platform knows the outlet by. */
export function frameOf(summary: Summary, house: House, size: Size, handle: string | undefined): Frame {
  const kicker = opinionLabel(summary, house);
  return {
    ...size,
    language: summary.language,
    ...(kicker === null ? {} : { kicker }),
    ...(summary.date === undefined ? {} : { date: printed(summary.date, summary.language) }),
    footer: [handle ?? house.brand.name],
  };
}

/** How many words a card has room for beside its frame. */
export function roomIn({ kicker, date, footer }: Frame, house: House): number {
  return mostWords - wordCount(kicker, date, ...footer, house.brand.name);
}

function printed(day: string, language: Summary["language"]): string {
  const zone = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(language === "ur" ? "ur-PK" : "en-GB", zone).format(Date.parse(`${day}T00:00:00Z`));
}

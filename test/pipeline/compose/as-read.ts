import type { HeadlineCard } from "../../../src/domain/media.ts";
import type { Summary } from "../../../src/domain/summary.ts";
import * as instagram from "../../../src/platforms/instagram/compose.ts";
import { cards } from "../../../src/platforms/x/cards.ts";
import * as x from "../../../src/platforms/x/compose.ts";
import { weightedLength } from "../../../src/platforms/x/weighted-length.ts";
import * as youtube from "../../../src/platforms/youtube-community/compose.ts";
import { briefFor } from "./house.ts";

/** The three posts of a summary on one page, as an editor reads them. */
export function asRead(summary: Summary): string {
  const parts = x.compose(summary, briefFor("x"), []).parts.map(({ text }) => text);
  const { caption } = instagram.compose(summary, briefFor("instagram"), []);
  const post = youtube.compose(summary, briefFor("youtube-community"), []).text;
  const [card] = cards(summary, briefFor("x"));
  const sections = [
    ["Card", card?.kind === "headline" ? wordsOn(card) : ""],
    ...parts.map((text, at) => [`X ${at + 1}/${parts.length} · ${weightedLength(text)}`, text]),
    [`Instagram · ${caption.split("\n")[0]?.length} before the first break`, caption],
    ["YouTube", post],
  ];
  return `${sections.map(([head, text]) => `=== ${head}\n${visible(text ?? "")}\n`).join("\n")}`;
}

function wordsOn(card: HeadlineCard): string {
  return [card.kicker && `(${card.kicker})`, card.headline, card.attribution && `— ${card.attribution}`, card.date]
    .filter((line) => line !== undefined)
    .join("\n");
}

/** Direction marks as a reader of the page can see them. */
function visible(text: string): string {
  return text.replaceAll("\u200f", "<RLM>").replaceAll("\u200e", "<LRM>");
}

import type { House } from "../../../domain/brand.ts";
import type { CardKind, Look } from "../../../domain/look.ts";
import type { Card } from "../../../domain/media.ts";
import type { Summary } from "../../../domain/summary.ts";
import { readStory } from "../story.ts";
import { tellings } from "./carousel.ts";
import { keyFigure } from "./figure.ts";
import { frameOf, roomIn, type Size } from "./frame.ts";
import { headlineCard } from "./headline.ts";
import { keyQuotation } from "./quotation.ts";
import { wordCount } from "./words.ts";

/** What a card is made from. */
export interface Sheet {
  readonly summary: Summary;
  readonly house: House;
  readonly size: Size;
  readonly handle: string | undefined;
}

/** Points that stand on one card together, and their characters all told. */
const mostTogether = 3;
const longestTogether = 300;

function figureCard({ summary, house, size, handle }: Sheet): Card | null {
  const frame = frameOf(summary, house, size, handle);
  const figure = keyFigure(readStory(summary), roomIn(frame, house));
  if (figure === null) return null;
  const { from: _, ...words } = figure;
  return { kind: "figure", ...frame, ...words };
}

function quotationCard({ summary, house, size, handle }: Sheet): Card | null {
  const frame = frameOf(summary, house, size, handle);
  const found = keyQuotation(summary, readStory(summary), roomIn(frame, house));
  return found && { kind: "quotation", ...frame, quotation: found.quotation, speaker: found.speaker };
}

/** A list as it is; else the first points, as many as one card holds. */
function pointsCard({ summary, house, size, handle }: Sheet): Card | null {
  const frame = frameOf(summary, house, size, handle);
  const first = headlineCard(summary, house, size, handle);
  const told = tellings(summary, house, frame, [first.headline, first.attribution ?? ""].join("\n"));
  const cards = told.flatMap(({ card }) => (card.kind === "points" ? [card] : []));
  const [opening] = cards;
  if (opening === undefined || opening.heading !== undefined) return opening ?? null;
  const fits = (points: readonly string[]) => points.join("").length <= longestTogether && wordCount(...points) <= roomIn(frame, house);
  const plain = cards.filter(({ heading, points }) => heading === undefined && points.length === 1);
  const together = [...opening.points];
  for (const { points } of plain.slice(1, mostTogether)) if (fits([...together, ...points])) together.push(...points);
  return { ...opening, points: together };
}

const byKind: Readonly<Record<CardKind, (sheet: Sheet) => Card | null>> = {
  headline: ({ summary, house, size, handle }) => headlineCard(summary, house, size, handle),
  figure: figureCard,
  quotation: quotationCard,
  points: pointsCard,
};

/**
 * The cards of a post as an editor chose them: one of the chosen kind in the place of `usual`, which stay where nothing was chosen
 * or the summary has no matter for it; all in the chosen theme.
 */
export function asChosen(look: Look | undefined, sheet: Sheet, usual: readonly Card[]): readonly Card[] {
  const card = look?.card === undefined ? null : byKind[look.card](sheet);
  const cards = card === null ? usual : [card];
  const theme = look?.theme;
  return theme === undefined ? cards : cards.map((each): Card => ({ ...each, theme }));
}

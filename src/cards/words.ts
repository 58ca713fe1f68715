/** What each kind of card says: as lines for its template, and as written for those who judge it. */
import type { Card } from "../domain/media.ts";
import { glue, type Run, runsOf } from "./typeset.ts";

type Line = readonly Run[];

/** The words of the kind itself, by the names that its template uses; a line is a list of runs (see `cards/line.liquid`). */
export function linesOf(card: Card): Readonly<Record<string, unknown>> {
  const line = (text: string | undefined): Line | undefined =>
    text === undefined || text.trim() === "" ? undefined : runsOf(glue(text), card.language);
  const whole = (text: string): Line => line(text) ?? [];
  switch (card.kind) {
    case "headline":
      return { headline: whole(card.headline), attribution: line(card.attribution) };
    case "figure":
      return {
        hedge: line(card.hedge),
        figure: whole(inOneLine(card.figure)),
        meaning: whole(card.meaning),
        attribution: line(card.attribution),
      };
    case "quotation":
      return { quotation: whole(card.quotation), speaker: whole(card.speaker), mark: card.language === "ur" ? "”" : "“" };
    case "points":
      return { heading: line(card.heading), points: card.points.map(whole) };
    case "closing":
      return {
        invitation: whole(card.invitation),
        handles: card.handles.map(({ place, handle }) => ({ place: whole(place), handle: glue(handle) })),
      };
  }
}

/** A number is read in one go: only a very long one may part. */
function inOneLine(figure: string): string {
  return figure.length > 24 ? figure : figure.trim().replace(/\s+/gu, "\u00a0");
}

/** The words of the kind itself, as written, in the order of reading. */
export function ownTextsOf(card: Card): readonly string[] {
  return ownTexts(card).filter((text) => text !== undefined);
}

function ownTexts(card: Card): readonly (string | undefined)[] {
  switch (card.kind) {
    case "headline":
      return [card.headline, card.attribution, card.picture?.credit];
    case "figure":
      return [card.hedge, card.figure, card.meaning, card.attribution];
    case "quotation":
      return [card.quotation, card.speaker];
    case "points":
      return [card.heading, ...card.points];
    case "closing":
      return [card.invitation, ...card.handles.flatMap(({ place, handle }) => [place, handle])];
  }
}

/** What the large type says: without it there is no card. */
export function mainTextOf(card: Card): string {
  switch (card.kind) {
    case "headline":
      return card.headline;
    case "figure":
      return card.figure;
    case "quotation":
      return card.quotation;
    case "points":
      return card.points.join(" ");
    case "closing":
      return card.invitation;
  }
}

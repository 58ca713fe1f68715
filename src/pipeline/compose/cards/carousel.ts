import type { House } from "../../../domain/brand.ts";
import type { Card, PointsCard } from "../../../domain/media.ts";
import type { Summary } from "../../../domain/summary.ts";
import type { List } from "../blocks.ts";
import { occasionOf } from "../occasion.ts";
import { type Point, select } from "../select.ts";
import { readStory, type Story } from "../story.ts";
import { closingCard } from "./closing.ts";
import { keyFigure } from "./figure.ts";
import { type Frame, frameOf, roomIn, type Size } from "./frame.ts";
import { headlineCard } from "./headline.ts";
import { keyQuotation } from "./quotation.ts";
import { wordCount } from "./words.ts";

/** Cards between the first and the closing one, and how many of them tell points. */
const most = 5;
const mostPoints = 4;
/** Fewer than this are no reason to swipe. */
const fewest = 2;
/** A closing card stands at the end of no fewer cards than this, itself counted. */
const fewestWithClosing = 5;
/** Items of a list on one card. */
const mostItems = 5;

/** Keeps a text to its size on a card, in characters: Nastaliq needs more room. */
const longestPoint = { en: 250, ur: 215 } as const;

/** A card on its way, and the statement or paragraph whose place in the summary it takes. */
export interface Told {
  readonly card: Card;
  readonly index: number;
}

/**
 * The cards that a post is swiped through: the headline, the key points in the order of the source (one of them as a figure, one
 * as a quotation, where there is such a one), and where to find the outlet. One card where the summary is short.
 */
export function carousel(summary: Summary, house: House, size: Size, handle: string | undefined): readonly Card[] {
  const first = headlineCard(summary, house, size, handle);
  if (occasionOf(summary) === "correction") return [first];
  const frame = frameOf(summary, house, size, handle);
  const told = tellings(summary, house, frame, [first.headline, first.attribution ?? ""].join("\n"));
  if (told.length < fewest) return [first];
  const closing = told.length + 2 >= fewestWithClosing ? closingCard(summary, house, frame) : null;
  const cards: readonly Card[] = [first, ...told.map(({ card }) => card), ...(closing ? [closing] : [])];
  return cards.map((card, at) => ({ ...card, footer: closing ? [] : card.footer, place: { at: at + 1, of: cards.length } }));
}

/** The cards that tell what the first one doesn't. @param opening what that says */
export function tellings(summary: Summary, house: House, frame: Frame, opening: string): readonly Told[] {
  const story = readStory(summary);
  const room = roomIn(frame, house);
  const figure = keyFigure(story, room);
  const quotation = keyQuotation(summary, story, room);
  const special: Told[] = [];
  if (figure) {
    const { from, ...words } = figure;
    special.push({ card: { kind: "figure", ...frame, ...words }, index: from.index });
  }
  if (quotation) {
    const holder = story.statements.find(({ text }) => text.includes(quotation.words));
    const { quotation: words, speaker } = quotation;
    if (holder && !special.some(({ index }) => index === holder.index))
      special.push({ card: { kind: "quotation", ...frame, quotation: words, speaker }, index: holder.index });
  }
  const taken = new Set(special.map(({ index }) => index));
  const points = pointsOf(story, opening, room)
    .filter(({ from }) => from.every((statement) => !taken.has(statement.index)))
    .flatMap((point) => pointCards(point, frame, room))
    .slice(0, most - special.length);
  return special.toSorted((a, b) => a.index - b.index).reduce(placed, points);
}

/** Before the first card that tells something later: points have their own order, with what comes next at the end. */
function placed(told: readonly Told[], card: Told): readonly Told[] {
  const at = told.findIndex(({ index }) => index > card.index);
  return at < 0 ? [...told, card] : told.toSpliced(at, 0, card);
}

function pointsOf(story: Story, opening: string, room: number): readonly Point[] {
  const fits = (text: string) => text.includes("\n") || (text.length <= longestPoint[story.language] && wordCount(text) <= room);
  return select(story, { opening, most: mostPoints, fits, joinedTo: 0 });
}

function pointCards({ text, from }: Point, frame: Frame, room: number): readonly Told[] {
  const [statement] = from;
  const index = statement?.index ?? 0;
  const list = statement?.list;
  if (!list) return [{ card: { kind: "points", ...frame, points: [text] }, index }];
  return listCards(list, frame, room).map((card) => ({ card, index }));
}

/** A list on as few cards as hold it, each announced; none where an item alone is too long. */
function listCards({ intro, items }: List, frame: Frame, room: number): readonly PointsCard[] {
  const groups: string[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (wordCount(intro, item) > room) return [];
    if (last && last.length < mostItems && wordCount(intro, ...last, item) <= room) last.push(item);
    else groups.push([item]);
  }
  return groups.map((points) => ({ kind: "points", ...frame, ...(intro === "" ? {} : { heading: intro }), points }));
}

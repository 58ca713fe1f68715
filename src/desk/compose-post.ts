import type { DrawnCard } from "../cards/draw.ts";
import type { Account } from "../domain/account.ts";
import type { Json } from "../domain/json.ts";
import type { Card, Picture } from "../domain/media.ts";
import type { Problem } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import { altFor } from "../pipeline/compose.ts";
import { digestOf } from "../pipeline/digest.ts";
import type { Brief } from "../platforms/platform.ts";
import { platformOf, type Workshop } from "./desk.ts";

/** A draft and the pictures it names. */
export interface Composed {
  readonly content: Json;
  readonly cards: readonly Card[];
  /** By digest; empty where nothing was drawn. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** What an editor should know of the cards; what stops them stands in the content, as a picture's `flaw`. */
  readonly problems: readonly Problem[];
}

export function briefFor(shop: Workshop, account: Account): Brief {
  return { account, house: shop.settings.house, render: (name, values) => shop.templates.text(account.platform, name, values) };
}

/** A picture that was only named: its digest is the card's description's, so it can't be taken for a drawn one's. */
function named(card: Card): Picture {
  return { digest: digestOf({ ...card }), mime: "image/jpeg", width: card.width, height: card.height, alt: altFor(card) };
}

/** A drawn card as a post names it, with what stops it: so it is stopped wherever the post is judged. */
function pictureOf({ digest, mime, width, height, problems }: DrawnCard, card: Card | undefined): Picture {
  const picture = { digest, mime, width, height, alt: card ? altFor(card) : "" };
  const stop = problems.find(({ severity }) => severity === "block");
  return stop ? { ...picture, flaw: { code: stop.code, message: stop.message, remedy: stop.remedy } } : picture;
}

/** Cards as drawn: the pictures that a post names, their bytes by digest, and what an editor should know of them. */
export async function drawCards(shop: Workshop, cards: readonly Card[]) {
  const drawn = await Promise.all(cards.map((card) => shop.cards.draw(card)));
  return {
    pictures: drawn.map((each, index): Picture => pictureOf(each, cards[index])),
    bytes: new Map(drawn.map(({ digest, bytes }) => [digest, bytes])),
    problems: drawn.flatMap(({ problems }) => problems.filter(({ severity }) => severity === "warn")),
  };
}

/**
 * Composes the post of one account.
 * @param draw false for a text preview, where cards are named and not drawn (drawing costs most of the time).
 */
export async function composePost(shop: Workshop, summary: Summary, account: Account, draw: boolean): Promise<Composed> {
  const platform = platformOf(shop, account);
  const brief = briefFor(shop, account);
  const cards = platform.cards(summary, brief);
  if (!draw) return { content: platform.compose(summary, brief, cards.map(named)), cards, pictures: new Map(), problems: [] };
  const { pictures, bytes, problems } = await drawCards(shop, cards);
  return { content: platform.compose(summary, brief, pictures), cards, pictures: bytes, problems };
}

import type { House } from "../../../domain/brand.ts";
import type { HeadlineCard } from "../../../domain/media.ts";
import type { Summary } from "../../../domain/summary.ts";
import { shorterForms, withoutContrast } from "../../../language/clauses.ts";
import { cutInTwo } from "../../../language/cut.ts";
import { secondLine } from "../second-line.ts";
import { readStory } from "../story.ts";
import { type Frame, frameOf, roomIn, type Size } from "./frame.ts";
import { wordCount } from "./words.ts";

/** The card that opens a post: headline, who says so, and only what the summary names (date, author, its own picture). */
export function headlineCard(summary: Summary, house: House, size: Size, handle: string | undefined): HeadlineCard {
  const frame = frameOf(summary, house, size, handle);
  const attribution = secondLine(summary);
  const credit = summary.image?.ours ? summary.image.credit : undefined;
  const words = roomIn(frame, house) - wordCount(attribution ?? "", credit);
  const { headline, main } = readStory(summary);
  const signs = mostSigns - (attribution?.length ?? 0) / 2 - (frame.kicker === undefined ? 0 : kickerSigns);
  return {
    kind: "headline",
    ...frame,
    headline: within([headline, main], { words, signs }, frame),
    ...(attribution === null ? {} : { attribution }),
    ...pictureOf(summary),
  };
}

/** What a square card holds in type that a phone's reader can read: second lines are set half as large. */
const mostSigns = 235;
const kickerSigns = 20;

/**
 * A headline of too many words or too long ones gives up clauses that only add, then the other side of its claim; a title makes
 * way for the lead's main clause. Only where none of these is short enough it ends at a clause, with `…`.
 */
function within(headlines: readonly string[], most: { readonly words: number; readonly signs: number }, { language }: Frame): string {
  const fits = (text: string) => wordCount(text) <= most.words && text.length <= most.signs;
  const forms = headlines.flatMap((words) => [words, ...shorterForms(words, language), withoutContrast(words, language) ?? words]);
  const [headline = ""] = headlines;
  return forms.find(fits) ?? cutInTwo(headline, fits)?.head ?? headline;
}

/** Only what an editor or the source says is the outlet's: an agency's photograph is licensed for a site, not for Instagram. */
function pictureOf({ image, source }: Summary): Pick<HeadlineCard, "picture"> {
  if (image?.ours !== true) return {};
  const { src, alt, credit } = image;
  return { picture: { src, from: source, ...(alt === undefined ? {} : { alt }), ...(credit === undefined ? {} : { credit }) } };
}

import type { Language } from "../../domain/summary.ts";
import { webAddress, withoutAddresses } from "../../language/addresses.ts";
import { cutInTwo } from "../../language/cut.ts";
import { nameRuns } from "../../language/names.ts";
import { bareOpening, contradicts, dangles, leans, untied } from "../../language/openers.ts";
import { quotations, quotesAreEven } from "../../language/quotations.ts";
import { reports } from "../../language/reported.ts";
import { sentences } from "../../language/sentences.ts";
import { cuts } from "../../language/span.ts";
import { type Block, blocks, isSentence, type List, listed } from "./blocks.ts";
import { unlinked } from "./plain.ts";

/** A sentence of the summary, or a list, on its way to a statement. */
export interface Draft {
  readonly text: string;
  /** Its first sentence, or the list. */
  readonly core: string;
  readonly paragraph: number;
  readonly sentence: number;
  /** May be read apart from its neighbours: points back to nothing, is no stub, held no address. */
  readonly stands: boolean;
  /** Wants the one before it to be told too. */
  readonly leans: boolean;
  /** Takes something back of the one before it. */
  readonly contradicts: boolean;
  /** Held an address: what is left of it may say nothing. */
  readonly linked: boolean;
  /** Is a stub, held an address, or is a list: nothing joins it. */
  readonly closed: boolean;
  readonly list?: List;
}

/** A sentence longer than this is taken apart where it reports several things. */
const longestSentence = 270;

/** A sentence longer than this is none: a text without stops. It is read in pieces, so that nothing takes longer than it must. */
const longestRead = 1500;
const longestPiece = 700;

/** What drafts are judged against beside themselves. */
export interface Setting {
  readonly language: Language;
  /** The words that every post opens with: what they name, other sentences may name barely. */
  readonly opening: string;
  /** Surnames that two people share. */
  readonly shared: ReadonlySet<string>;
}

/** The drafts of a summary's paragraphs in order; headings are none. */
export function draftsOf(paragraphs: readonly string[], setting: Setting): readonly Draft[] {
  const all = blocks(paragraphs, setting.language);
  const drafts = (kinds: readonly Block["kind"][]) =>
    all
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap((block) => (block.kind === "list" ? [listDraft(block, setting)] : textDrafts(block.text, block.paragraph, setting)))
      .filter((draft) => /[\p{L}\p{N}]/u.test(draft.text));
  const told = drafts(["text", "list"]);
  return told.length > 0 ? told : drafts(["heading"]);
}

function textDrafts(paragraph: string, at: number, setting: Setting): readonly Draft[] {
  const { language } = setting;
  // Nothing is touched inside a quotation, nor where a mark has lost its partner.
  const quoted = quotesAreEven(paragraph) ? quotations(paragraph) : [{ start: -1, end: paragraph.length }];
  let offset = 0;
  return sentences(paragraph, language).flatMap((sentence, place) => {
    const start = paragraph.indexOf(sentence, offset);
    offset = start + sentence.length;
    const linked = sentence.search(webAddress) >= 0;
    const plain = unlinked(linked ? withoutAddresses(sentence) : sentence);
    const isQuoted = cuts(quoted, start);
    const whole = isQuoted ? plain : untied(plain, language);
    const told = whole.length > longestRead ? inPieces(whole) : language === "en" && !isQuoted ? reports(whole, longestSentence) : [whole];
    const contradiction = !isQuoted && contradicts(plain, language);
    return told.map((text, nth): Draft => {
      const stands =
        !linked &&
        (nth === 0 || whole.length <= longestRead) &&
        isSentence(text) &&
        !dangles(text, language) &&
        !namesNobody(text, setting);
      const leaning = nth === 0 && stands && (contradiction || leansHere(text, place, setting));
      return {
        text,
        core: text,
        paragraph: at,
        sentence: place,
        stands,
        leans: leaning,
        contradicts: contradiction,
        linked,
        closed: linked || !isSentence(text),
      };
    });
  });
}

function inPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > longestRead) {
    const cut = cutInTwo(rest, (head) => head.length <= longestPiece);
    if (cut === null) break;
    pieces.push(cut.head);
    rest = cut.rest;
  }
  return [...pieces, rest];
}

/** A surname alone that two people bear. */
function namesNobody(text: string, { shared }: Setting): boolean {
  return shared.size > 0 && nameRuns(text).some((run) => shared.has(run.text.replace(/[’']s?$/, "").toLowerCase()));
}

function leansHere(text: string, place: number, { language, opening }: Setting): boolean {
  if (leans(text, language) || (place > 0 && /^["“]/u.test(text))) return true;
  const thing = bareOpening(text, language);
  return thing !== null && !opening.toLowerCase().includes(thing);
}

function listDraft({ intro, items, paragraph }: List & { readonly paragraph: number }, setting: Setting): Draft {
  const list = { intro: unlinked(intro), items: items.map(unlinked) };
  const text = listed(list.intro, list.items);
  const stands = intro !== "" && !dangles(intro, setting.language);
  return { text, core: text, paragraph, sentence: 0, stands, leans: false, contradicts: false, linked: false, closed: true, list };
}

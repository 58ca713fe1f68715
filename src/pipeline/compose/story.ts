import type { Language, Summary } from "../../domain/summary.ts";
import { webAddress, withoutAddresses } from "../../language/addresses.ts";
import { attributed, withoutStop } from "../../language/attribution.ts";
import { mainClause } from "../../language/clauses.ts";
import { cutInTwo } from "../../language/cut.ts";
import { type Person, people } from "../../language/names.ts";
import { dangles, leans, untied } from "../../language/openers.ts";
import { quotations, quotesAreEven } from "../../language/quotations.ts";
import { sentences } from "../../language/sentences.ts";
import { cuts } from "../../language/span.ts";
import { contentWords } from "./content-words.ts";
import { unlinked } from "./plain.ts";
import { weigh } from "./weigh.ts";

/** A sentence of the summary (or a few, where one leans on another), ready to be posted. */
export interface Statement {
  readonly text: string;
  /** Paragraph, and place among all statements, from 0. */
  readonly paragraph: number;
  readonly index: number;
  readonly weight: number;
  /** Its words of weight. */
  readonly words: ReadonlySet<string>;
  /** May be posted apart from its neighbours: points back to nothing, is no heading, holds no address. */
  readonly stands: boolean;
}

/** A summary as composing reads it. */
export interface Story {
  readonly language: Language;
  /** What opens every post. */
  readonly lead: Statement;
  /** The lead's first sentence, and what of it comes after. */
  readonly first: string;
  readonly after: string;
  /** The first sentence taken apart. */
  readonly claim: string;
  /** The claim's main clause. */
  readonly main: string;
  readonly attribution: string | null;
  /** The large words of a card. */
  readonly headline: string;
  /** In the order of the source. */
  readonly statements: readonly Statement[];
  /** All of it, ready to be posted. */
  readonly paragraphs: readonly string[];
  /** Who is introduced by title and full name, and where. */
  readonly people: readonly Person[];
}

const shortest = 70;
const longestJoined = 240;
/** The lead says one thing. */
const longestLead = 200;
const longestHeadline = 100;
const longestCard = 220;

/** Three platforms read each summary twice, for cards and words: the reading is kept as long as the summary is. */
const stories = new WeakMap<Summary, Story>();

/** Reads a summary: its lead, the statements that may follow with their weight, its headline, its people. */
export function readStory(summary: Summary): Story {
  const known = stories.get(summary);
  if (known) return known;
  const story = storyOf(summary);
  stories.set(summary, story);
  return story;
}

function storyOf(summary: Summary): Story {
  const { language } = summary;
  const drafts = summary.paragraphs.flatMap((paragraph, at) => draftsOf(paragraph, at, language));
  const statements = weighed(joined(drafts, language), summary.paragraphs.length, language);
  const paragraphs = [...Map.groupBy(drafts, (draft) => draft.paragraph).values()].map((each) => each.map((draft) => draft.text).join(" "));
  const lead = leadOf(statements, summary.title !== undefined, language);
  const first = sentences(lead.text, language)[0] ?? lead.text;
  const after = lead.text.slice(first.length).trim();
  const { claim, attribution } = attributed(first, language);
  const main = claim.length > longestHeadline ? mainClause(claim, language) : claim;
  const heading = statements[0] !== lead && !isSentence(statements[0]?.text ?? "") ? statements[0]?.text : undefined;
  const headline = withoutStop(unlinked(withoutAddresses(summary.title ?? heading ?? readable(main))));
  return {
    language,
    lead,
    first,
    after,
    claim,
    main,
    attribution,
    headline,
    statements,
    paragraphs,
    people: people(summary.paragraphs.join("\n")),
  };
}

/** A headline longer than any card takes is cut like any sentence. */
function readable(claim: string): string {
  return claim.length <= longestCard ? claim : (cutInTwo(claim, (head) => head.length <= longestCard)?.head ?? claim);
}

interface Draft {
  readonly text: string;
  /** Its first sentence. */
  readonly core: string;
  readonly paragraph: number;
  readonly sentence: number;
  readonly stands: boolean;
  /** It held an address, which was taken out: it may have lost its point. */
  readonly linked: boolean;
}

function draftsOf(paragraph: string, at: number, language: Language): readonly Draft[] {
  // Nothing is touched inside a quotation, nor where a mark has lost its partner.
  const quoted = quotesAreEven(paragraph) ? quotations(paragraph) : [{ start: -1, end: paragraph.length }];
  let offset = 0;
  const drafts = sentences(paragraph, language).map((sentence, place): Draft => {
    const linked = sentence.search(webAddress) >= 0;
    const plain = unlinked(linked ? withoutAddresses(sentence) : sentence);
    const start = paragraph.indexOf(sentence, offset);
    offset = start + sentence.length;
    const text = cuts(quoted, start) ? plain : untied(plain, language);
    return { text, core: text, paragraph: at, sentence: place, linked, stands: !linked && isSentence(text) && !leans(text, language) };
  });
  return drafts.filter((draft) => /[\p{L}\p{N}]/u.test(draft.text));
}

/**
 * A sentence too short to stand for itself, or one that points back, goes with the sentence before it while there is room; so
 * do a list's short items, and what a colon announces.
 */
function joined(drafts: readonly Draft[], language: Language): readonly Draft[] {
  const result: Draft[] = [];
  for (const draft of drafts) {
    const last = result.at(-1);
    const room = result.length === 1 ? longestLead : longestJoined;
    if (last && belongs(draft, last, language) && last.text.length + draft.text.length < room) {
      result[result.length - 1] = { ...last, text: `${last.text} ${draft.text}` };
    } else result.push(draft);
  }
  return result;
}

function belongs(draft: Draft, last: Draft, language: Language): boolean {
  if (draft.linked || last.linked || !isSentence(last.text)) return false;
  const [isShort, wasShort] = [draft.text.length < shortest, last.stands && last.text.length < shortest];
  if (draft.paragraph !== last.paragraph) return last.text.endsWith(":") || (isShort && wasShort);
  return isShort || wasShort || leans(draft.text, language);
}

/** A statement weighs what its first sentence does. */
function weighed(drafts: readonly Draft[], of: number, language: Language): readonly Statement[] {
  const words = drafts.map((draft) => contentWords(draft.core));
  const spread = new Map<string, number>();
  for (const word of words.flatMap((set) => [...set])) spread.set(word, (spread.get(word) ?? 0) + 1);
  return drafts.map(({ text, core, paragraph, sentence, stands }, index) => {
    const shared = [...(words[index] ?? [])].filter((word) => (spread.get(word) ?? 0) > 1).length;
    const centrality = shared / Math.max(6, words[index]?.size ?? 0);
    return {
      text,
      words: core === text ? (words[index] ?? new Set()) : contentWords(text),
      paragraph,
      index,
      stands,
      weight: weigh(core, { paragraph, sentence, of }, centrality, language),
    };
  });
}

/** The first sentence. Only where a title comes before it can it lean on anything: then the first that stands. */
function leadOf(statements: readonly Statement[], titled: boolean, language: Language): Statement {
  const first = statements.find((statement) => isSentence(statement.text)) ?? statements[0];
  if (first === undefined) throw new Error("A summary without a sentence can't be composed; intake refuses it.");
  return (titled && dangles(first.text, language) && statements.find((statement) => statement.stands)) || first;
}

/** A heading or a list's stub ends without a stop. */
function isSentence(text: string): boolean {
  return /[.!?۔؟…:]["”’»)\]]*$/u.test(text);
}

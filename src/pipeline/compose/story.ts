import type { Language, Summary } from "../../domain/summary.ts";
import { attributed } from "../../language/attribution.ts";
import { mainClause } from "../../language/clauses.ts";
import { type Person, people } from "../../language/names.ts";
import { dangles } from "../../language/openers.ts";
import { sentences } from "../../language/sentences.ts";
import { isSentence } from "./blocks.ts";
import { type Draft, draftsOf } from "./drafts.ts";
import { headlineOf } from "./headline.ts";
import { type Statement, statementsOf } from "./statements.ts";

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
  /** All of it but sentences that lost an address, ready to be posted; a list in one piece. */
  readonly paragraphs: readonly string[];
  /** Who is introduced by title and full name, and where. */
  readonly people: readonly Person[];
  /** As the summary has it, for telling names from words. */
  readonly source: string;
}

/** A claim no longer than this is its own headline. */
const longestClaim = 100;

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
  const { language, title } = summary;
  const source = [title ?? "", ...summary.paragraphs].join("\n");
  const opening = sentences(summary.paragraphs.find(isSentence) ?? "", language)[0] ?? "";
  const { called, shared } = people(summary.paragraphs.join("\n"));
  const drafts = draftsOf(summary.paragraphs, { language, opening, shared });
  const statements = statementsOf(drafts, summary.paragraphs.length, language);
  const lead = leadOf(statements, title !== undefined, language);
  const first = lead.text.includes("\n") ? lead.text : (sentences(lead.text, language)[0] ?? lead.text);
  const { claim, attribution } = attributed(first, language);
  const main = claim.length > longestClaim ? mainClause(claim, language) : claim;
  return {
    language,
    lead,
    first,
    after: lead.text.slice(first.length).trim(),
    claim,
    main,
    attribution,
    headline: headlineOf(summary, main),
    statements,
    paragraphs: paragraphsOf(drafts.filter((draft, at) => at === 0 || !draft.linked)),
    people: called,
    source,
  };
}

function paragraphsOf(drafts: readonly Draft[]): readonly string[] {
  return [...Map.groupBy(drafts, (draft) => draft.paragraph).values()].map((each) =>
    each.reduce((text, draft) => (text === "" ? draft.text : `${text}${draft.text.includes("\n") ? "\n\n" : " "}${draft.text}`), ""),
  );
}

/** The first sentence. Only where a title comes before it can it lean on anything: then the first that stands. */
function leadOf(statements: readonly Statement[], titled: boolean, language: Language): Statement {
  const first = statements.find((statement) => isSentence(statement.text)) ?? statements[0];
  if (first === undefined) throw new Error("A summary without a sentence can't be composed; intake refuses it.");
  return (titled && dangles(first.text, language) && statements.find((statement) => statement.stands)) || first;
}

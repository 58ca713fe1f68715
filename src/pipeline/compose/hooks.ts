import { fronted } from "../../language/attribution.ts";
import { mainClause } from "../../language/clauses.ts";
import { figures } from "../../language/numbers.ts";
import type { Story } from "./story.ts";

/** Ways to say the first sentence, fullest first; an attribution stands in every one. Without one they are all the sentence. */
export interface Hooks {
  /** True when the main clause leaves out a number. */
  readonly losesNumbers: boolean;
  readonly whole: string;
  /** The claim, whole, and who says so. */
  readonly claim: string;
  /** Its main clause and who says so, with title. */
  readonly main: string;
  /** Its main clause and who says so, by name. */
  readonly named: string;
  /** Who says so, and the claim; its main clause where the claim is long. Null where that can't be said so. */
  readonly fronted: string | null;
}

/** Longer than this a first sentence isn't read for its numbers' sake. */
const longestWhole = 320;

export function hooks(story: Story): Hooks {
  const { first, claim, main, attribution, language, source } = story;
  if (attribution === null) return { whole: first, claim: first, main: first, named: first, fronted: null, losesNumbers: false };
  const comma = language === "ur" ? "، " : ", ";
  const stop = language === "ur" ? "۔" : ".";
  const said = (words: string, by: string) =>
    /(?<=[\p{L}\p{N}])["”]$/u.test(words) && language === "en"
      ? `${words.slice(0, -1)},${words.slice(-1)} ${by}${stop}`
      : `${words}${comma}${by}${stop}`;
  const short = mainClause(main, language);
  return {
    whole: first,
    claim: said(claim, attribution),
    main: said(short, attribution),
    named: said(short, byName(attribution, story)),
    fronted: fronted({ claim: claim.length <= longestWhole ? claim : short, attribution }, language, source),
    losesNumbers: figures(`${short} ${attribution}`).length < figures(first).length,
  };
}

/**
 * The first sentence for a reader who sees `room` characters of it: the fullest way that ends before it; else one that says who
 * says so before it; else the shortest that keeps its numbers.
 */
export function hookWithin(story: Story, room: number): string {
  const { attribution } = story;
  const { whole, claim, main, named, fronted: first, losesNumbers } = hooks(story);
  const fitting = [whole, claim, main, named].find((text) => text.length <= room);
  if (fitting !== undefined) return fitting;
  const known = attribution === null || whole.indexOf(attribution) + attribution.length;
  if (whole.length <= longestWhole && (known === true || (whole.includes(attribution ?? "") && known <= room))) return whole;
  return first ?? (losesNumbers && whole.length <= longestWhole ? whole : named);
}

/** The first sentence for a reader who sees all of it: its main clause and who says so; whole where that would lose a number. */
export function hookOf(story: Story): string {
  const { whole, main, losesNumbers } = hooks(story);
  return losesNumbers && whole.length <= longestWhole ? whole : main;
}

/** `according to U.S. special envoy Steve Witkoff` without the title, where the summary gives the name. */
function byName(attribution: string, story: Story): string {
  const person = story.people.find(({ title, name }) => title !== "" && attribution.endsWith(`${title} ${name}`));
  return person ? attribution.replace(`${person.title} `, "") : attribution;
}

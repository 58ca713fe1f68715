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
}

export function hooks(story: Story): Hooks {
  const { first, claim, main, attribution, language } = story;
  if (attribution === null) return { whole: first, claim: first, main: first, named: first, losesNumbers: false };
  const comma = language === "ur" ? "، " : ", ";
  const stop = language === "ur" ? "۔" : ".";
  const said = (words: string, by: string) => `${words}${/,["”’]$/.test(words) ? " " : comma}${by}${stop}`;
  const short = mainClause(main, language);
  return {
    whole: first,
    claim: said(claim, attribution),
    main: said(short, attribution),
    named: said(short, byName(attribution, story)),
    losesNumbers: figures(short).length < figures(claim).length,
  };
}

/** `according to U.S. special envoy Steve Witkoff` without the title, where the summary gives the name. */
function byName(attribution: string, story: Story): string {
  const person = story.people.find(({ title, name }) => title !== "" && attribution.endsWith(`${title} ${name}`));
  return person ? attribution.replace(`${person.title} `, "") : attribution;
}

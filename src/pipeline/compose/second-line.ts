import type { Summary } from "../../domain/summary.ts";
import { contentWords, overlap } from "./content-words.ts";
import { readStory } from "./story.ts";

/** A title that names its speaker needs no second one below: `…, survey finds`, `Ministry: …`. */
const saysWho = /\b(?:says?|said|finds?|found|warns?|tells?|told|claims?|according to)\b|:\s|کے مطابق|کہا/u;
/** Share of its words that a title has from the claim it stands for. */
const kinship = 0.3;

/** Who says what the headline claims: not where the headline says so itself, nor where it is a label or claims something else. */
export function secondLine(summary: Summary): string | null {
  const { headline, attribution, claim } = readStory(summary);
  if (attribution === null || claim.startsWith(headline.slice(0, 20))) return attribution;
  const claims = overlap(contentWords(headline), contentWords(claim)) >= kinship && !/[?؟]/.test(headline);
  return claims && !saysWho.test(headline.toLowerCase()) ? attribution : null;
}

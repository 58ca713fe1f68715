import { block, type Problem } from "../domain/problem.ts";
import { longestPassword, normalisePassword } from "./password.ts";

/** Whose password it is to be. */
export interface Owner {
  readonly name: string;
  readonly email: string;
  /** The outlet's name. */
  readonly outlet: string;
}

const shortestPassword = 12;
/** What must be left of it, in characters, without the words that anyone would try first. */
const leastOwn = 8;
/** How many different characters there must be. */
const leastDifferent = 5;

const firstTried = ["password", "passwort", "herald", "qwerty", "asdfgh", "letmein", "welcome", "admin", "pakistan", "123456", "abcdef"];

function folded(text: string): string {
  return normalisePassword(text).toLowerCase();
}

/** Words of three letters or more. */
function wordsOf(text: string): readonly string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word.length >= 3);
}

/** The password without the names of its owner and the words that are tried first. */
function ownPart(password: string, { name, email, outlet }: Owner): string {
  const known = [...wordsOf(name), ...wordsOf(email), ...wordsOf(outlet), ...firstTried].sort((one, other) => other.length - one.length);
  const rest = known.reduce((left, word) => left.replaceAll(word, ""), folded(password));
  return rest.replaceAll(/[^\p{L}\p{N}\p{P}\p{S}]/gu, "");
}

function weak(message: string, remedy: string): Problem {
  return block("input-password", "password", message, remedy);
}

/** What stands against a new password; null: nothing. Length is what counts: no rule asks for odd characters. */
export function passwordProblem(password: string, owner: Owner): Problem | null {
  const characters = [...normalisePassword(password)];
  if (characters.length < shortestPassword)
    return weak(`It has ${characters.length} characters; ${shortestPassword} are needed.`, "Take four words that don't belong together.");
  if (characters.length > longestPassword)
    return weak(`It has ${characters.length} characters; ${longestPassword} are the most.`, "Take a shorter one.");
  if (new Set(characters).size < leastDifferent)
    return weak("It repeats too few characters.", "Take four words that don't belong together.");
  if ([...ownPart(password, owner)].length < leastOwn)
    return weak(
      "It is made of a name, an address or a word that is tried first.",
      "Take four words that don't belong together and that say nothing of you.",
    );
  return null;
}

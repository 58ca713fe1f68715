// https://docs.x.com/x-api/posts/create-post, https://docs.x.com/x-api/posts/manage-tweets/integrate,
// https://docs.x.com/developer-guidelines
import twitterText from "twitter-text";
import { block, type Problem, warn } from "../../domain/problem.ts";
import { insecureLinks } from "../links.ts";
import { pictureProblems } from "../picture.ts";
import type { XContent } from "./content.ts";
import { limits, mostCashtags } from "./limits.ts";
import { weightedLength } from "./weighted-length.ts";

type Part = XContent["parts"][number];

function lengthProblems(part: Part, where: string): readonly Problem[] {
  if (part.text.trim() === "" && part.media.length === 0)
    return [block("length-empty", where, "The part has neither text nor picture.", "Write its text, or remove the part.")];
  const length = weightedLength(part.text);
  const { max } = limits.text;
  if (length <= max) return [];
  const message = `The text counts ${length} on X; ${max} are allowed. Links count 23, emoji and signs like … and € count 2.`;
  return [block("length-over", where, message, `Shorten it by ${length - max}, or split it at a sentence.`)];
}

function cashtagProblems(text: string, where: string): readonly Problem[] {
  const tags = twitterText.extractCashtags(text);
  if (tags.length <= mostCashtags) return [];
  const found = tags.map((tag) => `$${tag}`).join(", ");
  const message = `X takes one $TICKER a post through its API; this has ${tags.length}: ${found}.`;
  return [block("style-cashtags", where, message, "Leave the $ sign off all but one.")];
}

function mentionProblems(text: string, where: string): readonly Problem[] {
  return [...new Set(twitterText.extractMentions(text))].map((name) =>
    warn(
      "style-mention",
      where,
      `@${name} tags whoever owns that name on X, and X restricts tagging by automated accounts.`,
      "Write the name in plain words unless you mean to tag them.",
    ),
  );
}

function characterProblems(text: string, where: string): readonly Problem[] {
  if (!twitterText.hasInvalidCharacters(text)) return [];
  const message = "The text holds an invisible character that X refuses (U+FFFE, U+FEFF or U+FFFF).";
  return [block("style-character", where, message, "Type the passage anew instead of pasting it.")];
}

function partProblems(part: Part, where: string): readonly Problem[] {
  return [
    ...lengthProblems(part, where),
    ...pictureProblems(part.media, limits, where),
    ...cashtagProblems(part.text, where),
    ...mentionProblems(part.text, where),
    ...characterProblems(part.text, where),
    ...insecureLinks(part.text, where),
  ];
}

function threadProblems({ parts }: XContent): readonly Problem[] {
  const { parts: most } = limits;
  if (parts.length === 0) return [block("length-empty", "parts", "The post has no parts.", "Write at least one part.")];
  if (parts.length <= most) return [];
  return [block("length-parts", "parts", `The thread has ${parts.length} parts; ${most} are allowed.`, "Shorten or split the thread.")];
}

/** X refuses a text that the account posted just before, also inside one thread. */
function repeatProblems({ parts }: XContent): readonly Problem[] {
  const firsts = new Map<string, number>();
  return parts.flatMap(({ text }, index) => {
    const folded = text.normalize("NFC").replace(/\s+/gu, " ").trim();
    const first = firsts.get(folded);
    if (first === undefined) firsts.set(folded, index);
    if (first === undefined || folded === "") return [];
    const message = `The part says the same as part ${first + 1}; X refuses repeated text.`;
    return [block("style-repeated", `part ${index + 1}`, message, "Reword or remove one of them.")];
  });
}

/** X's rules for a post or thread. All findings, never only the first. */
export function validate(content: XContent): readonly Problem[] {
  const parts = content.parts.flatMap((part, index) => partProblems(part, `part ${index + 1}`));
  return [...threadProblems(content), ...parts, ...repeatProblems(content)];
}

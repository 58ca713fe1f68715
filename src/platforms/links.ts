import { block, type Problem } from "../domain/problem.ts";

/** Links that are not https, whatever else they are: a reader's network may change what they lead to. */
export function insecureLinks(text: string, where: string): readonly Problem[] {
  return [...text.matchAll(/\b(?!https:)[a-z][a-z\d+.-]{1,15}:\/\/[^\s<>"]+/giu)].map(([link]) =>
    block("link-insecure", where, `The link ${link} is not https.`, "Write the page's https address, or leave the link out."),
  );
}

import { block, type Problem } from "../domain/problem.ts";

/** Links that are not https: a reader's network may change what they lead to. */
export function insecureLinks(text: string, where: string): readonly Problem[] {
  return [...text.matchAll(/\bhttp:\/\/[^\s<>"]+/giu)].map(([link]) =>
    block("link-insecure", where, `The link ${link} is not https.`, "Write the page's https address, or leave the link out."),
  );
}

// An answer below the post: https://docs.x.com/x-api/posts/create-post (reply). Nobody can count on editing: it is for Premium, for an hour.

import { tidy } from "../../pipeline/compose.ts";
import { bareOf } from "../../pipeline/correction.ts";
import type { Brief, Matter } from "../platform.ts";
import { compose } from "./compose.ts";
import type { XContent } from "./content.ts";
import { maxWeightedLength, weightedLength } from "./weighted-length.ts";

/** What was wrong and what is right: in one part where they fit, else a part for each mistake. */
function noticesOf({ mistakes, way, summary: { language } }: Matter<XContent>, { render }: Brief): readonly string[] {
  const print = (some: typeof mistakes) => tidy(render("correction", { mistakes: some, way, language }), language);
  const all = print(mistakes);
  return mistakes.length === 1 || weightedLength(all) <= maxWeightedLength ? [all] : mistakes.map((mistake) => print([mistake]));
}

/** A new post in the place of the old: it says so in its first part, or in one before it where that has no room. */
function anew(matter: Matter<XContent>, brief: Brief): XContent {
  const { parts } = compose(...bareOf(matter.summary, brief), matter.pictures);
  const [first, ...rest] = parts;
  const notices = noticesOf(matter, brief);
  const joined = `${notices.join("\n")}\n\n${first?.text ?? ""}`;
  if (first && weightedLength(joined) <= maxWeightedLength) return { parts: [{ ...first, text: joined }, ...rest] };
  const [head = "", ...more] = notices;
  const plain = (text: string) => ({ text, media: [] });
  return { parts: [{ text: head, media: first?.media ?? [] }, ...more.map(plain), ...(first ? [plain(first.text)] : []), ...rest] };
}

/** A correction: an answer of one part, or a new post that says what it corrects. */
export function correct(matter: Matter<XContent>, brief: Brief): XContent {
  const { text, way } = matter;
  if (text !== undefined) return { parts: [{ text, media: way === "repost" ? matter.pictures : [] }] };
  return way === "repost" ? anew(matter, brief) : { parts: noticesOf(matter, brief).map((notice) => ({ text: notice, media: [] })) };
}

// The text of a community post can be edited on its page, its picture can't: https://support.google.com/youtube/answer/7124474

import { tidy } from "../../pipeline/compose.ts";
import { bareOf, mended, withoutInvitations } from "../../pipeline/correction.ts";
import type { Brief, Matter } from "../platform.ts";
import { compose } from "./compose.ts";
import type { YoutubeContent } from "./content.ts";

/** The whole text as it should read, with what was wrong; of a new post, its own text and card with the same. */
export function correct(matter: Matter<YoutubeContent>, brief: Brief): YoutubeContent {
  const { way, mistakes, summary, published, pictures } = matter;
  const { language } = summary;
  const images = way === "repost" ? pictures : published.images;
  if (matter.text !== undefined) return { text: matter.text, images };
  const body = way === "repost" ? compose(...bareOf(summary, brief), pictures).text : mended(published.text, mistakes, language);
  const text = withoutInvitations(body, brief.house, language);
  return { text: tidy(brief.render("correction", { text, mistakes, way, language }), language), images };
}

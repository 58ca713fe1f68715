// A caption can be edited in the app, its pictures can't: https://help.instagram.com/997924900322403

import { tidy } from "../../pipeline/compose.ts";
import { bareOf, mended, withoutInvitations } from "../../pipeline/correction.ts";
import type { Brief, Matter } from "../platform.ts";
import { compose } from "./compose.ts";
import type { InstagramContent } from "./content.ts";

/** The whole caption as it should read, with what was wrong; of a new post, its own caption and cards with the same. */
export function correct(matter: Matter<InstagramContent>, brief: Brief): InstagramContent {
  const { way, mistakes, summary, published, pictures } = matter;
  const { language } = summary;
  const images = way === "repost" ? pictures : published.images;
  if (matter.text !== undefined) return { caption: matter.text, images };
  const body = way === "repost" ? compose(...bareOf(summary, brief), pictures).caption : mended(published.caption, mistakes, language);
  const text = withoutInvitations(body, brief.house, language);
  return { caption: tidy(brief.render("correction", { text, mistakes, way, language }), language), images };
}

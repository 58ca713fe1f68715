// https://developers.facebook.com/docs/instagram-platform/content-publishing
import type { Platform } from "../platform.ts";
import { cards } from "./cards.ts";
import { compose } from "./compose.ts";
import { type InstagramContent, parse, reword } from "./content.ts";
import { correct } from "./correct.ts";
import { limits } from "./limits.ts";
import { remoteId, variables } from "./login.ts";
import { oauth } from "./oauth.ts";
import { deleteByHand, plan } from "./plan.ts";
import { characters, hashtagsOf, validate } from "./validate.ts";

const postPath = /^\/(?:[\w.]{1,30}\/)?(?:p|reel)\/([\w-]{5,64})\/?$/;

/** The short code in a post's address. @example postId("https://www.instagram.com/p/C8xYz012345/") */
function postId(address: string): string | null {
  const url = URL.parse(address.trim());
  if (url?.protocol !== "https:" || !/^(www\.)?instagram\.com$/.test(url.host)) return null;
  return postPath.exec(url.pathname)?.[1] ?? null;
}

export const instagram: Platform<InstagramContent> = {
  id: "instagram",
  name: "Instagram",
  limits,
  variables,
  remoteId,
  oauth,
  cards,
  compose,
  parse,
  contentOf: (text) => ({ caption: text, images: [] }),
  reword,
  validate,
  read: ({ caption, images }) => ({ parts: [{ text: caption, pictures: images }] }),
  counts: ({ caption }) => ({ characters: characters(caption), max: limits.text.max, hashtags: hashtagsOf(caption).length }),
  plan,
  corrects: "edit",
  correct,
  deleteByHand,
  postId,
  open: async (account, secret, edge) => (await import("./session.ts")).open(account, secret, edge),
};

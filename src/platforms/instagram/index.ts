// https://developers.facebook.com/docs/instagram-platform/content-publishing
import type { Platform, Secret, Variable } from "../platform.ts";
import { cards, compose } from "./compose.ts";
import { type InstagramContent, parse } from "./content.ts";
import { limits } from "./limits.ts";
import { plan } from "./plan.ts";
import { open } from "./session.ts";
import { characters, hashtagsOf, validate } from "./validate.ts";

const variables: readonly Variable[] = [
  {
    name: "INSTAGRAM_USER_ID",
    secret: false,
    required: true,
    help: "The professional account's number, in Meta's developer console beside the token",
  },
  {
    name: "INSTAGRAM_ACCESS_TOKEN",
    secret: true,
    required: true,
    help: "A long-lived token with the right to publish, from Meta's developer console",
  },
  {
    name: "INSTAGRAM_LOGIN",
    secret: false,
    required: false,
    help: "instagram or facebook; without it told from the token's first letters",
  },
];

const postPath = /^\/(?:[\w.]{1,30}\/)?(?:p|reel)\/([\w-]{5,64})\/?$/;

/** The short code in a post's address. @example postId("https://www.instagram.com/p/C8xYz012345/") */
function postId(address: string): string | null {
  const url = URL.parse(address.trim());
  if (url?.protocol !== "https:" || !/^(www\.)?instagram\.com$/.test(url.host)) return null;
  return postPath.exec(url.pathname)?.[1] ?? null;
}

function remoteId(secret: Secret): string | null {
  return secret.INSTAGRAM_USER_ID || null;
}

export const instagram: Platform<InstagramContent> = {
  id: "instagram",
  name: "Instagram",
  limits,
  variables,
  remoteId,
  cards,
  compose,
  parse,
  validate,
  read: ({ caption, images }) => ({ parts: [{ text: caption, pictures: images }] }),
  counts: ({ caption }) => ({ characters: characters(caption), max: limits.text.max, hashtags: hashtagsOf(caption).length }),
  plan,
  postId,
  open,
};

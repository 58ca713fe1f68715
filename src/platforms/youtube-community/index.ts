// https://support.google.com/youtube/answer/7124474, https://developers.google.com/youtube/v3/docs
import type { Account } from "../../domain/account.ts";
import type { Platform } from "../platform.ts";
import { cards } from "./cards.ts";
import { compose } from "./compose.ts";
import { parse, reword, type YoutubeContent } from "./content.ts";
import { correct } from "./correct.ts";
import { limits } from "./limits.ts";
import { remoteId, variables } from "./login.ts";
import { oauth } from "./oauth.ts";
import { deleteByHand, plan } from "./plan.ts";
import { postAddress } from "./post-address.ts";
import { validate } from "./validate.ts";

/** The id in a community post's address; null also where the address names another channel. */
function postId(url: string, account: Account): string | null {
  const address = postAddress(url);
  const isOthers = address?.channelId !== undefined && account.remoteId !== null && address.channelId !== account.remoteId;
  return address && !isOthers ? address.id : null;
}

export const youtubeCommunity: Platform<YoutubeContent> = {
  id: "youtube-community",
  name: "YouTube Community",
  limits,
  variables,
  remoteId,
  oauth,
  cards,
  compose,
  parse,
  contentOf: (text) => ({ text, images: [] }),
  reword,
  validate,
  read: ({ text, images }) => ({ parts: [{ text, pictures: images }] }),
  counts: ({ text }) => ({ characters: text.length, max: limits.text.max }),
  plan,
  corrects: "edit",
  correct,
  deleteByHand,
  postId,
  open: async (account, secret, edge) => (await import("./session.ts")).open(account, secret, edge),
};

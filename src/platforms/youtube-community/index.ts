// https://support.google.com/youtube/answer/7124474, https://developers.google.com/youtube/v3/docs
import type { Account } from "../../domain/account.ts";
import type { Platform, Variable } from "../platform.ts";
import { cards, compose } from "./compose.ts";
import { parse, type YoutubeContent } from "./content.ts";
import { limits } from "./limits.ts";
import { plan } from "./plan.ts";
import { postAddress } from "./post-address.ts";
import { open, remoteId } from "./session.ts";
import { validate } from "./validate.ts";

const place = "in Google's console, APIs & Services, Credentials";

const variables: readonly Variable[] = [
  {
    name: "YOUTUBE_CHANNEL_ID",
    secret: false,
    required: true,
    help: "The channel's id (UC…), in YouTube Studio, Settings, Channel, Advanced settings",
  },
  { name: "YOUTUBE_CLIENT_ID", secret: false, required: false, help: `OAuth client ID, ${place}: only to confirm which channel this is` },
  { name: "YOUTUBE_CLIENT_SECRET", secret: true, required: false, help: `OAuth client secret, ${place}` },
  {
    name: "YOUTUBE_REFRESH_TOKEN",
    secret: true,
    required: false,
    help: "Refresh token with the scope youtube.readonly, from signing in as the channel",
  },
];

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
  cards,
  compose,
  parse,
  validate,
  read: ({ text, images }) => ({ parts: [{ text, pictures: images }] }),
  counts: ({ text }) => ({ characters: text.length, max: limits.text.max }),
  plan,
  postId,
  open,
};

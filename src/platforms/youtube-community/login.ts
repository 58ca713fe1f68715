// https://developers.google.com/identity/protocols/oauth2/web-server
import type { Secret, Variable } from "../platform.ts";

const place = "in Google's console, APIs & Services, Credentials";

export const variables: readonly Variable[] = [
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

/** The channel that posts are for. */
export function remoteId(secret: Secret): string | null {
  return secret.YOUTUBE_CHANNEL_ID || null;
}

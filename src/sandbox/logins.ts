import type { PlatformId } from "../domain/account.ts";
import { type Channel, type InstagramPerson, type People, usualPeople, type XPerson } from "./people.ts";

/** Variables by name, as `.env` has them; the stand-ins accept them and nobody else does. */
export type Login = Readonly<Record<string, string>>;

export function xLogin(person: XPerson): Login {
  return {
    X_API_KEY: person.apiKey,
    X_API_SECRET: person.apiSecret,
    X_ACCESS_TOKEN: person.accessToken,
    X_ACCESS_SECRET: person.accessSecret,
  };
}

/** @param by which host the token is for: `instagram` (graph.instagram.com) or `facebook` (graph.facebook.com). */
export function instagramLogin(person: InstagramPerson, by: "instagram" | "facebook" = "instagram"): Login {
  const token = by === "instagram" ? person.instagramToken : person.facebookToken;
  return { INSTAGRAM_USER_ID: person.id, INSTAGRAM_ACCESS_TOKEN: token };
}

export function youtubeLogin(owned: Channel): Login {
  return {
    YOUTUBE_CHANNEL_ID: owned.id,
    YOUTUBE_CLIENT_ID: owned.clientId,
    YOUTUBE_CLIENT_SECRET: owned.clientSecret,
    YOUTUBE_REFRESH_TOKEN: owned.refreshToken,
  };
}

/** The first account's login on each platform: the outlet's. */
export function loginsOf(people: People): Readonly<Record<PlatformId, Login>> {
  const [x, instagram, owned] = [people.x[0], people.instagram[0], people.channels[0]];
  return {
    x: x ? xLogin(x) : {},
    instagram: instagram ? instagramLogin(instagram) : {},
    "youtube-community": owned ? youtubeLogin(owned) : {},
  };
}

/** The outlet's login on a platform, known before any stand-in runs. */
export function standInLogin(platform: PlatformId): Login {
  return loginsOf(usualPeople)[platform];
}

// https://developers.facebook.com/docs/instagram-platform/overview
import type { Secret, Variable } from "../platform.ts";

export const variables: readonly Variable[] = [
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
  {
    name: "INSTAGRAM_TOKEN_EXPIRES",
    secret: false,
    required: false,
    help: "When the token ends, such as 2027-01-31: then you are told ahead",
  },
];

/** The professional account that posts are for. */
export function remoteId(secret: Secret): string | null {
  return secret.INSTAGRAM_USER_ID || null;
}

/** Which of Meta's two logins a token is of: by setting, or by its first letters. */
export function loginOf(secret: Secret): "instagram" | "facebook" {
  const { INSTAGRAM_LOGIN: login, INSTAGRAM_ACCESS_TOKEN: token = "" } = secret;
  if (login === "instagram" || login === "facebook") return login;
  return token.startsWith("EAA") ? "facebook" : "instagram";
}

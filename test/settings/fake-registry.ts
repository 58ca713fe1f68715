import type { PlatformId } from "../../src/domain/account.ts";
import type { Platform, Registry, Secret, Variable } from "../../src/platforms/platform.ts";

/** Platforms as settings see them: an id, the variables of a login, and whose it is. Everything else is out of reach here. */
export const registry: Registry = {
  x: platform("x", "X", ["X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_SECRET"], [], (secret) => {
    return /^(\d+)-/.exec(secret.X_ACCESS_TOKEN ?? "")?.[1] ?? null;
  }),
  instagram: platform(
    "instagram",
    "Instagram",
    ["INSTAGRAM_USER_ID", "INSTAGRAM_ACCESS_TOKEN"],
    ["INSTAGRAM_LOGIN"],
    (secret) => secret.INSTAGRAM_USER_ID ?? null,
  ),
  "youtube-community": platform(
    "youtube-community",
    "YouTube Community",
    ["YOUTUBE_CHANNEL_ID"],
    ["YOUTUBE_CLIENT_ID", "YOUTUBE_CLIENT_SECRET", "YOUTUBE_REFRESH_TOKEN"],
    (secret) => secret.YOUTUBE_CHANNEL_ID ?? null,
  ),
};

/** The stand-ins' logins. */
export const login = (id: PlatformId): Secret =>
  ({
    x: { X_API_KEY: "k", X_API_SECRET: "s", X_ACCESS_TOKEN: "1-t", X_ACCESS_SECRET: "a" },
    instagram: { INSTAGRAM_USER_ID: "2", INSTAGRAM_ACCESS_TOKEN: "IGt" },
    "youtube-community": { YOUTUBE_CHANNEL_ID: "UCstandin" },
  })[id];

function platform(
  id: PlatformId,
  name: string,
  required: readonly string[],
  optional: readonly string[],
  remoteId: (secret: Secret) => string | null,
): Platform {
  const variable = (variableName: string, isRequired: boolean): Variable => ({
    name: variableName,
    secret: true,
    required: isRequired,
    help: "here",
  });
  const unused = (): never => {
    throw new Error("Settings have no business here.");
  };
  return {
    id,
    name,
    limits: {
      text: { max: 1, unit: "characters" },
      parts: 1,
      pictures: { min: 0, max: 1, maxBytes: 1, mimes: [], maxAlt: 1 },
      hashtags: 0,
      mentions: 0,
      source: "",
    },
    variables: [...required.map((one) => variable(one, true)), ...optional.map((one) => variable(one, false))],
    remoteId,
    cards: unused,
    compose: unused,
    parse: unused,
    contentOf: unused,
    reword: unused,
    validate: unused,
    read: unused,
    counts: unused,
    plan: unused,
    corrects: "reply",
    correct: unused,
    postId: unused,
    open: unused,
  };
}

// https://docs.x.com/fundamentals/authentication/oauth-1-0a/api-key-and-secret
import type { Secret, Variable } from "../platform.ts";

const place = "in X's developer console (console.x.com), your app, Keys and tokens";

export const variables: readonly Variable[] = [
  { name: "X_API_KEY", secret: true, required: true, help: `API Key, ${place}` },
  { name: "X_API_SECRET", secret: true, required: true, help: `API Key Secret, ${place}` },
  { name: "X_ACCESS_TOKEN", secret: true, required: true, help: `Access Token with "Read and write", ${place}` },
  { name: "X_ACCESS_SECRET", secret: true, required: true, help: `Access Token Secret, ${place}` },
];

/** The account's id on X: as X said when it was connected by OAuth 2.0, else the digits before `-` in its access token. */
export function remoteId(secret: Secret): string | null {
  if (secret.X_USER_TOKEN) return /^\d{1,19}$/.exec(secret.X_USER_ID ?? "")?.[0] ?? null;
  return /^(\d{1,19})-/.exec(secret.X_ACCESS_TOKEN ?? "")?.[1] ?? null;
}

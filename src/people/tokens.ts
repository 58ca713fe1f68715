import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as base64url: 43 characters, for cookies and links. Only its digest is ever kept. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** True for what `newToken` could have made: anything else is not looked for. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** SHA-256, hex: enough for a token, which nobody can guess. */
export function digestOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The session's CSRF token: whoever has it can't tell the session's, and each session has its own. */
export function csrfOf(sessionToken: string): string {
  return createHmac("sha256", sessionToken).update("herald csrf 1").digest("base64url");
}

/** Compares in a time that tells nothing of where the two differ. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

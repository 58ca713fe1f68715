import { expect, test } from "vitest";
import { csrfOf, digestOfToken, isToken, newToken, sameSecret } from "../../src/people/tokens.ts";

test("a token has 256 random bits, and its digest and CSRF token are others'", () => {
  const tokens = Array.from({ length: 50 }, newToken);
  expect(tokens.every(isToken)).toBe(true);
  expect(new Set([...tokens, ...tokens.map(digestOfToken), ...tokens.map(csrfOf)]).size).toBe(150);
  expect(Buffer.from(tokens[0] ?? "", "base64url")).toHaveLength(32);
});

test("two secrets are the same or not, whatever their lengths", () => {
  expect([sameSecret("a", "a"), sameSecret("a", "b"), sameSecret("a", "ab"), sameSecret("", "")]).toEqual([true, false, false, true]);
});

import { describe, expect, test } from "vitest";
import { hashPassword, longestPassword, verifyPassword } from "../../src/people/password.ts";
import { passwordProblem } from "../../src/people/password-rules.ts";

const owner = { name: "Ayesha Khan", email: "a.khan@republic.example.org", outlet: "Republic Policy" };

describe("a password", () => {
  test("is kept only as an argon2id hash with a salt of its own, by the parameters that OWASP names", async () => {
    const [one, other] = await Promise.all([hashPassword("candle orbit walnut"), hashPassword("candle orbit walnut")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword("candle orbit walnut", one)).toBe(true);
    expect(await verifyPassword("candle orbit walnuT", one)).toBe(false);
  });

  test("is known by hashes of another cost, too", async () => {
    // By the reference implementation: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32`.
    const light = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await verifyPassword("password", light)).toBe(true);
    expect(await verifyPassword("Password", light)).toBe(false);
    await expect(verifyPassword("password", "plain")).rejects.toThrow("set the password anew");
  });

  test("is the same from two keyboards", async () => {
    const encoded = await hashPassword("caf\u00e9 orbit walnut ① کتاب");
    expect(await verifyPassword("cafe\u0301 orbit walnut 1 کتاب", encoded)).toBe(true);
  });

  test("that is too long, or held against nothing, is wrong after the same work", async () => {
    const long = "x".repeat(longestPassword + 1);
    expect(await verifyPassword(long, await hashPassword(long))).toBe(false);
    expect(await verifyPassword("", await hashPassword(""))).toBe(true);
    expect(await verifyPassword("anything at all", null)).toBe(false);
    expect(await verifyPassword("", null)).toBe(false);
  });
});

describe("a new password", () => {
  const isFine = (password: string) => passwordProblem(password, owner) === null;

  test.each(["candle orbit walnut", "correct horse battery", "xk7#Qm2!vL9p", "میز دریا چراغ پتھر", "Tr0ubad0ur&3x"])(
    "%s will do",
    (password) => {
      expect(isFine(password)).toBe(true);
    },
  );

  test.each([
    ["too short", "xk7#Qm2!vL9"],
    ["too long", "abcdefgh1!".repeat(26)],
    ["one letter", "aaaaaaaaaaaaaaaa"],
    ["two letters", "abababababababab"],
    ["the address", "a.khan@republic.example.org"],
    ["the name", "AyeshaKhan2026"],
    ["the name written widely", "Ａｙｅｓｈａ Ｋｈａｎ 1"],
    ["the outlet", "republicpolicy1"],
    ["tried first", "password1234"],
    ["a row of keys", "qwerty123456"],
    ["spaces around little", "   khan      7  "],
  ])("that is %s will not", (_what, password) => {
    expect(isFine(password)).toBe(false);
  });

  test("is not repeated in what is said about it", () => {
    expect(JSON.stringify(passwordProblem("AyeshaKhan2026", owner))).not.toContain("2026");
  });
});

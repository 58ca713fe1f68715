import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namesIn, readSealKeys, type SealKey, seal, unseal } from "../../src/settings/seal.ts";

const secret = "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx";
const other = "hB7w2Nf5Qa9Rz4Ms1Ty8Ev3Kj6Cd0Lg-Xp_uOiWb";

function keyFrom(text: string): SealKey {
  const { current } = readSealKeys({ HERALD_SECRET: text });
  if (!current.ok) throw new Error(current.problems[0]?.message);
  return current.value;
}

const [key, otherKey] = [keyFrom(secret), keyFrom(other)];
const login = { X_API_KEY: "key", X_ACCESS_TOKEN: "4711-token" };

describe("a sealed login", () => {
  test("opens with its key at its account, whatever it says", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.string(), (values, account) => {
        expect(unseal(seal(values, account, key), account, key)).toEqual(values);
      }),
    );
  });

  test("shows names and no value, and is never twice the same", () => {
    const sealed = seal(login, "x", key);
    expect(namesIn(sealed)).toEqual(["X_ACCESS_TOKEN", "X_API_KEY"]);
    expect(sealed).not.toContain("4711");
    expect(seal(login, "x", key)).not.toBe(sealed);
  });

  test("opens with no other key and at no other account", () => {
    const sealed = seal(login, "x", key);
    expect(unseal(sealed, "x", otherKey)).toBeNull();
    expect(unseal(sealed, "urdu-x", key)).toBeNull();
    expect(unseal(sealed, "x", { ...key, id: otherKey.id })).toBeNull();
  });

  test("opens no more once anything of it was altered", () => {
    const sealed = JSON.parse(seal(login, "x", key));
    const flipped = (text: string, at: number) => {
      const bytes = Buffer.from(text, "base64url");
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
      return bytes.toString("base64url");
    };
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom("text", "nonce"), (at, field) => {
        expect(unseal(JSON.stringify({ ...sealed, [field]: flipped(sealed[field], at) }), "x", key)).toBeNull();
      }),
    );
    const altered = [
      { names: ["X_ACCESS_TOKEN"] },
      { names: ["X_API_KEY", "X_ACCESS_TOKEN"] },
      { version: 2 },
      { nonce: "" },
      { text: "" },
    ];
    for (const change of altered) expect(unseal(JSON.stringify({ ...sealed, ...change }), "x", key)).toBeNull();
    for (const text of ["", "{", "null", '"x"']) expect(unseal(text, "x", key)).toBeNull();
    // Shorter tags are easier to guess.
    const short = Buffer.from(sealed.text, "base64url").subarray(0, -4).toString("base64url");
    expect(unseal(JSON.stringify({ ...sealed, text: short }), "x", key)).toBeNull();
  });
});

describe("HERALD_SECRET", () => {
  test("makes one key, whose name tells nothing of it", () => {
    expect(keyFrom(secret)).toEqual(key);
    expect(key.bytes).toHaveLength(32);
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    expect(Buffer.from(key.bytes).toString("hex")).not.toContain(key.id);
    expect(otherKey.id).not.toBe(key.id);
  });

  test.each(["pass-4711", "a".repeat(64), "changeme".repeat(8), "herald-secret-herald-secret-herald", "0123456789".repeat(3)])(
    "is refused in one sentence where it is weak: %s",
    (weak) => {
      const { current } = readSealKeys({ HERALD_SECRET: weak });
      expect(current).toMatchObject({ ok: false, problems: [{ code: "settings-secret", where: "HERALD_SECRET" }] });
      expect(JSON.stringify(current)).not.toContain(weak);
    },
  );

  test("is taken as openssl and setup make it, in letters or in hexadecimal digits", () => {
    for (const bytes of [32, 48])
      fc.assert(
        fc.property(fc.uint8Array({ minLength: bytes, maxLength: bytes }), fc.constantFrom("base64", "hex"), (random, encoding) => {
          fc.pre(new Set(random).size > bytes / 2);
          expect(readSealKeys({ HERALD_SECRET: Buffer.from(random).toString(encoding as "hex") }).current.ok).toBe(true);
        }),
      );
  });

  test("may be missing, and says so only to whoever needs it", () => {
    expect(readSealKeys({})).toMatchObject({ current: { ok: false }, old: null });
    expect(readSealKeys({ HERALD_SECRET: secret, HERALD_SECRET_OLD: "weak" })).toMatchObject({ current: { ok: true }, old: { ok: false } });
  });
});

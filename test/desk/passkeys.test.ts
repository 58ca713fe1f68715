import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ownAccount, removePasskey } from "../../src/desk/own-account.ts";
import { beginPasskey, beginPasskeySignIn, finishPasskey, finishPasskeySignIn, hasPasskeys } from "../../src/desk/passkeys.ts";
import { disable } from "../../src/desk/people.ts";
import { signedIn } from "../../src/desk/sign-in.ts";
import { makePasskey, type Quirks, type SoftPasskey } from "../support/authenticator.ts";
import { codes, comeIn, deskOf, goodPassword, layPeopleDesk, origin, type PeopleDesk, value, visitFrom } from "../support/people-desk.ts";
import { minuteMs } from "../support/store-fixtures.ts";

let house: PeopleDesk;
let own: PeopleDesk["desk"];
beforeEach(async () => {
  house = await layPeopleDesk();
  own = deskOf(house.desk, await comeIn(house.desk, "Ayesha", "admin"));
});
afterEach(() => house.remove());

async function enrolled(name = "Phone", desk = own): Promise<SoftPasskey> {
  const { passkey, answer } = makePasskey(value(await beginPasskey(desk, goodPassword)), origin);
  value(await finishPasskey(desk, answer, name));
  return passkey;
}

const visit = visitFrom("198.51.100.9");

async function attempt(passkey: SoftPasskey, quirks: Quirks = {}) {
  const options = value(await beginPasskeySignIn(house.desk));
  return finishPasskeySignIn(house.desk, passkey.sign(options, quirks), visit);
}

describe("a passkey", () => {
  test("lets its owner in, without an address or a password, as often as they like", async () => {
    const passkey = await enrolled();
    for (const _ of ["first", "second"]) {
      const opened = value(await attempt(passkey));
      expect((await signedIn(house.desk, opened.token))?.person.id).toBe("ayesha");
    }
    const [kept] = value(await ownAccount(own)).passkeys;
    expect(kept).toMatchObject({ name: "Phone", counter: 2, usedAt: house.clock.now() });
  });

  test("is asked for as one that is kept on the device and that looks whose it is", async () => {
    const options = value(await beginPasskey(own, goodPassword));
    expect(options).toMatchObject({
      rp: { id: "herald.example.org" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(options.user.id).not.toContain("ayesha");
    expect(value(await beginPasskeySignIn(house.desk))).toMatchObject({ rpId: "herald.example.org", userVerification: "required" });
  });

  test("is made only by somebody who is signed in and knows the password", async () => {
    expect(codes(await beginPasskey(own, "candle orbit walnut pond"))).toEqual(["input-password"]);
    expect(codes(await beginPasskey(house.desk, goodPassword))).toEqual(["rights-signed-in"]);
  });

  test.each<[string, Quirks]>([
    ["made on another page", { origin: "https://herald.example.com" }],
    ["made for another site", { rpId: "example.com" }],
    ["made without looking whose it is", { unverified: true }],
    ["made with a certificate, which nobody asked for", { certificate: true }],
  ])("%s is not kept", async (_what, quirks) => {
    const { answer } = makePasskey(value(await beginPasskey(own, goodPassword)), origin, quirks);
    expect(codes(await finishPasskey(own, answer, "Phone"))).toEqual(["sign-in-passkey"]);
    expect(value(await ownAccount(own)).passkeys).toEqual([]);
  });

  test.each<[string, Quirks]>([
    ["from another page", { origin: "https://evil.example.org" }],
    ["for another site", { rpId: "example.org" }],
    ["without looking whose it is", { unverified: true }],
    ["by another key", { forged: true }],
    ["in somebody else's name", { userHandle: Buffer.alloc(32).toString("base64url") }],
    ["at a count that it had already", { counter: 1 }],
  ])("that answers %s lets nobody in", async (_what, quirks) => {
    const passkey = await enrolled();
    value(await attempt(passkey));
    expect(codes(await attempt(passkey, quirks))).toEqual(["sign-in-passkey"]);
    expect((await attempt(passkey)).ok).toBe(true);
  });

  test("answers a question once, within five minutes, and only one of ours", async () => {
    const passkey = await enrolled();
    const options = value(await beginPasskeySignIn(house.desk));
    const answer = passkey.sign(options);
    expect((await finishPasskeySignIn(house.desk, answer, visit)).ok).toBe(true);
    expect(codes(await finishPasskeySignIn(house.desk, answer, visit))).toEqual(["sign-in-passkey"]);
    const late = value(await beginPasskeySignIn(house.desk));
    house.clock.pass(5 * minuteMs);
    expect(codes(await finishPasskeySignIn(house.desk, passkey.sign(late), visit))).toEqual(["sign-in-passkey"]);
    const invented = passkey.sign({ challenge: Buffer.alloc(32, 7).toString("base64url") });
    expect(codes(await finishPasskeySignIn(house.desk, invented, visit))).toEqual(["sign-in-passkey"]);
  });

  test("that answers what another person was asked is not kept", async () => {
    const bilal = deskOf(house.desk, await comeIn(house.desk, "Bilal", "writer"));
    const { answer } = makePasskey(value(await beginPasskey(own, goodPassword)), origin);
    expect(codes(await finishPasskey(bilal, answer, "Phone"))).toEqual(["sign-in-passkey"]);
  });

  test("lets nobody in once it is taken away, or its owner is disabled", async () => {
    const bilal = await comeIn(house.desk, "Bilal", "writer");
    const theirs = await enrolled("Key", deskOf(house.desk, bilal));
    const mine = await enrolled();
    value(await removePasskey(own, mine.id));
    value(await disable(house.desk, "bilal"));
    for (const passkey of [mine, theirs]) expect(codes(await attempt(passkey))).toEqual(["sign-in-passkey"]);
    expect(codes(await removePasskey(own, theirs.id))).toEqual(["input-unknown-passkey"]);
  });

  test("is nothing that no browser sends", async () => {
    const empty = { id: "x", rawId: "x", type: "public-key", response: { clientDataJSON: "e30" } };
    for (const json of [null, "", 7, {}, { id: "x" }, empty]) {
      expect(codes(await finishPasskeySignIn(house.desk, json, visit))).toEqual(["sign-in-passkey"]);
      expect(codes(await finishPasskey(own, json, "Phone"))).toEqual(["sign-in-passkey"]);
    }
  });

  test("is offered at a name that is reached by https, or on this machine", () => {
    const offered = ["https://herald.example.org/desk", "http://localhost:8080"];
    const not = ["http://127.0.0.1:8080", "http://[::1]:8080", "http://herald.example.org", "https://192.0.2.1"];
    expect(offered.filter((address) => !hasPasskeys(house.desk, address))).toEqual([]);
    expect(not.filter((address) => hasPasskeys(house.desk, address))).toEqual([]);
  });
});

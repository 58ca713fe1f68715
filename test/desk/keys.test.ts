import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import { actorByKey, addKey, type KeyWish, listKeys, revokeKey } from "../../src/desk/keys.ts";
import { addPerson, disable } from "../../src/desk/people.ts";
import type { Role } from "../../src/domain/person.ts";
import { codes, comeIn, layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";

const wish = (name: string, more: Partial<KeyWish> = {}): KeyWish => ({ name, rights: ["read", "write"], expiresAt: null, ...more });

describe("where people are known", () => {
  let house: PeopleDesk;
  const as = (id: string, role: Role): Desk => ({ ...house.desk, actor: { id, role } });
  beforeAll(async () => {
    house = await layPeopleDesk();
    await comeIn(house.desk, "Ayesha", "admin");
    await comeIn(house.desk, "Bilal", "editor");
    await comeIn(house.desk, "Zara", "writer");
  });
  afterAll(() => house.remove());

  test("a key acts for whoever made it, with those of their rights that it was given", async () => {
    const { key, token } = value(await addKey(as("bilal", "editor"), wish("wire", { rights: ["write", "read"] })));
    expect(token).toMatch(/^herald_[A-Za-z0-9_-]{43}$/);
    expect(key).toEqual({
      name: "wire",
      owner: "bilal",
      rights: ["read", "write"],
      state: "live",
      madeAt: expect.any(String),
      madeBy: "bilal",
      expiresAt: null,
      usedAt: null,
    });
    expect(await actorByKey(house.desk, token)).toEqual({ id: "bilal", role: "editor", only: ["read", "write"], via: "wire" });
  });

  test("nothing but the very token opens anything, and no token is kept", async () => {
    const { token } = value(await addKey(as("bilal", "editor"), wish("exact")));
    const others = [
      token.slice(0, -1),
      `${token}A`,
      token.replace("herald_", ""),
      token.toUpperCase(),
      "",
      "herald_",
      `herald_${"A".repeat(43)}`,
      "exact",
    ];
    for (const other of others) expect([other, await actorByKey(house.desk, other)]).toEqual([other, null]);
    const kept = JSON.stringify([await house.desk.store.keys.list(), await house.desk.store.audit.rows({ after: 0, limit: 100 })]);
    expect(kept).not.toContain(token.slice(7));
  });

  test("nobody gives a right that they have not, and approval only who may approve something", async () => {
    expect(codes(await addKey(as("zara", "writer"), wish("w1", { rights: ["read", "review", "settle"] })))).toEqual([
      "rights-key",
      "rights-key",
    ]);
    expect(codes(await addKey(as("zara", "writer"), wish("w2", { rights: ["approve"] })))).toEqual(["rights-key"]);
    const accounts = house.desk.settings.accounts.map((account) => ({
      ...account,
      approval: { least: null, people: ["zara"], others: false, auto: [] },
    }));
    const named = { ...as("zara", "writer"), settings: { ...house.desk.settings, accounts } };
    expect(codes(await addKey(named, wish("w3", { rights: ["approve"] })))).toEqual([]);
    expect(codes(await addKey(as("ayesha", "admin"), wish("w4", { rights: ["people"] })))).toEqual(["input-rights"]);
    expect(codes(await addKey(as("ayesha", "admin"), wish("w5", { rights: [] })))).toEqual(["input-rights"]);
  });

  test("an admin makes keys for others, with rights that those have; others only for themselves", async () => {
    const made = value(await addKey(as("ayesha", "admin"), wish("cms", { owner: "zara" })));
    expect(made.key).toMatchObject({ owner: "zara", madeBy: "ayesha" });
    expect(codes(await addKey(as("ayesha", "admin"), wish("cms2", { owner: "zara", rights: ["review"] })))).toEqual(["rights-key"]);
    const voice = wish("voice", { owner: "bilal", rights: ["read", "approve"] });
    expect(codes(await addKey(as("ayesha", "admin"), voice))).toEqual(["rights-key"]);
    expect(codes(await addKey(as("bilal", "editor"), voice))).toEqual([]);
    expect(codes(await addKey(as("ayesha", "admin"), wish("cms3", { owner: "nobody" })))).toEqual(["input-unknown-person"]);
    expect(codes(await addKey(as("bilal", "editor"), wish("cms4", { owner: "zara" })))).toEqual(["rights-people"]);
    expect(codes(await addKey({ ...house.desk, actor: { id: "x", role: "stranger" } }, wish("cms5")))).toEqual(["rights-stranger"]);
  });

  test("no key makes, lists or ends keys", async () => {
    const { token } = value(await addKey(as("ayesha", "admin"), wish("boss", { rights: ["read", "house"] })));
    const actor = await actorByKey(house.desk, token);
    if (!actor) throw new Error("The key opens nothing.");
    const desk = { ...house.desk, actor };
    expect([await addKey(desk, wish("more")), await listKeys(desk), await revokeKey(desk, "boss")].map(codes)).toEqual([
      ["rights-key"],
      ["rights-key"],
      ["rights-key"],
    ]);
  });

  test("everybody sees and ends their own keys, admins everybody's, and a name is never given again", async () => {
    value(await addKey(as("zara", "writer"), wish("zara-own")));
    const names = async (desk: Desk) => value(await listKeys(desk)).map(({ name }) => name);
    expect(await names(as("zara", "writer"))).toEqual(expect.arrayContaining(["cms", "zara-own"]));
    expect(await names(as("zara", "writer"))).not.toContain("wire");
    expect(await names(as("ayesha", "admin"))).toEqual(expect.arrayContaining(["wire", "zara-own", "boss"]));
    expect(codes(await revokeKey(as("zara", "writer"), "wire"))).toEqual(["input-unknown-key"]);
    expect(value(await revokeKey(as("ayesha", "admin"), "zara-own"))).toMatchObject({ state: "revoked" });
    expect(codes(await revokeKey(as("zara", "writer"), "zara-own"))).toEqual(["state-key"]);
    expect(codes(await addKey(as("zara", "writer"), wish("zara-own")))).toEqual(["state-key"]);
  });

  test("names and times are such as can be kept", async () => {
    for (const name of ["", "A", "a", "Wire", "wire one", "-wire", "agent", "x".repeat(41), "wire\n"])
      expect([name, codes(await addKey(as("bilal", "editor"), wish(name)))]).toEqual([name, ["input-key-name"]]);
    expect(codes(await addKey(as("bilal", "editor"), wish("past", { expiresAt: house.clock.now() })))).toEqual(["time-past"]);
  });

  test("it ends at its time and with its owner, and its use is noted now and then", async () => {
    const { token } = value(await addKey(as("zara", "writer"), wish("short", { expiresAt: house.clock.now() + 60 * 60_000 })));
    const used = async () => value(await listKeys(as("ayesha", "admin"))).find(({ name }) => name === "short")?.usedAt;
    await actorByKey(house.desk, token);
    const first = await used();
    house.clock.pass(60_000);
    await actorByKey(house.desk, token);
    expect([first, await used()]).toEqual([expect.any(String), first]);
    house.clock.pass(10 * 60_000);
    await actorByKey(house.desk, token);
    expect(await used()).not.toBe(first);
    house.clock.pass(50 * 60_000);
    expect(await actorByKey(house.desk, token)).toBeNull();
    const { token: other } = value(await addKey(as("bilal", "editor"), wish("bilal-own")));
    value(await disable(as("ayesha", "admin"), "bilal"));
    expect(await actorByKey(house.desk, other)).toBeNull();
    expect(value(await listKeys(as("ayesha", "admin"))).find(({ name }) => name === "bilal-own")?.state).toBe("orphaned");
  });
});

describe("where nobody is known", () => {
  test("a key is the operator's, and dies when people come", async () => {
    const house = await layPeopleDesk();
    const { token } = value(await addKey(house.desk, wish("wire", { rights: ["read", "approve"] })));
    expect(await actorByKey(house.desk, token)).toEqual({ id: "Ayesha", role: "operator", only: ["read", "approve"], via: "wire" });
    value(await addPerson(house.desk, { name: "Ayesha", email: "a@example.org", role: "admin", systemUser: null }));
    expect(await actorByKey(house.desk, token)).toBeNull();
    await house.remove();
  });
});

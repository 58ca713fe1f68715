import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Person, type Role, roles } from "../../src/domain/person.ts";
import type { Result } from "../../src/domain/problem.ts";
import { personId } from "../../src/people/person-ids.ts";
import { added, disabled, emailKey, enabled, linked, withRole } from "../../src/people/staff.ts";
import type { PeopleChange } from "../../src/storage/people.ts";

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  email: `${id}@example.org`,
  role: "admin",
  systemUser: null,
  active: true,
  createdAt: 0,
  ...more,
});
const newcomer = (more: object = {}) => ({ name: "Bilal", email: "b@example.org", role: "writer" as Role, systemUser: null, ...more });
const codes = (result: Result<PeopleChange>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const ayesha = person("ayesha", { systemUser: "ak" });

describe("a newcomer", () => {
  test("is kept with one space in the name and a small address", () => {
    const result = added([ayesha], newcomer({ name: "  Bilal\t Ahmed ", email: " B.Ahmed@Example.ORG " }));
    expect(result).toMatchObject({ ok: true, value: { person: { id: "bilal", name: "Bilal Ahmed", email: "b.ahmed@example.org" } } });
  });

  test.each([
    ["without a name", { name: " " }, ["input-name"]],
    ["with a name that turns the line round", { name: "Bilal \u202egnp.exe" }, ["input-name"]],
    ["without an address", { email: "bilal" }, ["input-email"]],
    ["with two addresses", { email: "a@b.c,d@e.f" }, ["input-email"]],
    ["with somebody's address", { email: "AYESHA@example.org" }, ["input-email"]],
    ["with somebody's system user", { systemUser: "ak" }, ["input-system-user"]],
    ["with nothing right", { name: "", email: "", systemUser: "ak" }, ["input-name", "input-email", "input-system-user"]],
  ])("%s is not taken", (_what, more, expected) => {
    expect(codes(added([ayesha], newcomer(more)))).toEqual(expected);
  });

  test("is an admin where nobody was before", () => {
    expect(codes(added([], newcomer()))).toEqual(["input-first"]);
    expect(codes(added([], newcomer({ role: "admin" })))).toEqual([]);
  });

  test("may have an Urdu name", () => {
    const result = added([ayesha], newcomer({ name: "بلال احمد", email: "bilal.ahmed@example.org" }));
    expect(result).toMatchObject({ ok: true, value: { person: { id: "bilal" } } });
  });
});

describe("an id", () => {
  test.each([
    ["Ayesha Khan", [], "ayesha"],
    ["Ayesha Khan", ["ayesha"], "ayesha-khan"],
    ["Ayesha Khan", ["ayesha", "ayesha-khan", "ak"], "ayesha-2"],
    ["Zoë D’Arcy-Öz", ["zoe"], "zoe-d-arcy-oz"],
    ["Worker", [], "ak"],
    ["محمد", [], "ak"],
    ["محمد", ["ak"], "ak-2"],
  ])("of %s beside %j is %s", (name, given, expected) => {
    expect(personId(name, "ak@example.org", new Set(given))).toBe(expected);
  });

  test("is always new, short and sayable", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: "grapheme", maxLength: 60 }), fc.emailAddress()), { maxLength: 30 }), (people) => {
        const given = new Set<string>();
        for (const [name, email] of people) {
          const id = personId(name, email, given);
          expect(id).toMatch(/^[a-z][a-z0-9-]{1,30}$/);
          expect(given.has(id)).toBe(false);
          given.add(id);
        }
      }),
    );
  });
});

describe("the staff", () => {
  const bilal = person("bilal", { role: "writer" });

  test("says what is so already, and whom it doesn't know", () => {
    expect(codes(withRole([ayesha], "ayesha", "admin"))).toEqual(["state-role"]);
    expect(codes(enabled([ayesha], "ayesha"))).toEqual(["state-enabled"]);
    expect(codes(disabled([ayesha, person("x", { active: false })], "x"))).toEqual(["state-disabled"]);
    expect(codes(withRole([ayesha], "nobody", "writer"))).toEqual(["input-unknown-person"]);
  });

  test("shares no system user", () => {
    expect(codes(linked([ayesha, bilal], "bilal", "ak"))).toEqual(["input-system-user"]);
    expect(codes(linked([ayesha, bilal], "ayesha", "ak"))).toEqual([]);
    expect(codes(linked([ayesha, bilal], "ayesha", null))).toEqual([]);
  });

  test("keeps an active admin, whatever is decided in whatever order", () => {
    const acts = fc.array(
      fc.record({
        id: fc.constantFrom("a", "b", "c"),
        act: fc.constantFrom("disable", "enable", "role"),
        role: fc.constantFrom(...roles),
      }),
    );
    fc.assert(
      fc.property(acts, (steps) => {
        let people: readonly Person[] = [person("a"), person("b"), person("c", { role: "writer" })];
        for (const { id, act, role } of steps) {
          const result = act === "role" ? withRole(people, id, role) : (act === "disable" ? disabled : enabled)(people, id);
          if (!result.ok || result.value.what === "added") continue;
          const { set } = result.value;
          people = people.map((one) => (one.id === id ? { ...one, ...set } : one));
          expect(people.some((one) => one.active && one.role === "admin")).toBe(true);
        }
      }),
    );
  });

  test("knows one address by its many spellings", () => {
    expect(emailKey(" Ayesha@EXAMPLE.org ")).toBe(emailKey("ａyesha@example.org"));
  });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { addPerson, disable, link } from "../../src/desk/people.ts";
import { actorOf } from "../../src/people/actor-of.ts";
import { layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";

let house: PeopleDesk;
beforeEach(async () => {
  house = await layPeopleDesk();
});
afterEach(() => house.remove());

test("a command's system user is the operator, then the person that it is linked to, else a stranger", async () => {
  const { desk } = house;
  const actor = (systemUser: string) => actorOf(desk.store, systemUser);
  expect(await actor("ak")).toEqual({ id: "ak", role: "operator" });
  value(await addPerson(desk, { name: "Ayesha", email: "a@example.org", role: "admin", systemUser: "ak" }));
  value(await addPerson(desk, { name: "Bilal", email: "b@example.org", role: "editor", systemUser: null }));
  expect(await actor("ak")).toEqual({ id: "ayesha", role: "admin" });
  expect(await actor("bilal")).toEqual({ id: "bilal", role: "stranger" });
  value(await link(desk, "bilal", "ba"));
  expect(await actor("ba")).toEqual({ id: "bilal", role: "editor" });
  value(await disable(desk, "bilal"));
  expect(await actor("ba")).toEqual({ id: "ba", role: "stranger" });
});

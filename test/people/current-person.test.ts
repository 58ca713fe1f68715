import { userInfo } from "node:os";
import { expect, test } from "vitest";
import { currentPerson } from "../../src/people/current-person.ts";

test("commands act as the operating system's user, whatever the variables say", () => {
  expect(currentPerson({ USER: "somebody-else" })).toBe(userInfo().username);
});

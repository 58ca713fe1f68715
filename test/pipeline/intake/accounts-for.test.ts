import { expect, test } from "vitest";
import { accountsFor } from "../../../src/pipeline/intake.ts";
import { accountOn, summaryOf } from "../compose/house.ts";

const english = accountOn("x", { id: "x", languages: ["en"] });
const urdu = accountOn("x", { id: "urdu-x", languages: ["ur"] });
const energy = accountOn("instagram", { id: "energy", languages: ["en"], tags: ["Energy"] });
const accounts = [english, urdu, energy];

function ids(text: string): readonly string[] {
  const result = accountsFor(summaryOf(text), accounts);
  return result.ok ? result.value.map((account) => account.id) : result.problems.map((problem) => problem.code);
}

test("a summary goes to the accounts of its language and tags", () => {
  expect(ids("The bill passed.")).toEqual(["x"]);
  expect(ids("---\ntags: [energy]\n---\nThe bill passed.")).toEqual(["x", "energy"]);
  expect(ids("بل منظور ہو گیا۔")).toEqual(["urdu-x"]);
});

test("a summary that names accounts goes to those alone", () => {
  expect(ids("---\naccounts: [x]\ntags: [energy]\n---\nThe bill passed.")).toEqual(["x"]);
});

test("an unknown account, and one of another language, are each told", () => {
  expect(ids("---\naccounts: [y, urdu-x]\n---\nThe bill passed.")).toEqual(["account-unknown", "account-language"]);
});

test("a summary that nobody takes says what it is and what accounts take", () => {
  const result = accountsFor(summaryOf("بل منظور ہو گیا۔"), [english, energy]);
  expect(result).toMatchObject({ ok: false, problems: [{ code: "account-none", severity: "block" }] });
  expect(result.ok ? "" : result.problems[0]?.message).toBe(
    "No account takes this summary: it is Urdu, without tags; x takes English; energy takes English tagged Energy.",
  );
});

import { expect, test } from "vitest";
import { nameRuns, nameSpans, people } from "../../src/language/names.ts";

test("a run of capitalised words is one name, small links included", () => {
  const text = "Officials of the State Bank of Pakistan met Sir Keir Starmer and Ursula von der Leyen in the U.S. capital.";
  expect(nameRuns(text).map((run) => run.text)).toEqual([
    "Officials of the State Bank of Pakistan",
    "Sir Keir Starmer",
    "Ursula von der Leyen",
    "U.S.",
  ]);
});

test("people are known by surname, name and the title of their first mention", () => {
  const text =
    "U.S. special envoy Adam Brook met Finance Minister Hina Waqar and Karl von Berg. Brook said Waqar had agreed, and von Berg did not object.";
  expect(people(text).called).toEqual([
    { surname: "Brook", name: "Adam Brook", title: "U.S. special envoy" },
    { surname: "Waqar", name: "Hina Waqar", title: "Finance Minister" },
    { surname: "von Berg", name: "Karl von Berg", title: "" },
  ]);
});

test("a surname that two people share belongs to neither", () => {
  const { called, shared } = people("Asma Khan met Bilal Khan. Khan refused.");
  expect(called).toEqual([]);
  expect(shared).toEqual(new Set(["khan"]));
});

test("places and institutions are no people", () => {
  const text = "The State Bank of Pakistan and the Azad Kashmir council met in New Delhi. In Kashmir, Pakistan and Delhi prices rose.";
  expect(people(text).called).toEqual([]);
});

test("no cut falls between names that `and` joins", () => {
  const text = "The Ministry of Finance and Revenue met A. R. Cornelius & Sons.";
  expect(nameSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    "The Ministry of Finance and Revenue",
    "A. R. Cornelius & Sons",
  ]);
});

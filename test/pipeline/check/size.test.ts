/** A check keeps the whole process waiting, so that it must end soon whatever somebody sends. */
import { expect, test } from "vitest";
import { checkAgainstSource } from "../../../src/pipeline/check.ts";
import { house, summaryOf } from "../compose/house.ts";

const endless: Readonly<Record<string, string>> = {
  "without a stop": "The Senate and Lahore said, ".repeat(7_000),
  "of one initial": "A. ".repeat(15_000),
};

test.each(Object.entries(endless))("a source %s is compared with a post in the time of any text", { timeout: 60_000 }, (_, text) => {
  const said = [{ where: "part 1", text: text.slice(0, 250) }];
  const stops = checkAgainstSource(said, summaryOf(text), house).filter(({ severity }) => severity === "block");
  expect(stops).toEqual([]);
});

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asRead } from "./as-read.ts";
import { corpus } from "./corpus.ts";

/** The posts as last read and approved. `UPDATE_GOLDENS=1` writes them anew: read the difference before you commit it. */
const golden = join(import.meta.dirname, "golden");
const update = process.env.UPDATE_GOLDENS === "1";

test.each(corpus)("$name is posted as it was last read and approved", ({ name, summary }) => {
  const file = join(golden, `${name}.txt`);
  const posts = asRead(summary);
  if (update) writeFileSync(file, posts);
  expect(posts).toBe(readFileSync(file, "utf8"));
});

test("every golden post belongs to a summary", () => {
  expect(readdirSync(golden).sort()).toEqual(corpus.map(({ name }) => `${name}.txt`).sort());
});

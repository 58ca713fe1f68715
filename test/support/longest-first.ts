import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files of a minute, and what takes seconds by the dozen: begun last, one of them would run alone while a core stands still. */
const longest = [
  "crash/every-request",
  "crash/postgres",
  "e2e/backup",
  "contract/store-sqlite",
  "contract/store-postgres",
  "e2e/desk/every-page",
  "e2e/desk/decisions",
  "e2e/decisions",
  "e2e/reload",
  "e2e/postgres",
  "e2e/moving",
  "crash/broken",
  "crash/renewal",
  "crash/database",
  "cards/chromium",
];

function rank({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place === -1 ? longest.length : place;
}

/** Begins the files that take longest first, whether or not vitest has seen them run before. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => rank(one) - rank(other));
  }
}

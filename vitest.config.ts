import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

/** Tests of processes that are killed, stopped and restored: a module registry for each file. */
const processes = ["test/crash/**/*.test.ts", "test/e2e/**/*.test.ts"];

/** Two files side by side even where vitest would take one: most of the time goes by in child processes. */
const shared = { testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 2, setupFiles: ["test/support/seed.ts"] };

export default defineConfig({
  test: {
    ...shared,
    globalSetup: ["test/support/postgres-setup.ts"],
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...shared, name: "processes", include: processes } },
      // Loading Herald and its libraries again for each of 150 files took as long as the tests themselves: these share what is loaded.
      { test: { ...shared, name: "parts", include: ["test/**/*.test.ts"], exclude: processes, isolate: false } },
    ],
  },
});

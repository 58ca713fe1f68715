import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most of the time goes by in child processes: two files side by side even where vitest would take one.
    maxWorkers: 2,
  },
});

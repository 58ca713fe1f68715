import { getTasks } from "node-cron";
import { expect, test } from "vitest";
import { wakeOn } from "../../src/edge/clock.ts";

test("a wake-up that is stopped is kept by nobody: each shift makes its own", async () => {
  const before = getTasks().size;
  const cron = await wakeOn("* * * * * *", () => undefined);
  expect(getTasks().size).toBe(before + 1);
  cron.stop();
  expect(getTasks().size).toBe(before);
});

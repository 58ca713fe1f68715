import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, until } from "../support/herald.ts";

const dayMs = 86_400_000;
const hook = pathToFileURL(join(import.meta.dirname, "..", "support", "shifted-clock.ts")).href;

let standIns: StandIns;
let home: Home;

beforeAll(async () => {
  standIns = await startStandIns();
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "5000", HERALD_SETTLE_MS: "6000", HERALD_LEASE_MS: "12000", HERALD_TICK_MS: "50" };
  home = makeHome(
    {
      ...standIns.envForChild(),
      ...standIns.logins.x,
      ...timing,
      NODE_OPTIONS: `--import=${hook}`,
      SHIFT_FILE: "shift",
      PORT: String(await freePort()),
      DATABASE_URL: "file:data/herald.db",
    },
    "together",
  );
});

afterAll(async () => {
  home?.remove();
  await standIns?.close();
});

describe("a real worker whose machine's clock is set wrong", () => {
  const approved = async (example: string) => {
    const { posts } = await home.json(["add", `config/examples/${example}`]);
    const id = posts.find(({ platform }) => platform === "x")?.id ?? "";
    await home.json(["approve", id, "--now"]);
    return id;
  };
  const stateOf = async (id: string) => (await home.json(["show", id])).posts[0]?.state;
  const firstParts = () => standIns.readers().filter(({ platform }) => platform === "x");

  it.each([dayMs, -dayMs])("by %d ms begins nothing, says so, and goes on when it is right again", async (shiftMs) => {
    const before = firstParts().length;
    const worker = home.spawn(["worker"]);
    try {
      const first = await approved(shiftMs > 0 ? "solar-net-billing.txt" : "school-meals.md");
      await until("the first post is out", () => worker.said().includes(`${first} is published`));
      home.write("shift", String(shiftMs));
      worker.child.kill("SIGUSR2");
      const second = await approved(shiftMs > 0 ? "crop-insurance.txt" : "punjab-local-government.txt");
      await until("the worker says what is wrong", () => worker.said().includes("This machine's clock says"));
      expect(await stateOf(second)).toBe("approved");
      home.write("shift", "0");
      worker.child.kill("SIGUSR2");
      await until("the second post is out", () => worker.said().includes(`${second} is published`));
      expect(firstParts()).toHaveLength(before + 2);
      expect(worker.said().match(/This machine's clock says/g)).toHaveLength(1);
    } finally {
      worker.child.kill("SIGTERM");
      await worker.ended;
    }
  });
});

import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome } from "../support/herald.ts";

let standIns: StandIns;
let home: Home;

beforeAll(async () => {
  standIns = await startStandIns();
});
beforeEach(() => home?.remove());
afterAll(async () => {
  home?.remove();
  await standIns.close();
});

async function logins() {
  const { x, "youtube-community": youtube } = standIns.logins;
  const port = String(await freePort());
  return { ...standIns.envForChild(), ...x, ...youtube, DATABASE_URL: "file:data/herald.db", PORT: port };
}

async function states() {
  const { stdout, code } = await home.run(["doctor", "--json"]);
  const { accounts } = JSON.parse(stdout) as { readonly accounts: readonly { readonly account: string; readonly state: string }[] };
  return { code, states: Object.fromEntries(accounts.map(({ account, state }) => [account, state])) };
}

it("doctor says that platforms couldn't be reached where the network is down, and nothing of a refusal", async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  home = makeHome({ ...(await logins()), HTTPS_PROXY: nobody, https_proxy: nobody });
  expect(await states()).toEqual({ code: 1, states: { x: "unreachable", youtube: "unreachable", instagram: "not connected" } });
  const { stdout } = await home.run(["doctor"]);
  expect(stdout).toMatch(/^✗ x \(X\): its platform couldn't be reached\n {4}X could not be reached \(ECONNREFUSED\)/m);
  expect(stdout).toMatch(/^✗ youtube \(YouTube Community\): its platform couldn't be reached\n {4}Google could not be reached/m);
  expect(stdout).not.toContain("refuse");
});

it("doctor says that a platform refuses a login where it does", async () => {
  home = makeHome({ ...(await logins()), X_API_SECRET: "wrong" });
  expect(await states()).toMatchObject({ code: 1, states: { x: "refused", youtube: "connected" } });
  expect((await home.run(["doctor"])).stdout).toMatch(/^✗ x \(X\): its platform refuses it$/m);
});

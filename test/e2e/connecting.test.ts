import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, until } from "../support/herald.ts";

const first = "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx";
const second = "hB7w2Nf5Qa9Rz4Ms1Ty8Ev3Kj6Cd0Lg-Xp_uOiWb";

let standIns: StandIns;
let home: Home;
const file = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");

beforeAll(async () => {
  standIns = await startStandIns();
  const port = String(await freePort());
  home = makeHome({ ...standIns.envForChild(), PORT: port, HERALD_TICK_MS: "50" }, "together");
  home.write(".env", file({ HERALD_SECRET: first }));
});
afterAll(async () => {
  home?.remove();
  await standIns?.close();
});

const connect = (account: string, input: string, ...more: readonly string[]) =>
  home.run(["connect", account, "--file", "-", "--json", ...more], { input });
/** Everything that lies in Herald's folder, and everything it said. */
const found = (...said: readonly string[]) =>
  [...globSync("data/**/*", { cwd: home.directory }).flatMap((name) => read(name)), ...said].join("\n");

function read(name: string): readonly string[] {
  try {
    return [readFileSync(join(home.directory, name), "latin1")];
  } catch {
    return [];
  }
}

it("keeps no login that its platform refuses, that is not whole, or that nobody may keep", async () => {
  const { x } = standIns.logins;
  const refused = await connect("x", file({ ...x, X_ACCESS_SECRET: "wrong-access-secret" }));
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout).problems[0].code).toMatch(/^account-/);
  const half = await connect("x", file({ ...x, X_API_SECRET: "" }));
  expect(JSON.parse(half.stdout).problems).toMatchObject([{ code: "input-login", where: "X_API_SECRET" }]);
  expect((await connect("nowhere", file(x))).stdout).toContain("account-unknown");
  expect((await connect("x", file(x), "--sandbox")).stdout).toContain("settings-sandbox");
  expect((await home.run(["connect", "x"])).code).toBe(2);
  home.write(".env", "");
  expect((await connect("x", file(x))).stdout).toContain("HERALD_SECRET is not set");
  home.write(".env", file({ HERALD_SECRET: first }));
  expect(found(refused.stdout, refused.stderr)).not.toContain("wrong-access-secret");
});

it("connects an account without a line in .env, shows no value, and posts with it", async () => {
  const { x } = standIns.logins;
  const { code, stdout, stderr } = await connect("x", file({ ...x, OTHER: "left aside" }));
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout).connected).toMatchObject({ account: "x", name: expect.stringMatching(/^@/), variables: Object.keys(x).sort() });

  const { posts } = await home.json(["add", home.write("seed.txt", "The seed scheme pays before the first rain, the ministry said.\n")]);
  const post = posts.find(({ platform }) => platform === "x");
  expect(post?.id).not.toMatch(/^sandbox/);
  expect((await home.run(["approve", String(post?.id), "--now"])).code).toBe(0);
  const worker = await home.run(["worker", "--until-idle"]);
  expect(worker.code, worker.stderr).toBe(0);
  const [sent] = (await home.json(["show", String(post?.id)])).posts;
  expect(sent).toMatchObject({ state: "published", account: "x" });

  const audit = (await home.run(["audit", "--jsonl"])).stdout;
  expect(audit).toContain('"kind":"connect"');
  const all = found(stdout, stderr, worker.stdout, worker.stderr, audit, (await home.run(["status"])).stdout);
  for (const value of Object.values(x)) expect(all).not.toContain(value);
  expect(all).not.toContain(first);
});

it("tells a wrong secret in one sentence, loses nothing by it, and changes the secret on request", async () => {
  home.write(".env", file({ HERALD_SECRET: second }));
  const running = home.spawn(["start"]);
  const said = await until("the greeting", () => (running.said().includes("Herald is at work") ? running.said() : null));
  running.child.kill("SIGTERM");
  await running.ended;
  expect(said.match(/^Note: Account x isn't connected.*$/gm)).toEqual([expect.stringContaining("HERALD_SECRET is another than the one")]);
  expect(said).toContain("x: not connected");
  expect((await home.run(["secret", "rotate", "--json"])).stdout).toContain("HERALD_SECRET_OLD is not set");

  home.write(".env", file({ HERALD_SECRET: second, HERALD_SECRET_OLD: "qH2v8Lc5Xk0Rn7Bw3Td9Ym4Gs6Jf1Pz-Ea_uKoIx" }));
  const stuck = await home.run(["secret", "rotate", "--json"]);
  expect([stuck.code, JSON.parse(stuck.stdout).rotated]).toEqual([1, { sealedAnew: [], already: [], stuck: ["x"] }]);

  home.write(".env", file({ HERALD_SECRET: second, HERALD_SECRET_OLD: first }));
  expect((await home.json(["secret", "rotate"])).rotated).toEqual({ sealedAnew: ["x"], already: [], stuck: [] });
  expect((await home.json(["secret", "rotate"])).rotated).toEqual({ sealedAnew: [], already: ["x"], stuck: [] });
  home.write(".env", file({ HERALD_SECRET: second }));
  const { accounts } = (await home.json(["doctor"])) as unknown as { accounts: readonly { account: string; state: string }[] };
  expect(accounts.find(({ account }) => account === "x")).toMatchObject({ state: "connected" });
});

it("forgets a login, once", async () => {
  expect((await home.json(["disconnect", "x"])).disconnected).toMatchObject({ account: "x" });
  expect((await home.json(["disconnect", "x"])).problems).toMatchObject([{ code: "input-login" }]);
  rmSync(join(home.directory, ".env"));
  expect((await home.run(["secret", "turn"])).code).toBe(2);
});

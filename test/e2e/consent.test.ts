import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apps, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { consent } from "../support/consent.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";

const secret = "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx";

let standIns: StandIns;
let home: Home;
let port = "";
let google: Readonly<Record<string, string>> = {};
const said: string[] = [];

beforeAll(async () => {
  port = String(await freePort());
  const local = `http://127.0.0.1:${port}/accounts/callback`;
  standIns = await startStandIns({ redirectUris: [local, "https://herald.example.org/accounts/callback"] });
  home = makeHome({ ...standIns.envForChild(), PORT: port, HERALD_TICK_MS: "50" }, "together");
  const { YOUTUBE_CLIENT_ID = "", YOUTUBE_CLIENT_SECRET = "" } = standIns.logins["youtube-community"];
  google = { YOUTUBE_CLIENT_ID, YOUTUBE_CLIENT_SECRET };
  write({});
});
afterAll(async () => {
  home?.remove();
  await standIns?.close();
});

function write(more: Readonly<Record<string, string>>): void {
  const x = { X_CLIENT_ID: apps.x.id, X_CLIENT_SECRET: apps.x.secret };
  const instagram = { INSTAGRAM_APP_ID: apps.instagram.id, INSTAGRAM_APP_SECRET: apps.instagram.secret };
  const all = { HERALD_SECRET: secret, ...x, ...instagram, ...google, ...more };
  home.write(
    ".env",
    Object.entries(all)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
}

/** The address that a command line asks to open. */
async function addressIn(running: Running): Promise<string> {
  const found = () => /^https:\/\/\S+$/m.exec(running.said())?.[0];
  const address = await until("an address to open", () => found() ?? (running.child.exitCode !== null && "none"));
  if (address === "none") throw new Error(`The command ended without asking: ${running.said()}`);
  return address;
}

async function ended(running: Running): Promise<readonly [number | null, string]> {
  const code = await running.ended;
  said.push(running.said());
  return [code, running.said()];
}

function tokenRequests(): number {
  return standIns.requests.filter(({ path, effect }) => path === "/2/oauth2/token" && effect).length;
}

/** Everything that lies in Herald's folder beside its settings, and everything it said. */
function everything(): string {
  const files = globSync("data/**/*", { cwd: home.directory, withFileTypes: true }).filter((one) => one.isFile());
  return [...files.map((one) => readFileSync(join(one.parentPath, one.name), "latin1")), ...said].join("\n");
}

it("connects X from a terminal: the browser comes back to the command itself", async () => {
  const running = home.spawn(["connect", "x"]);
  const back = await consent(standIns, await addressIn(running), { handle: "RepublicPolicy" });
  expect(running.said()).toContain(`Register http://127.0.0.1:${port}/accounts/callback as a Callback URI`);
  const page = await fetch(back);
  expect([page.status, await page.text()]).toEqual([200, "Thank you. Go back to the terminal: Herald goes on there.\n"]);
  const [code, text] = await ended(running);
  expect([code, text]).toEqual([0, expect.stringContaining("x is @RepublicPolicy and posts to https://x.com/RepublicPolicy")]);
  expect(text).toMatch(/OAuth 2\.0\); its token holds until 20\d\d-/);
});

it("connects Instagram where the browser is elsewhere: its address is pasted", async () => {
  write({ PUBLIC_URL: "" });
  expect((await home.run(["connect", "instagram"])).stderr).toContain("Instagram sends people back to https addresses only");
  write({ PUBLIC_URL: "https://herald.example.org" });
  const running = home.spawn(["connect", "instagram"]);
  const back = await consent(standIns, await addressIn(running), { handle: "republicpolicy" });
  expect(back.href).toMatch(/^https:\/\/herald\.example\.org\/accounts\/callback\?/);
  running.child.stdin?.write(`https://herald.example.org/accounts/callback?code=x&state=y\n${back.href}#_\n`);
  const [code, text] = await ended(running);
  expect([code, text]).toEqual([0, expect.stringContaining("instagram is @republicpolicy")]);
  expect(text).toContain("That is no answer to this");
  write({});
});

it("connects YouTube while Herald runs, which is sent the answer and leaves it to the command; it takes the account up", async () => {
  const herald = home.spawn(["start"]);
  await until("the start", () => herald.said().includes("Herald is at work"));
  const running = home.spawn(["connect", "youtube"]);
  const back = await consent(standIns, await addressIn(running), { handle: "RepublicPolicy" });
  expect((await fetch(back)).status).toBe(200);
  expect((await ended(running))[0]).toBe(0);
  expect((await fetch(back)).status).toBe(404);
  await until("the account taken up", () => herald.said().includes("youtube: connected"), 30_000);
  herald.child.kill("SIGTERM");
  await ended(herald);
});

it("posts with the login by OAuth 2.0, pictures and all, renewed first where it would not outlive that", async () => {
  // A minute is less than a lease.
  standIns.rules.tokenLifeSeconds = 60;
  const short = home.spawn(["connect", "x"]);
  await fetch(await consent(standIns, await addressIn(short), { handle: "RepublicPolicy" }));
  expect((await ended(short))[0]).toBe(0);
  standIns.rules.tokenLifeSeconds = 7_200;
  const asked = tokenRequests();
  const { posts } = await home.json(["add", home.write("seed.txt", "The seed scheme pays before the first rain, the ministry said.\n")]);
  const post = posts.find(({ platform }) => platform === "x");
  expect((await home.run(["approve", String(post?.id), "--now"])).code).toBe(0);
  const worker = await home.run(["worker", "--until-idle"]);
  said.push(worker.stdout, worker.stderr);
  const [sent] = (await home.json(["show", String(post?.id)])).posts;
  expect(sent, worker.stderr).toMatchObject({ state: "published", account: "x" });
  expect(tokenRequests() - asked).toBe(1);
  const made = standIns.requests.filter(({ host, effect }) => host === "api.x.com" && effect);
  expect(made.some(({ path }) => path === "/2/media/upload/initialize")).toBe(true);
  expect(new Set(made.filter(({ path }) => path.startsWith("/2/tweets")).map(({ by }) => by))).toEqual(new Set(["1900000000000000001"]));
});

it("says no clearly, keeps nothing then, and takes no code that is too old", async () => {
  const declined = home.spawn(["connect", "x", "--json"]);
  await fetch(await consent(standIns, await addressIn(declined), { handle: "RepublicPolicy", allow: false }));
  const [code, text] = await ended(declined);
  expect([code, text]).toEqual([1, expect.stringContaining("Consent was declined at X.")]);
  const lacking = home.spawn(["connect", "x"]);
  await fetch(await consent(standIns, await addressIn(lacking), { handle: "RepublicPolicy", without: ["media.write"] }));
  expect((await ended(lacking))[1]).toContain("X granted everything but media.write, and Herald can't post without.");
  const late = home.spawn(["connect", "x"]);
  const back = await consent(standIns, await addressIn(late), { handle: "RepublicPolicy" });
  standIns.shiftClock(31_000);
  await fetch(back);
  expect((await ended(late))[1]).toContain("X's codes are good for 30 seconds");
});

it("leaves no token, code or secret in what it says, its record or its database", async () => {
  const audit = (await home.run(["audit", "--jsonl"])).stdout;
  expect(audit).toContain('"kind":"connect"');
  said.push(audit, (await home.run(["status"])).stdout, (await home.run(["doctor"])).stdout);
  const all = everything();
  expect(all).not.toMatch(/sandbox-user-RepublicPolicy|sandbox-refresh-|IGlong|IGshort/);
  for (const value of [secret, apps.x.secret, apps.instagram.secret, google.YOUTUBE_CLIENT_SECRET ?? ""]) expect(all).not.toContain(value);
});

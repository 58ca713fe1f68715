/** Settings that change under a Herald at work: taken up or refused, while nothing is lost and nothing goes out twice. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";

vi.setConfig({ testTimeout: 120_000 });
/** For a machine with other things to do. */
const patientMs = 50_000;

let standIns: StandIns;
let home: Home;
let running: Running;
let port: number;

const configFile = () => join(home.directory, "config", "herald.yaml");
/** Changes the settings file; what is to be replaced must be there. */
function change(...replacements: readonly (readonly [string | RegExp, string])[]): void {
  const before = readFileSync(configFile(), "utf8");
  const after = replacements.reduce((text, [was, is]) => text.replace(was, is), before);
  if (after === before) throw new Error("Nothing was changed.");
  writeFileSync(configFile(), after);
}

/** Reads them at once: nobody waits for the next look. */
const hangUp = () => running.child.kill("SIGHUP");
const said = (words: string, times = 1) => until(words, () => running.said().split(words).length > times, patientMs);

async function start(...words: readonly string[]): Promise<void> {
  running = home.spawn(words);
  await until(
    "Herald answers",
    () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    patientMs,
  );
}

/** A post for X of the house's example, or of a text of one's own. */
async function postOnX(text?: string): Promise<string> {
  const file =
    text === undefined ? "config/examples/solar-net-billing.txt" : home.write(`${text.length}-${text.slice(4, 9).trim()}.txt`, text);
  const { posts } = await home.json(["add", file]);
  return String(posts.find(({ platform }) => platform === "x")?.id);
}

const shown = async (id: string) => (await home.json(["show", id])).posts[0] as PostReport;
const inState = (id: string, state: string) => until(`${id} is ${state}`, async () => (await shown(id)).state === state, patientMs);
const tweets = () => standIns.requests.filter(({ path, method }) => method === "POST" && path === "/2/tweets");
const onX = () => standIns.readers().filter(({ platform }) => platform === "x");

beforeEach(async () => {
  standIns = await startStandIns();
  port = await freePort();
  const env = { ...standIns.envForChild(), ...standIns.logins.x, PORT: String(port), HERALD_TICK_MS: "50" };
  home = makeHome(env, "together");
});
afterEach(async () => {
  running?.child.kill("SIGKILL");
  home.remove();
  await standIns.close();
});

it("takes up new slots and a new budget while it runs, and keeps in the record that they changed", async () => {
  await start("start");
  const [first, second] = [await postOnX(), await postOnX("The canal board opened 3 gates at Sukkur on Monday, the ministry said.\n")];
  await home.run(["approve", first, "--now"]);
  await inState(first, "published");
  change(
    [/times: \["09:00", "13:00", "18:30"\]/, 'times: ["07:10"]'],
    ['days: [mon, tue, wed, thu, fri, sat], times: ["07:10"]', 'days: [mon, tue, wed, thu, fri, sat, sun], times: ["07:10"]'],
    ["budget: { usdPerMonth: 40 }", "budget: { postsPerDay: 1 }"],
  );
  await said("New settings are in force.");
  await home.run(["approve", second, "--now"]);
  const { scheduledAt } = await until(
    "it waits for tomorrow",
    async () => {
      const post = await shown(second);
      return Date.parse(String(post.scheduledAt)) > Date.now() + 60_000 ? post : null;
    },
    patientMs,
  );
  expect(new Date(String(scheduledAt)).toLocaleTimeString("en-GB", { timeZone: "Asia/Karachi" })).toBe("07:10:00");
  const rules = (await home.run(["audit", "--jsonl"])).stdout
    .split("\n")
    .filter((line) => line.includes('"kind":"settings"') && line.includes("account x"));
  expect(rules).toHaveLength(2);
  expect(rules[1]).toContain("postsPerDay");
});

it("refuses wrong settings with the sentence of each fault, goes on under the former ones, and says when they are mended", async () => {
  await start("start");
  change(["minGap: 20m", "minGap: soon"], ["timezone: Asia/Karachi", "timezone: Asia/Karatschi"]);
  hangUp();
  await said("The settings on disk are refused; the former ones stay in force.");
  expect(running.said()).toMatch(/✗ config\/herald\.yaml:\d+: .*minGap/);
  expect(running.said()).toMatch(/✗ config\/herald\.yaml:\d+: .*Karatschi/);
  const command = await home.run(["list"]);
  expect(command.code).toBe(2);
  change(["minGap: soon", "minGap: 20m"], ["Asia/Karatschi", "Asia/Karachi"]);
  hangUp();
  await said("The settings on disk are in order.");
  const id = await postOnX();
  change(["accounts:", "accounts: ["]);
  hangUp();
  await said("The settings on disk are refused", 2);
  change(["accounts: [", "accounts:"]);
  await home.run(["approve", id, "--now"]);
  await inState(id, "published");
  expect(onX()).toHaveLength(1);
});

it("says what only another start can change, and takes up nothing beside it", async () => {
  await start("start");
  writeFileSync(
    join(home.directory, ".env"),
    "HOST=0.0.0.0\nDATABASE_URL=file:data/other.db\nOTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318\n",
  );
  change(["budget: { usdPerMonth: 40 }", "budget: { postsPerDay: 9 }"]);
  hangUp();
  await said("The settings on disk are refused");
  expect(running.said()).toContain("✗ HOST and PORT: Where Herald listens can't change while it runs. Start Herald again");
  expect(running.said()).toContain("✗ DATABASE_URL: Where the queue is kept can't change while Herald runs. Start Herald again");
  expect(running.said()).toContain("✗ OTEL_EXPORTER_OTLP_ENDPOINT: Where traces go, and as whose, can't change while Herald runs.");
  expect(running.said()).not.toContain("New settings are in force.");
  writeFileSync(join(home.directory, ".env"), "");
  hangUp();
  await said("New settings are in force.");
});

it("goes on under new settings while a slow step is in hand, which is finished and not begun again", async () => {
  const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  standIns.onRequest((phase, { path, method }) => {
    if (phase !== "effect" || method !== "POST" || path !== "/2/tweets") return;
    arrived.resolve();
    return released.promise;
  });
  await start("start");
  const id = await postOnX();
  await home.run(["approve", id, "--now"]);
  await arrived.promise;
  change(["budget: { usdPerMonth: 40 }", "budget: { usdPerMonth: 41 }"]);
  hangUp();
  await said("New settings are in force.");
  hangUp();
  await said("Nothing has changed in the settings.");
  // Long enough for the new shift to begin the step again, if it were to.
  await delay(500);
  expect(tweets()).toHaveLength(1);
  released.resolve();
  await inState(id, "published");
  const steps = ((await shown(id)).journal as readonly { kind: string; step?: string }[]).filter(
    ({ kind, step }) => kind === "intent" && step?.startsWith("post-"),
  );
  expect(tweets()).toHaveLength(steps.length);
  expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length);
  expect(onX()).toHaveLength(1);
});

it("sends each part of every post once and in order while settings change all the time", async () => {
  change([/minGap: 20m[^\n]*/, "minGap: 0s"], [/budget: \{ usdPerMonth: 40 \}\n/, "\n"]);
  standIns.onRequest((phase) => (phase === "arrived" ? delay(40) : undefined));
  await start("worker");
  const texts = ["wheat", "cotton", "maize"].map(
    (crop) => `The ${crop} board of Sindh bought ${crop} at 1,200 rupees on Monday, the ministry said.\n`,
  );
  const ids = [await postOnX()];
  for (const text of texts) ids.push(await postOnX(text));
  let changes = 0;
  let isOver = false;
  const changing = (async () => {
    while (!isOver) {
      changes += 1;
      change([/^(# )?turn \d+\n|$/, `# turn ${changes}\n`], [/lateAfter: \d+h/, `lateAfter: ${3 + (changes % 5)}h`]);
      hangUp();
      await delay(150);
    }
  })();
  await home.run(["approve", ...ids, "--now"]);
  for (const id of ids) await inState(id, "published");
  isOver = true;
  await changing;
  const journals = await Promise.all(ids.map(async (id) => (await shown(id)).journal as readonly { kind: string; step?: string }[]));
  const sent = journals.flatMap((journal) => journal.filter(({ kind, step }) => kind === "intent" && step?.startsWith("post-")));
  expect(tweets()).toHaveLength(sent.length);
  expect(onX()).toHaveLength(ids.length);
  expect(running.said().split("New settings are in force.").length - 1).toBeGreaterThanOrEqual(5);
});

it("connects an account and forgets it again without being started again, and stays live when the last one is gone", async () => {
  home.remove();
  const secret = "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx";
  const { x } = standIns.logins;
  const youtube = standIns.logins["youtube-community"];
  const lines = (login: Readonly<Record<string, string>>) =>
    Object.entries(login)
      .map(([name, value]) => `${name}=${value}\n`)
      .join("");
  home = makeHome({ ...standIns.envForChild(), PORT: String(port), HERALD_TICK_MS: "50", HERALD_SECRET: secret }, "together");
  home.write(".env", lines(youtube));
  await start("start");
  const connected = await home.run(["connect", "x", "--file", "-"], { input: lines(x) });
  expect(connected.stdout).toContain("takes the login up by itself");
  await said("x: connected");
  const id = await postOnX();
  await home.run(["approve", id, "--now"]);
  await inState(id, "published");

  expect((await home.run(["disconnect", "x"])).stdout).toContain("forgets it within seconds");
  await said("x: not connected");
  const next = await postOnX("The canal board opened 3 gates at Sukkur on Monday, the ministry said.\n");
  const sent = tweets().length;
  await home.run(["approve", next, "--now"]);
  appendFileSync(configFile(), "\n# no login is left\n");
  home.write(".env", "");
  await said("youtube: not connected");
  expect(tweets()).toHaveLength(sent);
  expect(running.said()).not.toContain("SANDBOX");
  for (const value of Object.values(x)) expect(running.said()).not.toContain(value);
});

it("reads templates anew, and keeps the former ones where a new one can't be read", async () => {
  await start("start");
  const template = join(home.directory, "templates", "web", "desk", "sign-in.liquid");
  const before = readFileSync(template, "utf8");
  writeFileSync(template, `${before}{% if %}`);
  await said("The settings on disk are refused");
  expect(running.said()).toContain("✗ templates/web/desk/sign-in.liquid:");
  writeFileSync(template, before);
  await said("The settings on disk are in order.");
});

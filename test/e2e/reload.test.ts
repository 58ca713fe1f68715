/** Settings that change under a Herald at work: taken up or refused, while nothing is lost and nothing goes out twice. */
import { appendFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";

vi.setConfig({ testTimeout: 240_000 });
/** For a machine with other things to do. */
const patientMs = 90_000;

/** A Herald with settings of its own, for one test: they mostly wait, side by side. */
interface House {
  readonly standIns: StandIns;
  readonly home: Home;
  readonly running: Pick<Running, "child" | "said">;
  start(...words: readonly string[]): Promise<void>;
  /** Changes the settings file; what is to be replaced must be there. */
  change(...replacements: readonly (readonly [string | RegExp, string])[]): void;
  /** Reads them at once: nobody waits for the next look. */
  hangUp(): void;
  said(words: string, times?: number): Promise<unknown>;
  /** A post for X of the house's example, or of a text of one's own. */
  postOnX(text?: string): Promise<string>;
  shown(id: string): Promise<PostReport>;
  inState(id: string, state: string): Promise<unknown>;
}

const secret = "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx";

const configFile = ({ directory }: Home) => join(directory, "config", "herald.yaml");
const tweetsTo = ({ requests }: StandIns) => requests.filter(({ path, method }) => method === "POST" && path === "/2/tweets");
const onX = (standIns: StandIns) => standIns.readers().filter(({ platform }) => platform === "x");

function layHouse(standIns: StandIns, home: Home, port: number, begun: Running[]): House {
  const running = () => {
    const [first] = begun;
    if (!first) throw new Error("Herald was not started.");
    return first;
  };
  const shown = async (id: string) => (await home.json(["show", id])).posts[0] as PostReport;
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  return {
    standIns,
    home,
    running: {
      said: () => running().said(),
      get child() {
        return running().child;
      },
    },
    start: async (...words) => {
      begun.push(home.spawn(words));
      await until("Herald answers", isUp, patientMs);
    },
    change: (...replacements) => {
      const before = readFileSync(configFile(home), "utf8");
      const after = replacements.reduce((text, [was, is]) => text.replace(was, is), before);
      if (after === before) throw new Error("Nothing was changed.");
      // In one piece: commands read it at any moment.
      writeFileSync(`${configFile(home)}.new`, after);
      renameSync(`${configFile(home)}.new`, configFile(home));
    },
    hangUp: () => void running().child.kill("SIGHUP"),
    said: (words, times = 1) => until(words, () => running().said().split(words).length > times, patientMs),
    postOnX: async (text) => {
      const name = `${text?.length}-${text?.slice(4, 9).trim()}.txt`;
      const { posts } = await home.json(["add", text === undefined ? "config/examples/solar-net-billing.txt" : home.write(name, text)]);
      return String(posts.find(({ platform }) => platform === "x")?.id);
    },
    shown,
    inState: (id, state) => until(`${id} is ${state}`, async () => (await shown(id)).state === state, patientMs),
  };
}

/** @param variables what Herald is given beside the way to its platforms; absent: a login for X */
async function inHouse(work: (house: House) => Promise<void>, variables?: Readonly<Record<string, string>>): Promise<void> {
  const [standIns, port] = await Promise.all([startStandIns(), freePort()]);
  const env = { ...standIns.envForChild(), PORT: String(port), HERALD_TICK_MS: "50", ...(variables ?? standIns.logins.x) };
  const home = makeHome(env, "together");
  const begun: Running[] = [];
  try {
    await work(layHouse(standIns, home, port, begun));
  } finally {
    for (const { child } of begun) child.kill("SIGKILL");
    home.remove();
    await standIns.close();
  }
}

it.concurrent("takes up new slots and a new budget while it runs, and keeps in the record that they changed", () =>
  inHouse(async ({ home, start, change, said, postOnX, shown, inState }) => {
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
  }));

it.concurrent("refuses wrong settings with the sentence of each fault, goes on under the former ones, and says when they are mended", () =>
  inHouse(async ({ standIns, home, running, start, change, hangUp, said, postOnX, inState }) => {
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
    expect(onX(standIns)).toHaveLength(1);
  }));

it.concurrent("says what only another start can change, and takes up nothing beside it", () =>
  inHouse(async ({ home, running, start, change, hangUp, said }) => {
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
  }));

it.concurrent("goes on under new settings while a slow step is in hand, which is finished and not begun again", () =>
  inHouse(async ({ standIns, home, start, change, hangUp, said, postOnX, shown, inState }) => {
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
    expect(tweetsTo(standIns)).toHaveLength(1);
    released.resolve();
    await inState(id, "published");
    const steps = ((await shown(id)).journal as readonly { kind: string; step?: string }[]).filter(
      ({ kind, step }) => kind === "intent" && step?.startsWith("post-"),
    );
    expect(tweetsTo(standIns)).toHaveLength(steps.length);
    expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length);
    expect(onX(standIns)).toHaveLength(1);
  }));

it.concurrent("sends each part of every post once and in order while settings change all the time", () =>
  inHouse(async ({ standIns, home, running, start, change, hangUp, postOnX, shown, inState }) => {
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
    try {
      await home.run(["approve", ...ids, "--now"]);
      for (const id of ids) await inState(id, "published");
    } finally {
      isOver = true;
      await changing;
    }
    const journals = await Promise.all(ids.map(async (id) => (await shown(id)).journal as readonly { kind: string; step?: string }[]));
    const sent = journals.flatMap((journal) => journal.filter(({ kind, step }) => kind === "intent" && step?.startsWith("post-")));
    expect(tweetsTo(standIns)).toHaveLength(sent.length);
    expect(onX(standIns)).toHaveLength(ids.length);
    expect(running.said().split("New settings are in force.").length - 1).toBeGreaterThanOrEqual(5);
  }));

it.concurrent("connects an account and forgets it again without being started again, and stays live when the last one is gone", () =>
  inHouse(
    async ({ standIns, home, running, start, said, postOnX, inState }) => {
      const { x } = standIns.logins;
      const youtube = standIns.logins["youtube-community"];
      const lines = (login: Readonly<Record<string, string>>) =>
        Object.entries(login)
          .map(([name, value]) => `${name}=${value}\n`)
          .join("");
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
      const sent = tweetsTo(standIns).length;
      await home.run(["approve", next, "--now"]);
      appendFileSync(configFile(home), "\n# no login is left\n");
      home.write(".env", "");
      await said("youtube: not connected");
      expect(tweetsTo(standIns)).toHaveLength(sent);
      expect(running.said()).not.toContain("SANDBOX");
      for (const value of Object.values(x)) expect(running.said()).not.toContain(value);
    },
    { HERALD_SECRET: secret },
  ));

it.concurrent("reads templates anew, and keeps the former ones where a new one can't be read", () =>
  inHouse(async ({ home, running, start, said, hangUp }) => {
    await start("start");
    const template = join(home.directory, "templates", "web", "desk", "sign-in.liquid");
    const before = readFileSync(template, "utf8");
    writeFileSync(template, `${before}{% if %}`);
    await said("The settings on disk are refused");
    expect(running.said()).toContain("✗ templates/web/desk/sign-in.liquid:");
    writeFileSync(template, before);
    hangUp();
    await said("The settings on disk are in order.");
  }));

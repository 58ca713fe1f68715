/** Asked to end in the middle of things: the step in hand is finished and written down, nothing new is begun, and it ends in time. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";
import { type ModelServer, startModel } from "../support/model-server.ts";

/** Where the time of a request runs out. */
const shortMs = 3_000;
/** Where it must not, on a machine with other things to do. */
const longMs = 40_000;
/** Where it is taken up too late for the step in hand. */
const briefMs = 1_000;
/** What Herald promises beyond the time of a request. */
const besideMs = 5_000;

vi.setConfig({ testTimeout: 180_000 });
/** For a machine with other things to do. */
const patientMs = 90_000;
/** Whoever waits for what hangs longer than it says, waits for much longer than this machine is late. */
const lateMs = 15_000;

/** A house of its own for each test: they mostly wait, side by side. */
interface Laid {
  readonly standIns: StandIns;
  readonly home: Home;
  readonly port: number;
  /** Ended with the test. */
  readonly open: (Running | ModelServer)[];
}

function timingFor(requestMs: number): Readonly<Record<string, string>> {
  const times = { REQUEST_TIMEOUT: requestMs, SETTLE: requestMs + 500, LEASE: 2 * requestMs + 1_000, TICK: 50 };
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [`HERALD_${name}_MS`, String(ms)]));
}

/** @param requestMs null: as `.env` says */
async function inHouse(requestMs: number | null, work: (laid: Laid) => Promise<void>): Promise<void> {
  const [standIns, port] = await Promise.all([startStandIns(), freePort()]);
  const timing = requestMs === null ? {} : timingFor(requestMs);
  const home = makeHome({ ...standIns.envForChild(), ...standIns.logins.x, ...timing, PORT: String(port) }, "together");
  const open: Laid["open"] = [];
  try {
    await work({ standIns, home, port, open });
  } finally {
    for (const one of open) "child" in one ? one.child.kill("SIGKILL") : await one.close();
    home.remove();
    await standIns.close();
  }
}

async function begin({ home, port, open }: Laid, ...words: readonly string[]): Promise<Running> {
  const running = home.spawn(words);
  open.push(running);
  await until(
    "Herald answers",
    () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    patientMs,
  );
  return running;
}

/** The first post of a thread is on its way; what comes of it is told by `release`. */
async function inTheMiddle(laid: Laid) {
  const { home, standIns } = laid;
  const { posts } = await home.json(["add", "config/examples/solar-net-billing.txt"]);
  const id = String(posts.find(({ platform }) => platform === "x")?.id);
  const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  standIns.onRequest((phase, { path, method }) => {
    if (phase !== "effect" || method !== "POST" || path !== "/2/tweets") return;
    arrived.resolve();
    return released.promise;
  });
  const running = await begin(laid, "start");
  await home.run(["approve", id, "--now"]);
  await arrived.promise;
  return { id, running, release: () => released.resolve() };
}

/** How it ends once it is asked to, and after how long. */
async function end(running: Running): Promise<{ readonly code: number | null; readonly tookMs: number }> {
  const begun = performance.now();
  running.child.kill("SIGTERM");
  return { code: await running.ended, tookMs: performance.now() - begun };
}

type Line = { readonly kind: string; readonly step?: string; readonly outcome?: { readonly kind: string } };
const journalOf = async ({ home }: Laid, id: string) =>
  ((await home.json(["show", id])).posts[0] as PostReport).journal as unknown as readonly Line[];
const intents = (journal: readonly Line[], step: string) => journal.filter((entry) => entry.kind === "intent" && entry.step === step);
const tweets = ({ standIns }: Laid) => standIns.requests.filter(({ path, method }) => method === "POST" && path === "/2/tweets");

it.concurrent("finishes the step in hand, begins no other, takes no more requests meanwhile, and goes on there when it is started again", () =>
  inHouse(longMs, async (laid) => {
    const { home, port, standIns } = laid;
    const { id, running, release } = await inTheMiddle(laid);
    const ended = end(running);
    const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    await until("the desk is closed", async () => (await statusOf("/")) === 503);
    // A platform may have to fetch pictures for the step in hand.
    expect([await statusOf("/health"), await statusOf("/sign-in"), await statusOf(`/media/${"0".repeat(64)}.jpg`)]).toEqual([
      200, 503, 404,
    ]);
    release();
    const { code, tookMs } = await ended;
    expect([code, running.said().includes("without waiting longer")]).toEqual([0, false]);
    expect(tookMs).toBeLessThan(longMs);
    const journal = await journalOf(laid, id);
    expect(journal.at(-1)).toMatchObject({ kind: "outcome", step: "post-1", outcome: { kind: "done" } });
    expect(intents(journal, "post-2")).toEqual([]);

    const { code: last } = await home.run(["worker", "--until-idle"]);
    expect(last).toBe(0);
    const steps = (await journalOf(laid, id))
      .filter(({ kind, step }) => kind === "intent" && step?.startsWith("post-"))
      .map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)]);
    expect(tweets(laid)).toHaveLength(steps.length);
    expect(standIns.readers().filter(({ platform }) => platform === "x")).toHaveLength(1);
  }));

it.concurrent("ends within the time of a request where the platform never answers, and the doubt is written down", () =>
  inHouse(shortMs, async (laid) => {
    const { id, running } = await inTheMiddle(laid);
    const { code, tookMs } = await end(running);
    expect(code, running.said()).toBe(0);
    expect(tookMs).toBeLessThan(shortMs + besideMs + lateMs);
    expect((await journalOf(laid, id)).at(-1)).toMatchObject({ kind: "outcome", step: "post-1", outcome: { kind: "doubt" } });
    expect(tweets(laid)).toHaveLength(1);
  }));

it.concurrent("waits for a step that was begun under a longer time than the settings have since", () =>
  inHouse(null, async (laid) => {
    const keep = (requestMs: number) => {
      const lines = Object.entries(timingFor(requestMs)).map(([name, value]) => `${name}=${value}\n`);
      laid.home.write(".env", lines.join(""));
    };
    keep(longMs);
    const { id, running, release } = await inTheMiddle(laid);
    keep(briefMs);
    running.child.kill("SIGHUP");
    await until("they are in force", () => running.said().includes("New settings are in force."), patientMs);
    const ended = end(running);
    await delay(briefMs + besideMs + 500);
    release();
    expect((await ended).code, running.said()).toBe(0);
    expect(running.said()).not.toContain("without waiting longer");
    expect((await journalOf(laid, id)).at(-1)).toMatchObject({ kind: "outcome", step: "post-1", outcome: { kind: "done" } });
  }));

it.concurrent("ends at once at a second signal, and the step stays in doubt", () =>
  inHouse(longMs, async (laid) => {
    const { port } = laid;
    const { id, running } = await inTheMiddle(laid);
    const ended = end(running);
    await until("the desk is closed", async () => (await fetch(`http://127.0.0.1:${port}/`)).status === 503);
    running.child.kill("SIGINT");
    const { code, tookMs } = await ended;
    expect(code).toBe(130);
    expect(tookMs).toBeLessThan(longMs);
    expect((await journalOf(laid, id)).at(-1)).toMatchObject({ kind: "intent", step: "post-1" });
  }));

it.concurrent("waits no longer than it says for what hangs, and names it", () =>
  inHouse(shortMs, async (laid) => {
    const { home, open } = laid;
    const model = await startModel();
    open.push(model);
    model.reply = "hang";
    const config = join(home.directory, "config", "herald.yaml");
    const settings = readFileSync(config, "utf8");
    writeFileSync(config, `${settings}\nfolder: inbox/\ncompose:\n  model: { url: "${model.url}", name: wordsmith, timeout: 50s }\n`);
    mkdirSync(join(home.directory, "inbox"));
    appendFileSync(join(home.directory, "inbox", "canals.txt"), "The irrigation department repaired 12 canals near Sukkur in October.\n");
    const running = await begin(laid, "start");
    await until("the model is asked", () => model.asked.length > 0);
    const { code, tookMs } = await end(running);
    expect(code).toBe(0);
    expect(tookMs).toBeGreaterThan(shortMs);
    expect(tookMs).toBeLessThan(shortMs + besideMs + lateMs);
    const told = running.said().match(/^Stopped after .*$/gm);
    expect(told).toEqual([
      "Stopped after 7 s without waiting longer for: the watched folder. What was begun is written down; the next start settles it.",
    ]);
  }));

it.concurrent("stays where a SIGHUP comes from no terminal", () =>
  inHouse(longMs, async (laid) => {
    const running = await begin(laid, "worker");
    running.child.kill("SIGHUP");
    await until("it has read them", () => running.said().includes("Nothing has changed in the settings."));
    await delay(100);
    expect(running.child.exitCode).toBeNull();
    expect((await end(running)).code).toBe(0);
  }));

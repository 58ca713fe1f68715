/**
 * The entry, and the one place where the parts are put together: settings → storage, platforms, edge → the faces.
 * Everything is imported when it is asked for, so that a preview from a file starts fast.
 */
import { enableCompileCache } from "node:module";
import type { Meet } from "./desk/connect.ts";
import type { Desk, Workshop } from "./desk/desk.ts";
import type { Examination } from "./desk/doctor.ts";
import { ok, type Result, refuse } from "./domain/problem.ts";
import type { Edge } from "./edge/edge.ts";
import type { Log } from "./edge/log.ts";
import type { MediaHost } from "./edge/media/host.ts";
import type { ReadKept } from "./edge/own-pictures.ts";
import type { Templates } from "./edge/templates.ts";
import type { Choice, Wiring, WorkerOptions } from "./faces/cli/wiring.ts";
import type { OpenServer } from "./faces/web/server.ts";
import type { StandIns } from "./sandbox/index.ts";
import type { Settings } from "./settings/settings.ts";
import type { SetupAnswers } from "./settings/setup.ts";
import type { Steadfast } from "./storage/sqlite.ts";
import type { Store } from "./storage/store.ts";

enableCompileCache();

const directory = process.cwd();

/** The working parts around a desk: what sends, what serves, and the stand-ins where this is the sandbox. */
interface House {
  readonly desk: Desk;
  readonly log: Log;
  readonly standIns: StandIns | null;
}

/**
 * @param dryRun shows the accounts as they are, connected or not.
 * @param backup what is to take the database's place: logins in it count too
 */
async function readSettings({ sandbox }: Choice, dryRun = false, backup: string | null = null): Promise<Result<Settings>> {
  const [{ loadSettings }, { readEnvironment }, { registry }, { standInLogin }, { secretsIn }] = await Promise.all([
    import("./settings/settings.ts"),
    import("./settings/env.ts"),
    import("./platforms/registry.ts"),
    import("./sandbox/logins.ts"),
    import("./storage/kept-secrets.ts"),
  ]);
  return loadSettings({
    env: readEnvironment(directory),
    directory,
    registry,
    kept: (file) => {
      const found = [file, ...(backup === null ? [] : [backup])].map(secretsIn);
      return found.includes(null) ? null : found.flatMap((secrets) => secrets ?? []);
    },
    sandbox: { forced: sandbox, allowed: !dryRun, login: standInLogin },
  });
}

/** Composing and previewing: no database, no network. @param kept where uploaded pictures are kept, where there is a queue */
async function workshopOn(settings: Settings, kept?: ReadKept): Promise<Workshop> {
  const [{ registry }, { openTemplates }, { systemClock }] = await Promise.all([
    import("./platforms/registry.ts"),
    import("./edge/templates.ts"),
    import("./edge/clock.ts"),
  ]);
  const templates = openTemplates(settings.templatesDirectory);
  const cards = drawnLater(() => cardsOf(settings, templates, kept));
  return { settings, registry, templates, cards, clock: systemClock };
}

async function cardsOf({ house }: Settings, templates: Templates, kept?: ReadKept) {
  const [{ openCards }, { openOwnPictures }, { systemClock }, { proxyEnvironment }] = await Promise.all([
    import("./cards/draw.ts"),
    import("./edge/own-pictures.ts"),
    import("./edge/clock.ts"),
    import("./settings/env.ts"),
  ]);
  const readPicture = openOwnPictures(directory, { clock: systemClock, proxyEnv: proxyEnvironment() }, kept);
  return openCards({ templates, brand: house.brand, readPicture });
}

/** Cards whose drawing is loaded at the first one: a text preview draws none. */
function drawnLater(open: () => Promise<Workshop["cards"]>): Workshop["cards"] {
  let cards: Promise<Workshop["cards"]> | undefined;
  const opened = () => {
    cards ??= open();
    return cards;
  };
  return {
    draw: async (card) => (await opened()).draw(card),
    problemsOf: async (card) => (await opened()).problemsOf(card),
  };
}

/** Who words posts beside Herald, where the settings ask for it. */
async function modelOf({ model }: Settings, { clock }: Workshop): Promise<Pick<Desk, "model">> {
  return model ? { model: (await import("./edge/model.ts")).openModel(model, clock) } : {};
}

/**
 * @param busyTimeoutMs how long the thread may stand still for another program's lock: short where timers run.
 * @param steadfast for a program that stays
 */
async function deskOn(settings: Settings, busyTimeoutMs: number, steadfast?: Steadfast): Promise<Desk> {
  // Cards are drawn long after the queue is open.
  const queue: { store?: Store } = {};
  const [shop, { openSqlite }, { settleIn }, { watchOver }, { currentPerson }, { actorOf }, { readEnvironment }] = await Promise.all([
    workshopOn(settings, async (digest) => (await queue.store?.media(digest))?.bytes),
    import("./storage/sqlite.ts"),
    import("./desk/installation.ts"),
    import("./notify/watch.ts"),
    import("./people/current-person.ts"),
    import("./people/actor-of.ts"),
    import("./settings/env.ts"),
  ]);
  const watch = watchOver(settings.accounts);
  const opening = { file: settings.databaseFile, now: shop.clock.now, busyTimeoutMs, watch, ...(steadfast && { steadfast }) };
  const store = await openSqlite(opening);
  queue.store = store;
  const actor = await actorOf(store, currentPerson(readEnvironment(directory)));
  const desk = { ...shop, store, actor, ...(await modelOf(settings, shop)) };
  const found = await settleIn(desk);
  if (found && !steadfast) process.stderr.write(`${found}\n`);
  return desk;
}

const patientMs = 10_000;
const nimbleMs = 50;

async function workshop(choice: Choice): Promise<Result<Workshop>> {
  const settings = await readSettings(choice, true);
  return settings.ok ? ok(await workshopOn(settings.value)) : settings;
}

/** A stranger is shown nothing of the queue. */
async function withDesk<T>(choice: Choice, use: (desk: Desk) => Promise<Result<T>>): Promise<Result<T>> {
  const { forbidden } = await import("./pipeline/rights.ts");
  return withAnyDesk(choice, async (desk) => {
    const objection = forbidden(desk.actor, "read");
    return objection ? refuse(objection) : use(desk);
  });
}

async function withAnyDesk<T>(choice: Choice, use: (desk: Desk) => Promise<Result<T>>): Promise<Result<T>> {
  const settings = await readSettings(choice);
  if (!settings.ok) return settings;
  const desk = await deskOn(settings.value, patientMs);
  try {
    return await use(desk);
  } finally {
    await desk.store.close();
  }
}

/** In the sandbox every request of this process goes to the stand-ins, before any adapter is opened. */
async function enterSandbox(settings: Settings): Promise<StandIns | null> {
  if (settings.mode !== "sandbox") return null;
  const [{ joinStandIns, startStandIns }, { systemClock }, { dirname, join }] = await Promise.all([
    import("./sandbox/index.ts"),
    import("./edge/clock.ts"),
    import("node:path"),
  ]);
  const standIns = await startStandIns({ clock: systemClock, directory: join(dirname(settings.databaseFile), "sandbox") });
  joinStandIns(standIns);
  return standIns;
}

/** What goes wrong, on stderr, and no secret in it. */
async function logFor(settings: Settings): Promise<Log> {
  const [{ openLog }, { censored }, { readEnvironment }, { secretValues }] = await Promise.all([
    import("./edge/log.ts"),
    import("./edge/censored-log.ts"),
    import("./settings/env.ts"),
    import("./settings/secret-values.ts"),
  ]);
  return censored(openLog("warn"), secretValues(readEnvironment(directory), settings));
}

async function houseOn(settings: Settings, steadfast?: Steadfast): Promise<House> {
  const standIns = await enterSandbox(settings);
  const [desk, log] = await Promise.all([deskOn(settings, nimbleMs, steadfast), logFor(settings)]);
  return { desk, standIns, log };
}

/** Where pictures are put. @param server Herald's own: with PORT=0 only that knows its address */
async function mediaHostOf({ settings, clock }: Desk, server: OpenServer | null): Promise<MediaHost> {
  const { openMediaHost } = await import("./edge/media/host.ts");
  const publicUrl = server ? settings.publicUrl.replace(/:0$/, `:${server.address.port}`) : settings.publicUrl;
  return openMediaHost(settings.mediaHost, { publicUrl, clock });
}

/** The doors out of a house. @param server where its pictures are served: with PORT=0 only that knows the address. */
async function edgeOf({ desk, standIns, log }: House, server: OpenServer | null): Promise<Edge> {
  const [{ openEdge }, { proxyEnvironment }] = await Promise.all([import("./edge/open-edge.ts"), import("./settings/env.ts")]);
  const mediaHost = await mediaHostOf(desk, server);
  const { store, clock } = desk;
  return openEdge({ clock, log, media: store.media, mediaHost, proxyEnv: standIns?.proxyEnv ?? proxyEnvironment() });
}

/** Opens a house, and closes it whatever comes of its use. @param steadfast for a program that stays */
async function inHouse<T>(choice: Choice, use: (house: House) => Promise<Result<T>>, steadfast?: Steadfast): Promise<Result<T>> {
  const settings = await readSettings(choice);
  if (!settings.ok) return settings;
  const house = await houseOn(settings.value, steadfast);
  const pause = await house.desk.store.housePause();
  if (pause) steadfast?.tell(`Everything is paused, nothing goes out: ${pause.reason}`);
  try {
    return await use(house);
  } finally {
    await house.desk.store.close();
    await house.standIns?.close();
  }
}

/** Aborts at the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => (stopping.signal.aborted ? process.exit(130) : stopping.abort());
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return stopping.signal;
}

/** @param withDesk whether editors work here too; else only pictures are served. */
async function serve({ desk, log, standIns }: House, withDesk: boolean): Promise<OpenServer> {
  const [{ openServer }, { publicPicture }, { sandboxHome }, { openDoor }, { peopleDoor }] = await Promise.all([
    import("./faces/web/server.ts"),
    import("./desk/media.ts"),
    import("./faces/web/sandbox-home.ts"),
    import("./faces/web/open-door.ts"),
    import("./faces/web/people-door.ts"),
  ]);
  const { host, port, publicUrl } = desk.settings;
  const origin = () => publicUrl.replace(/:0$/, `:${server.address.port}`);
  const door = peopleDoor(desk, standIns ? openDoor({ ...desk.actor, role: "operator" }) : null);
  const readers = standIns ? { standIns: () => sandboxHome(desk, standIns.readers()) } : {};
  const meet = meetVia({ desk, log, standIns }, () => edgeOf({ desk, log, standIns }, server));
  const site = withDesk ? { site: { desk, log, origin, door, meet, ...readers } } : {};
  const server: OpenServer = await openServer({ host, port, log, media: (digest) => publicPicture(desk, digest), ...site });
  return server;
}

/** A worker by itself serves the pictures too, unless a Herald on this address does already. */
async function serveIfFree(house: House, say: (line: string) => void): Promise<OpenServer | null> {
  try {
    return await serve(house, false);
  } catch (error) {
    say(`${error instanceof Error ? error.message : error} Pictures are served by whatever runs there.`);
    return null;
  }
}

async function worker({ untilIdle, say, ...choice }: WorkerOptions): Promise<Result<readonly string[]>> {
  const stop = stopSignal();
  const { runWorker } = await import("./faces/worker.ts");
  const work = async (house: House) => {
    const server = await serveIfFree(house, say);
    try {
      return ok(await runWorker(house.desk, await edgeOf(house, server), { say, stop, untilIdle }));
    } finally {
      await server?.close();
    }
  };
  return inHouse(choice, work, { tell: say, stop });
}

/** Tells who newly connected accounts are, while the work goes on. */
async function meet({ desk, log }: House, edge: Edge, say: (line: string) => void): Promise<void> {
  const [{ meetNewAccounts }, { introduce }, { deadlineIn }] = await Promise.all([
    import("./desk/doctor.ts"),
    import("./faces/greeting.ts"),
    import("./worker/deadline.ts"),
  ]);
  if (desk.settings.mode === "sandbox") return;
  const deadline = () => deadlineIn(desk.clock, desk.settings.worker.requestTimeoutMs);
  await introduce(meetNewAccounts(desk, edge, deadline), say).catch((error: unknown) =>
    log.warn({ error: String(error) }, "accounts could not be met"),
  );
}

async function start({ say, ...choice }: Choice & { readonly say: (line: string) => void }): Promise<Result<null>> {
  const stop = stopSignal();
  const [{ runWorker }, { greet }] = await Promise.all([import("./faces/worker.ts"), import("./faces/greeting.ts")]);
  const work = async (house: House): Promise<Result<null>> => {
    const server = await serve(house, true);
    try {
      const greeted = await greet(house.desk, server.address, say);
      if (!greeted.ok) return greeted;
      const edge = await edgeOf(house, server);
      await Promise.all([runWorker(house.desk, edge, { say, stop, untilIdle: false }), meet(house, edge, say)]);
      return ok(null);
    } finally {
      await server.close();
    }
  };
  return inHouse(choice, work, { tell: say, stop });
}

async function doctor(choice: Choice): Promise<Result<Examination>> {
  const [{ doctor: examine }, { forbidden }, { needsProof }, { deadlineIn }] = await Promise.all([
    import("./desk/doctor.ts"),
    import("./pipeline/rights.ts"),
    import("./desk/outside-in.ts"),
    import("./worker/deadline.ts"),
  ]);
  return inHouse(choice, async (house) => {
    const { clock, settings, actor } = house.desk;
    // It lets an account go on that its platform had refused.
    const objection = forbidden(actor, "resume");
    if (objection) return refuse(objection);
    const isServing = settings.mediaHost.kind === "own" && needsProof(house.desk);
    const server = isServing ? await serveIfFree(house, () => undefined) : null;
    try {
      const edge = await edgeOf(house, server);
      const proof = { mediaHost: await mediaHostOf(house.desk, server), isBehindProxy: Object.keys(edge.proxyEnv).length > 0 };
      return ok(await examine(house.desk, edge, () => deadlineIn(clock, settings.worker.requestTimeoutMs), proof));
    } finally {
      await server?.close();
    }
  });
}

/** Asks a platform whose login this is, within the time of one request. */
function meetVia({ desk }: House, edge: () => Promise<Edge>): Meet {
  return async (account, secret) => {
    const { deadlineIn } = await import("./worker/deadline.ts");
    const session = await desk.registry[account.platform].open(account, secret, await edge());
    return session.verify(deadlineIn(desk.clock, desk.settings.worker.requestTimeoutMs));
  };
}

async function withPlatforms<T>(choice: Choice, use: (desk: Desk, meet: Meet) => Promise<Result<T>>): Promise<Result<T>> {
  // What is not connected yet is no reason to play: it is about to be.
  const settings = await readSettings(choice, true);
  if (!settings.ok) return settings;
  const [desk, { openLog }] = await Promise.all([deskOn(settings.value, patientMs), import("./edge/log.ts")]);
  const house: House = { desk, log: openLog("silent"), standIns: null };
  try {
    return await use(
      desk,
      meetVia(house, () => edgeOf(house, null)),
    );
  } finally {
    await desk.store.close();
  }
}

async function setup(answers: SetupAnswers) {
  const { writeSetup } = await import("./settings/setup.ts");
  return writeSetup(answers, directory);
}

async function restore(choice: Choice, file: string) {
  const settings = await readSettings(choice, false, file);
  if (!settings.ok) return settings;
  const [{ restoreSqlite }, { systemClock }] = await Promise.all([import("./storage/restore.ts"), import("./edge/clock.ts")]);
  return restoreSqlite({ file, database: settings.value.databaseFile, at: systemClock.now() });
}

const wiring: Wiring = { directory, workshop, withDesk, withAnyDesk, withPlatforms, doctor, worker, start, setup, restore };

/** Runs one command line; gives the exit code. @param words what was typed after `herald` */
export async function herald(words: readonly string[]): Promise<number> {
  try {
    const { runProgram } = await import("./faces/cli/program.ts");
    return await runProgram(words, wiring);
  } catch (error) {
    // What is said in a sentence is thrown as a plain Error; anything else is a defect, and its place is worth more than its words.
    const isSentence = error instanceof Error && error.constructor === Error;
    process.stderr.write(`${isSentence ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    return 2;
  }
}

if (import.meta.main) process.exitCode = await herald(process.argv.slice(2));

import type { Account } from "../domain/account.ts";
import type { Edge } from "../edge/edge.ts";
import { isEngines } from "../pipeline/guard.ts";
import type { Logins } from "../platforms/current-login.ts";
import type { Deadline, Standing } from "../platforms/platform.ts";
import { fetchesPictures } from "../settings/media-host.ts";
import { type Desk, platformOf } from "./desk.ts";
import { type PicturesCheckup, type ProofPorts, provePictures } from "./outside-in.ts";

/** What one account is, may do and costs, in plain words. */
export interface Checkup {
  readonly account: string;
  readonly platform: string;
  /** Connected, refused by its platform, with a platform that couldn't be asked just now, or without complete variables. */
  readonly state: "connected" | "refused" | "unreachable" | "not connected";
  readonly name: string | null;
  readonly url: string | null;
  readonly notes: readonly string[];
}

function missing(desk: Desk, account: Account): Checkup {
  const { variables, name } = platformOf(desk, account);
  const needed = variables.filter(({ required }) => required).map(({ name, help }) => `${name}: ${help}`);
  const notes = ["Its posts stay drafts until these stand in .env:", ...needed];
  return { account: account.id, platform: name, state: "not connected", name: null, url: null, notes };
}

/** All that `doctor` found. */
export interface Examination {
  readonly accounts: readonly Checkup[];
  /** Null where no connected account needs pictures that the world can fetch. */
  readonly pictures: PicturesCheckup | null;
}

/** @param hasPictures false where its pictures can't be fetched: then it could post nothing, and would only be stopped again. */
async function told(desk: Desk, account: Account, standing: Standing, hasPictures: boolean): Promise<Checkup> {
  const base = { account: account.id, platform: platformOf(desk, account).name };
  if (!standing.ok) {
    const { code, message, remedy } = standing.problem;
    const state = code === "account-unreachable" ? "unreachable" : "refused";
    return { ...base, state, name: null, url: null, notes: [message, remedy] };
  }
  const { remoteId, name, url, notes } = standing;
  await desk.store.keepStanding(account.id, { remoteId, name, url });
  return { ...base, state: "connected", name, url, notes: [...notes, ...(await goesOn(desk, account.id, hasPictures))] };
}

/** Releases an account that the engine itself stopped when its platform refused it; a person's pause stays. */
async function goesOn(desk: Desk, account: string, hasPictures: boolean): Promise<readonly string[]> {
  const { pause } = await desk.store.account(account);
  if (!pause) return [];
  if (!isEngines(pause)) return [`It is paused by ${pause.by}: ${pause.reason}`];
  if (!hasPictures) return [`It stays paused (${pause.reason}) until its pictures can be fetched.`];
  if (!(await desk.store.resume(account, pause, desk.actor.id))) return [];
  return [`It was paused (${pause.reason}) and goes on now.`];
}

/** What platforms are asked with. */
interface Ports {
  readonly edge: Edge;
  /** The logins as they stand, renewed where that is due. */
  readonly logins: Logins;
}

/** A login that is dead, or that could not be renewed: why stands with its pause. */
async function unready(desk: Desk, account: Account): Promise<Checkup> {
  const { pause } = await desk.store.account(account.id);
  const base = { account: account.id, platform: platformOf(desk, account).name, name: null, url: null };
  if (pause && isEngines(pause)) return { ...base, state: "refused", notes: [pause.reason] };
  const notes = ["Its login ran out and could not be renewed just now: run `herald doctor` again in a minute."];
  return { ...base, state: "unreachable", notes };
}

/** Asks an account's platform who we are and what we may do; of one without a login, tells what it lacks. */
async function checkUp(desk: Desk, account: Account, { edge, logins }: Ports, deadline: Deadline, hasPictures = true): Promise<Checkup> {
  if (!desk.settings.secrets.has(account.id)) return missing(desk, account);
  const login = await logins.ready(account);
  if (!login) return unready(desk, account);
  const session = await platformOf(desk, account).open(account, login.secret, edge);
  return told(desk, account, await session.verify(deadline), hasPictures);
}

/** The same of every account, and whether pictures can be fetched by the platforms that want to. */
export async function doctor(desk: Desk, ports: Ports, deadline: () => Deadline, proof: Omit<ProofPorts, "signal">): Promise<Examination> {
  const pictures = await provePictures(desk, { ...proof, signal: deadline().signal });
  const hasPictures = (account: Account) => pictures?.state !== "refused" || !fetchesPictures(account);
  const checks = desk.settings.accounts.map((account) => checkUp(desk, account, ports, deadline(), hasPictures(account)));
  return { accounts: await Promise.all(checks), pictures };
}

/** The same of the connected accounts that this database has not met yet, or met as somebody else. */
export async function meetNewAccounts(desk: Desk, ports: Ports, deadline: () => Deadline): Promise<readonly Checkup[]> {
  const connected = desk.settings.accounts.filter(({ id }) => desk.settings.secrets.has(id));
  const met = await Promise.all(connected.map(async (account) => (await desk.store.account(account.id)).remoteId === account.remoteId));
  return Promise.all(connected.filter((_, index) => !met[index]).map((account) => checkUp(desk, account, ports, deadline())));
}

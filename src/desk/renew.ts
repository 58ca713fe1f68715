/**
 * Renews a kept login, one process at a time: writes down that it begins, asks the platform, and keeps what came before the old one is
 * forgotten. Whoever dies on the way is followed by another, who tries what is kept.
 */
import type { Account } from "../domain/account.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Log } from "../edge/log.ts";
import type { Net, OAuth, Renewed } from "../platforms/oauth.ts";
import type { Secret } from "../platforms/platform.ts";
import { openKept } from "../settings/kept.ts";
import { learn } from "../settings/learnt.ts";
import { type SealKey, seal } from "../settings/seal.ts";
import type { Renewal } from "../storage/renewals.ts";
import type { Desk } from "./desk.ts";

export interface RenewalParts {
  readonly desk: Pick<Desk, "store" | "settings" | "registry" | "clock">;
  /** `host/pid/start-time`: who this is, to other processes. */
  readonly owner: string;
  /** True only where it is certain that this owner's process is no more. */
  readonly isGone: (owner: string) => boolean;
  readonly net: () => Net;
  readonly log: Log;
}

export interface Renewer extends RenewalParts {
  /** Since when (monotonic) another's renewal has stood unchanged, by account. */
  readonly watched: Map<string, { readonly token: string; readonly since: number }>;
}

/** Who pauses an account whose login is dead or could not be renewed: a worker, so that doctor may lift it too. */
export const pauser = "worker (its login)";

const [firstBackOffMs, longestBackOffMs] = [15_000, 900_000];
const [firstLookMs, longestLookMs] = [20, 250];

function backOffMs(failures: number): number {
  return Math.min(firstBackOffMs * 2 ** Math.min(failures, 16), longestBackOffMs);
}

/** Another has it in hand: in time it is taken from whoever is gone, or stands still for a whole lease while watched. */
function isFree({ watched, desk, isGone }: Renewer, { login, hand }: Renewal): boolean {
  if (hand === null) return true;
  const mono = desk.clock.mono();
  const seen = watched.get(login.account);
  if (seen?.token !== hand.token) watched.set(login.account, { token: hand.token, since: mono });
  else if (mono - seen.since >= desk.settings.worker.leaseMs) return true;
  return isGone(hand.owner);
}

/** Waits until another's try is over, or could be taken over, or the time of one is. */
async function awaitOther(renewer: Renewer, { login, generation }: Renewal): Promise<void> {
  const { desk, net } = renewer;
  const { deadline } = net();
  for (let pauseMs = firstLookMs; deadline.leftMs() > 0; pauseMs = Math.min(pauseMs * 2, longestLookMs)) {
    await desk.clock.sleep(pauseMs, deadline.signal);
    const now = await desk.store.renewals.of(login.account);
    if (now?.generation !== generation || now.hand === null || isFree(renewer, now)) return;
  }
}

/** The login in hand, then the one that it was renewed from: a platform that lost its answer may still know that one. */
async function ask(renewer: Renewer, oauth: OAuth, secret: Secret, { login, previous }: Renewal): Promise<Renewed> {
  const { settings } = renewer.desk;
  const client = settings.oauthClients.get(login.account) ?? {};
  const answer = await oauth.renew(secret, client, renewer.net());
  const before = answer.kind === "dead" && previous ? openKept(previous, settings.sealKeys) : null;
  if (!before?.ok) return answer;
  const second = await oauth.renew(before.secret, client, renewer.net());
  return second.kind === "dead" ? answer : second;
}

/** What the platform gave out is kept, however long the database is busy: its other half is gone. */
async function keep(
  renewer: Renewer,
  secret: Secret,
  key: SealKey,
  { login, generation }: Renewal,
  until: Instant | null,
): Promise<boolean> {
  const { desk, log } = renewer;
  const kept = { account: login.account, sealed: seal(secret, login.account, key), keyId: key.id };
  for (let tries = 0; ; tries += 1) {
    try {
      return await desk.store.renewals.keep(kept, generation, until, desk.clock.now());
    } catch (error) {
      if (tries >= 9) throw error;
      log.warn({ account: login.account, error: String(error) }, "a renewed login could not be kept yet; trying again");
      await desk.clock.sleep(Math.min(1000 * 2 ** tries, 60_000));
    }
  }
}

/** An account that stood still for its login alone goes on. */
async function goOn({ desk }: Renewer, account: string): Promise<void> {
  const { pause } = await desk.store.account(account);
  if (pause?.by === pauser) await desk.store.resume(account, pause);
}

/** The account stands still, and people are told, before a post meets a login that is dead. */
export async function standStill({ desk }: Pick<Renewer, "desk">, account: Account, reason: string): Promise<void> {
  await desk.store.pause(account.id, { reason, since: desk.clock.now(), until: null, by: pauser });
}

export function connectAgain(account: string): string {
  return `Connect it again: \`herald connect ${account}\`, or on the desk under Accounts.`;
}

function sayDead({ hand }: Renewal, platformName: string, reason: string): string {
  const lost = hand ? ` A renewal broke off at ${toIso(hand.begunAt)}, and what ${platformName} answered then is lost.` : "";
  return `${platformName} doesn't know this login any more. ${reason}${lost}`;
}

async function settle(
  renewer: Renewer,
  account: Account,
  oauth: OAuth,
  row: Renewal,
  token: string,
  key: SealKey,
  answer: Renewed,
): Promise<void> {
  const { store, clock, registry } = renewer.desk;
  if (answer.kind === "granted") {
    learn(answer.secret);
    if (await keep(renewer, answer.secret, key, row, oauth.until(answer.secret))) await goOn(renewer, account.id);
    return;
  }
  const isDead = answer.kind === "dead";
  const problem = isDead ? sayDead(row, registry[account.platform].name, answer.reason) : answer.reason;
  const nextAt = isDead ? null : clock.now() + backOffMs(row.failures);
  const isOurs = await store.renewals.giveBack(account.id, token, { problem, nextAt, dead: isDead });
  if (isOurs && isDead && oauth.isNeeded) await standStill(renewer, account, `${problem} ${connectAgain(account.id)}`);
}

/**
 * Renews a login now, or waits for whoever does. What came of it stands in the store; nothing is renewed under a key that is not in force.
 * @param secret the login, opened
 */
export async function renew(renewer: Renewer, account: Account, oauth: OAuth, row: Renewal, secret: Secret): Promise<void> {
  const { store, settings, clock } = renewer.desk;
  const { current } = settings.sealKeys;
  if (row.dead || !current.ok || row.login.keyId !== current.value.id) return;
  if (!isFree(renewer, row)) return awaitOther(renewer, row);
  const token = await store.renewals.take(account.id, row.generation, row.hand?.token ?? null, renewer.owner, clock.now());
  if (token === null) return awaitOther(renewer, row);
  const answer = await ask(renewer, oauth, secret, row).catch((error: unknown): Renewed => {
    renewer.log.error({ account: account.id, error: String(error) }, "renewing a login broke off");
    return { kind: "again", reason: "Renewing the login broke off." };
  });
  await settle(renewer, account, oauth, row, token, current.value, answer);
}

/** Passkeys: made by a signed-in person, and good for coming in without an address or a password. */
import { createHash } from "node:crypto";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { challengeIn, type RegistrationAnswer, readRegistration, readSignIn, type SignInAnswer } from "../people/passkey-answers.ts";
import {
  type CreationOptions,
  creationOptions,
  type RequestOptions,
  requestOptions,
  type Site,
  siteOf,
  verifyCreation,
  verifySignIn,
} from "../people/passkey-server.ts";
import { challengeMs } from "../people/session-rules.ts";
import type { Passkey } from "../storage/sign-ins.ts";
import { type Desk, nowOf } from "./desk.ts";
import { type Opened, openSession, type Visit } from "./opened.ts";
import { ownPerson } from "./own-account.ts";
import { ownPassword } from "./sign-in.ts";

const noSite = block(
  "sign-in-no-passkeys",
  "PUBLIC_URL",
  "Browsers keep passkeys only for a name that is reached by https, or for localhost.",
  "Set PUBLIC_URL to such an address, and open Herald there.",
);

const unwanted = block(
  "sign-in-passkey",
  "passkey",
  "This passkey isn't known here, or it took too long.",
  "Try again, or sign in with your password.",
);

/** @param origin where people find Herald: with PORT=0 only the server knows; absent: as PUBLIC_URL says */
function siteFor(desk: Desk, origin?: string): Result<Site> {
  const site = siteOf(origin ?? desk.settings.publicUrl);
  return site ? ok(site) : refuse(noSite);
}

/** True where browsers would offer passkeys at all. */
export function hasPasskeys(desk: Desk, origin?: string): boolean {
  return siteFor(desk, origin).ok;
}

function digestOf(challenge: string): string {
  return createHash("sha256").update(challenge).digest("hex");
}

async function keep(desk: Desk, challenge: string, personId: string | null): Promise<void> {
  const now = nowOf(desk);
  await desk.store.signIns.keepChallenge(digestOf(challenge), personId, now + challengeMs, now);
}

/** The challenge in an answer, used up; null where it was none of ours, another's, or too long ago. */
async function taken(desk: Desk, answer: RegistrationAnswer | SignInAnswer, personId: string | null): Promise<string | null> {
  const challenge = challengeIn(answer);
  if (challenge === null) return null;
  return (await desk.store.signIns.takeChallenge(digestOf(challenge), personId, nowOf(desk))) ? challenge : null;
}

/** Asks a browser for a passkey of the person at the desk. Whoever only found the browser open can't: it takes their password. */
export async function beginPasskey(desk: Desk, password: string, origin?: string): Promise<Result<CreationOptions>> {
  const site = siteFor(desk, origin);
  if (!site.ok) return site;
  const person = await ownPerson(desk);
  if (!person.ok) return person;
  const { people, signIns } = desk.store;
  const { id } = person.value;
  const known = await ownPassword(desk, person.value, password);
  if (!known.ok) return known;
  const [handle = "", passkeys] = await Promise.all([people.handleOf(id), signIns.passkeysOf(id)]);
  const options = await creationOptions(site.value, desk.settings.house.brand.name, { person: person.value, handle, passkeys });
  await keep(desk, options.challenge, id);
  return ok(options);
}

const longestName = 60;

/** Keeps the passkey that the browser made. @param name as its owner calls it, for their list */
export async function finishPasskey(desk: Desk, json: unknown, name: string, origin?: string): Promise<Result<Passkey>> {
  const site = siteFor(desk, origin);
  if (!site.ok) return site;
  const person = await ownPerson(desk);
  if (!person.ok) return person;
  const personId = person.value.id;
  const answer = readRegistration(json);
  const challenge = answer && (await taken(desk, answer, personId));
  const made = answer && challenge ? await verifyCreation(site.value, answer, challenge) : null;
  if (!answer || !made) return refuse(unwanted);
  const called = [...name.replaceAll(/\p{C}/gu, "").trim()].slice(0, longestName).join("") || "Passkey";
  const now = nowOf(desk);
  const passkey = { ...made, personId, name: called, transports: answer.response.transports, createdAt: now, usedAt: null };
  return (await desk.store.signIns.addPasskey(passkey, now, personId)) ? ok(passkey) : refuse(unwanted);
}

/** Asks a browser for any passkey that it has for this site. */
export async function beginPasskeySignIn(desk: Desk, origin?: string): Promise<Result<RequestOptions>> {
  const site = siteFor(desk, origin);
  if (!site.ok) return site;
  const options = await requestOptions(site.value);
  await keep(desk, options.challenge, null);
  return ok(options);
}

/** Signs in whoever the answer belongs to. Says the same whatever is wrong with it. */
export async function finishPasskeySignIn(desk: Desk, json: unknown, visit: Visit, origin?: string): Promise<Result<Opened>> {
  const site = siteFor(desk, origin);
  if (!site.ok) return site;
  return (await signInBy(desk, site.value, json, visit)) ?? refuse(unwanted);
}

async function signInBy(desk: Desk, site: Site, json: unknown, visit: Visit): Promise<Result<Opened> | null> {
  const answer = readSignIn(json);
  const challenge = answer && (await taken(desk, answer, null));
  const found = answer ? await desk.store.signIns.passkey(answer.id) : undefined;
  if (!answer || !challenge || answer.response.userHandle.replace(/=+$/, "") !== found?.handle) return null;
  const after = await verifySignIn(site, answer, found.passkey, challenge);
  if (after === null) return null;
  const evidence = { kind: "passkey", id: found.passkey.id, before: found.passkey.counter, after } as const;
  const opened = await openSession(desk, found.person, evidence, visit);
  return opened && ok(opened);
}

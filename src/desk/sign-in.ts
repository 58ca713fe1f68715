/** Coming in with a password, being known by a cookie, and going out again. */
import { createHash, randomUUID } from "node:crypto";
import type { Person } from "../domain/person.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { networkOf } from "../people/network.ts";
import { verifyPassword } from "../people/password.ts";
import { openQueue } from "../people/queue.ts";
import { isStale, sessionMs } from "../people/session-rules.ts";
import { emailKey } from "../people/staff.ts";
import { type Admission, admitKnown, admitNew } from "../people/throttle.ts";
import { csrfOf, digestOfToken, isToken } from "../people/tokens.ts";
import type { Proof } from "../storage/people.ts";
import type { Failures } from "../storage/sign-ins.ts";
import { type Desk, nowOf } from "./desk.ts";
import { digestIfToken, type Opened, openSession, type Visit } from "./opened.ts";

export interface SignedIn {
  readonly person: Person;
  readonly sessionId: string;
  /** What every form of this session must carry. */
  readonly csrf: string;
}

/** Who the cookie's token belongs to; null: nobody, or no more. */
export async function signedIn(desk: Desk, token: string): Promise<SignedIn | null> {
  if (!isToken(token)) return null;
  const [digest, now] = [digestOfToken(token), nowOf(desk)];
  const found = await desk.store.signIns.session(digest, now);
  if (!found) return null;
  if (isStale(found.session.seenAt, now)) await desk.store.signIns.touch(digest, now, now + sessionMs);
  return { person: found.person, sessionId: found.session.id, csrf: csrfOf(token) };
}

/** What was typed on the sign-in page. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** What an attempt counts on; digests, so that no address or mistyped name stands in the database. */
interface Subjects {
  /** A browser that the person has used before, or null. */
  readonly device: string | null;
  readonly pair: string;
  readonly person: string;
  readonly network: string;
}

function subject(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

/** Counted is what was typed, whether anybody has that address or not: the answer tells nothing. */
async function subjectsOf(desk: Desk, email: string, proof: Proof | undefined, visit: Visit): Promise<Subjects> {
  const device = digestIfToken(visit.device);
  const isKnown = device !== null && (await desk.store.signIns.knowsDevice(device, proof?.person.id ?? "", nowOf(desk)));
  const network = networkOf(visit.address);
  return {
    device: isKnown ? subject("device", email, device) : null,
    pair: subject("pair", email, network),
    person: subject("person", email),
    network: subject("network", network),
  };
}

const none: Failures = { count: 0, last: null };

/** Counts the attempt, before anything is known of how it ends, if it may be made. */
function admit(desk: Desk, attempt: string, { device, pair, person, network }: Subjects): Promise<Admission> {
  const now = nowOf(desk);
  const { signIns } = desk.store;
  if (device !== null) return signIns.attempt(attempt, [device], ([failures = none]) => admitKnown(failures, now), now);
  const judge = ([onPair = none, onPerson = none, onNetwork = none]: readonly Failures[]) =>
    admitNew({ pair: onPair, person: onPerson, network: onNetwork }, now);
  return signIns.attempt(attempt, [pair, person, network], judge, now);
}

/** Hashing takes memory and a processor for a moment: a flood of it must not keep the worker from its work, or known people out. */
const hashing = openQueue(2, 32);

const wrong = block(
  "sign-in-wrong",
  "sign-in",
  "The e-mail address or the password is wrong.",
  "Try again, sign in with a passkey, or ask an admin for a new link.",
);

const busy = block("sign-in-busy", "sign-in", "Too many people are signing in just now.", "Try again in a few seconds.");

/** @param untilMs from now */
function tooMany(untilMs: number) {
  const minutes = Math.max(1, Math.ceil(untilMs / 60_000));
  const message = `This was tried too often; the next try counts in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
  const remedy = "Wait, or come in with a passkey, on a browser that you used before, or by a link from an admin.";
  return block("sign-in-wait", "sign-in", message, remedy);
}

/**
 * Signs somebody in by password. Takes the same time and says the same words whether nobody has the address, the password is
 * wrong, none was ever set, or the person is disabled.
 */
export async function signIn(desk: Desk, { email, password }: Credentials, visit: Visit): Promise<Result<Opened>> {
  const key = emailKey(email).slice(0, 254);
  const proof = await desk.store.people.proofOf(key);
  const subjects = await subjectsOf(desk, key, proof, visit);
  const attempt = randomUUID();
  const admission = await admit(desk, attempt, subjects);
  if (admission.kind === "wait") return refuse(tooMany(admission.until - nowOf(desk)));
  await desk.clock.sleep(admission.delayMs);
  const encoded = proof?.person.active ? proof.password : null;
  const isRight = await hashing(() => verifyPassword(password, encoded), subjects.device !== null);
  if (isRight === null) return turnedAway(desk, attempt);
  if (!isRight || !proof || encoded === null) return refuse(wrong);
  const forgive = { attempt, subjects: [subjects.pair, ...(subjects.device === null ? [] : [subjects.device])] };
  const opened = await openSession(desk, proof.person, { kind: "password", encoded }, visit, forgive);
  return opened ? ok(opened) : refuse(wrong);
}

/** Its password was not looked at, so it was no attempt. */
async function turnedAway(desk: Desk, attempt: string): Promise<Result<never>> {
  await desk.store.signIns.forgive(attempt, []);
  return refuse(busy);
}

/** Ends the session of this cookie. */
export async function signOut(desk: Desk, token: string): Promise<void> {
  if (isToken(token)) await desk.store.signIns.end({ digest: digestOfToken(token) }, nowOf(desk));
}

/** Holds a signed-in person's own password against what they typed, with an allowance of its own; null: it is right. */
export async function ownPassword(desk: Desk, { id, email }: Person, typed: string): Promise<Result<null>> {
  const attempt = randomUUID();
  const own = subject("own", id);
  const now = nowOf(desk);
  const admission = await desk.store.signIns.attempt(attempt, [own], ([failures = none]) => admitKnown(failures, now), now);
  if (admission.kind === "wait") return refuse(tooMany(admission.until - now));
  const proof = await desk.store.people.proofOf(email);
  const isRight = await hashing(() => verifyPassword(typed, proof?.password ?? null), true);
  if (!isRight) return refuse(block("input-password", "password", "This is not your password.", "Type the one that you have now."));
  await desk.store.signIns.forgive(attempt, [own]);
  return ok(null);
}

/**
 * Keys with which programs act for people. A key has some of its owner's rights, never more than the owner has at that moment, and
 * ends with the owner. Its token is told once; only a digest of it is kept.
 */
import { type Instant, toIso } from "../domain/instant.ts";
import { type Actor, agent, type Person, type Right, rights } from "../domain/person.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { digestOfToken, isToken, newToken } from "../people/tokens.ts";
import { mayApprove } from "../pipeline/approval.ts";
import { forbidden, may } from "../pipeline/rights.ts";
import type { Key } from "../storage/keys.ts";
import { type Desk, nowOf } from "./desk.ts";

/** What a key may be given: who works here is decided by people alone. */
export const keyRights: readonly Right[] = rights.filter((right) => right !== "people");
/** What a key is given where nobody says otherwise: it can bring in, change and ask, and decides nothing. */
export const usualRights: readonly Right[] = ["read", "write"];

/** Why a key opens nothing; `live`: it does. `orphaned`: its owner works here no more. */
export type KeyState = "live" | "expired" | "revoked" | "orphaned";

/** A key as people see it. Instants are ISO 8601. */
export interface KeyReport {
  readonly name: string;
  readonly owner: string;
  readonly rights: readonly Right[];
  readonly state: KeyState;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly expiresAt: string | null;
  /** Within ten minutes. */
  readonly usedAt: string | null;
}

export interface KeyWish {
  readonly name: string;
  readonly rights: readonly Right[];
  readonly expiresAt: Instant | null;
  /** For whom it acts; absent: whoever makes it. */
  readonly owner?: string;
}

/** A key and its token, the one time that it is told. */
export interface NewKey {
  readonly key: KeyReport;
  readonly token: string;
}

const prefix = "herald_";
const nameForm = /^[a-z][a-z0-9-]{1,39}$/;

/** For whom a key would act now; null: for nobody. */
function ownerOf(owner: string, people: readonly Person[]): Actor | null {
  if (people.length === 0) return { id: owner, role: "operator" };
  const person = people.find(({ id, active }) => id === owner && active);
  return person ? { id: person.id, role: person.role } : null;
}

function stateOf({ owner, expiresAt, revokedAt }: Key, people: readonly Person[], now: Instant): KeyState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt <= now) return "expired";
  return ownerOf(owner, people) ? "live" : "orphaned";
}

function iso(at: Instant | null): string | null {
  return at === null ? null : toIso(at);
}

function reportOn(key: Key, people: readonly Person[], now: Instant): KeyReport {
  const { name, owner, rights: given, madeBy, madeAt, expiresAt, usedAt } = key;
  const times = { madeAt: toIso(madeAt), expiresAt: iso(expiresAt), usedAt: iso(usedAt) };
  return { name, owner, rights: given, state: stateOf(key, people, now), madeBy, ...times };
}

/** A right that the account's own rules give counts, too: a writer may be named among who approves. */
function couldEver(desk: Desk, owner: Actor, right: Right): boolean {
  return may(owner, right) || (right === "approve" && desk.settings.accounts.some((account) => mayApprove(owner, account)));
}

function wrongRights(desk: Desk, owner: Actor, wanted: readonly Right[]): readonly Problem[] {
  const none = wanted.length === 0 ? [block("input-rights", "rights", "A key without rights opens nothing.", "Name at least `read`.")] : [];
  const unknown = wanted.filter((right) => !keyRights.includes(right));
  const beyond = wanted.filter((right) => keyRights.includes(right) && !couldEver(desk, owner, right));
  return [
    ...none,
    ...unknown.map((right) => block("input-rights", "rights", `No key has the right "${right}".`, `Use some of: ${keyRights.join(", ")}.`)),
    ...beyond.map((right) =>
      block("rights-key", "rights", `${owner.id} has not the right \`${right}\` and can't give it.`, "Leave it out, or ask an admin."),
    ),
  ];
}

/** Where two people must agree, one of them is not a key that the other made. */
const ownVoice: readonly Right[] = ["approve", "break"];

function notForOthers({ actor }: Desk, { id }: Actor, wanted: readonly Right[]): readonly Problem[] {
  const voices = actor.id === id ? [] : wanted.filter((right) => ownVoice.includes(right));
  const remedy = `Leave it out, or let ${id} make the key.`;
  return voices.map((right) => block("rights-key", "rights", `Nobody gives away the right \`${right}\` of somebody else.`, remedy));
}

function wrongName(name: string): Problem {
  const message = `"${name.slice(0, 60)}" is no name for a key.`;
  return block("input-key-name", "name", message, "Use 2 to 40 of the characters a to z, 0 to 9 and -, a letter first: newsroom-cms.");
}

function nameTaken(name: string): Problem {
  return block("state-key", `key ${name}`, "A key of this name is or was there.", "Choose another: the record names each key by its name.");
}

/** Keys make no keys, and for others only admins do. */
function mayNotMake({ actor }: Desk, owner: string | undefined): Problem | null {
  if (actor.only) return block("rights-key", actor.via ?? actor.id, "No key makes or ends keys.", "Do it on the desk or by a command.");
  return forbidden(actor, owner === undefined || owner === actor.id ? "read" : "people");
}

async function ownerFor(desk: Desk, id: string): Promise<Result<Actor>> {
  const owner = ownerOf(id, await desk.store.people.list());
  if (owner) return ok(owner);
  return refuse(block("input-unknown-person", id, "Nobody of this name works here.", "`herald user list` shows everybody."));
}

/** Makes a key. @returns its token, which nobody is ever told again */
export async function addKey(desk: Desk, wish: KeyWish): Promise<Result<NewKey>> {
  const { name, rights: wanted, expiresAt } = wish;
  const objection = mayNotMake(desk, wish.owner);
  if (objection) return refuse(objection);
  const owner = await ownerFor(desk, wish.owner ?? desk.actor.id);
  if (!owner.ok) return owner;
  const now = nowOf(desk);
  const past = block("time-past", "--expires", "This time has passed.", "Give one ahead, or none: then it holds until somebody ends it.");
  const problems = [
    ...(nameForm.test(name) && name !== agent ? [] : [wrongName(name)]),
    ...wrongRights(desk, owner.value, wanted),
    ...notForOthers(desk, owner.value, wanted),
    ...(expiresAt !== null && expiresAt <= now ? [past] : []),
  ];
  if (problems.length > 0) return refuse(...problems);
  const token = `${prefix}${newToken()}`;
  const key = { name, owner: owner.value.id, rights: rights.filter((right) => wanted.includes(right)), expiresAt };
  const isNew = await desk.store.keys.add(key, digestOfToken(token), now, desk.actor.id);
  if (!isNew) return refuse(nameTaken(name));
  const made = { ...key, madeAt: now, madeBy: desk.actor.id, usedAt: null, revokedAt: null };
  return ok({ key: reportOn(made, await desk.store.people.list(), now), token });
}

/** One's own keys; of admins everybody's. Those that opened nothing for long are among them: the record names them. */
export async function listKeys(desk: Desk): Promise<Result<readonly KeyReport[]>> {
  const objection = mayNotMake(desk, undefined);
  if (objection) return refuse(objection);
  const [keys, people] = await Promise.all([desk.store.keys.list(), desk.store.people.list()]);
  const shown = may(desk.actor, "people") ? keys : keys.filter(({ owner }) => owner === desk.actor.id);
  return ok(shown.map((key) => reportOn(key, people, nowOf(desk))));
}

/** Ends a key for good: one's own, or as an admin anybody's. */
export async function revokeKey(desk: Desk, name: string): Promise<Result<KeyReport>> {
  const keys = await listKeys(desk);
  if (!keys.ok) return keys;
  const key = keys.value.find((one) => one.name === name);
  if (!key) return refuse(block("input-unknown-key", name, "There is no key of this name.", "`herald key list` shows them all."));
  if (!(await desk.store.keys.revoke(name, nowOf(desk), desk.actor.id)))
    return refuse(block("state-key", `key ${name}`, "It is ended already.", "Nothing was changed."));
  return ok({ ...key, state: "revoked" });
}

/** True once there is a key: before, nobody is told that programs could ask for anything. */
export async function hasKeys({ store }: Pick<Desk, "store">): Promise<boolean> {
  return (await store.keys.list()).length > 0;
}

const coarseMs = 10 * 60_000;

/** Whom a token lets act, with the rights of key and owner as they are now; null: nobody. */
export async function actorByKey(desk: Desk, token: string): Promise<Actor | null> {
  const bare = token.startsWith(prefix) ? token.slice(prefix.length) : "";
  if (!isToken(bare)) return null;
  const now = nowOf(desk);
  const [key, people] = await Promise.all([desk.store.keys.find(digestOfToken(token)), desk.store.people.list()]);
  const owner = key && stateOf(key, people, now) === "live" ? ownerOf(key.owner, people) : null;
  if (!key || !owner) return null;
  if (key.usedAt === null || Math.abs(now - key.usedAt) >= coarseMs) await desk.store.keys.touch(key.name, now);
  return { ...owner, only: key.rights, via: key.name };
}

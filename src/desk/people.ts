/** Who works with Herald: decided by an admin, or by whoever holds the shell that the database lies under. */
import { type Instant, toIso } from "../domain/instant.ts";
import type { Person, Role } from "../domain/person.ts";
import { ok, type Result, refuse } from "../domain/problem.ts";
import { hashPassword } from "../people/password.ts";
import { passwordProblem } from "../people/password-rules.ts";
import { invitationMs } from "../people/session-rules.ts";
import { added, disabled, enabled, linked, type Newcomer, unknownPerson, withRole } from "../people/staff.ts";
import { digestOfToken, newToken } from "../people/tokens.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { Footing, PeopleChange } from "../storage/people.ts";
import { type Desk, nowOf } from "./desk.ts";

/** A person as others may see them: nothing that lets anybody in. */
export interface PersonReport {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly systemUser: string | null;
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly passkeys: number;
  /** On how many browsers they are signed in. */
  readonly sessions: number;
  /** ISO 8601; null: they are signed in nowhere. */
  readonly seenAt: string | null;
  /** ISO 8601; null: no link is open. */
  readonly invitedUntil: string | null;
}

/**
 * The desk as its shell's user has it for everything about people: whoever can open the database's file needs no one's leave, and
 * must be able to let the first admin in. What they do is signed by their own name.
 */
export function inCharge(desk: Desk): Desk {
  return { ...desk, actor: { id: desk.actor.id, role: "operator" } };
}

function said(at: Instant | null): string | null {
  return at === null ? null : toIso(at);
}

function reportOn({ person, hasPassword, passkeys, sessions, seenAt, invitedUntil }: Footing): PersonReport {
  const { createdAt: _, ...who } = person;
  return { ...who, hasPassword, passkeys, sessions, seenAt: said(seenAt), invitedUntil: said(invitedUntil) };
}

const populated = new WeakSet<Desk["store"]>();

/** True once anybody is known; nobody is ever forgotten, so it is asked until then only. */
export async function hasPeople({ store }: Desk): Promise<boolean> {
  if (!populated.has(store) && (await store.people.list()).length > 0) populated.add(store);
  return populated.has(store);
}

/** Everybody, in the order in which they came. */
export async function everybody(desk: Desk): Promise<Result<readonly PersonReport[]>> {
  const problem = forbidden(desk.actor, "people");
  return problem ? refuse(problem) : ok((await desk.store.people.footings(nowOf(desk))).map(reportOn));
}

/** One person, as `everybody` shows them. */
export async function reportOf(desk: Desk, id: string): Promise<Result<PersonReport>> {
  const all = await everybody(desk);
  const one = all.ok ? all.value.find((report) => report.id === id) : undefined;
  return all.ok ? (one ? ok(one) : unknownPerson(id)) : all;
}

async function change(desk: Desk, decide: (people: readonly Person[]) => Result<PeopleChange>): Promise<Result<PersonReport>> {
  const problem = forbidden(desk.actor, "people");
  if (problem) return refuse(problem);
  const changed = await desk.store.people.decide(decide, nowOf(desk), desk.actor.id);
  return changed.ok ? reportOf(desk, changed.value.id) : changed;
}

/** Somebody new; they can't sign in before they used a link. */
export function addPerson(desk: Desk, newcomer: Newcomer): Promise<Result<PersonReport>> {
  return change(desk, (people) => added(people, newcomer));
}

/** They are signed out everywhere: what a page offered them may be theirs no more. */
export function setRole(desk: Desk, id: string, role: Role): Promise<Result<PersonReport>> {
  return change(desk, (people) => withRole(people, id, role));
}

export function disable(desk: Desk, id: string): Promise<Result<PersonReport>> {
  return change(desk, (people) => disabled(people, id));
}

export function enable(desk: Desk, id: string): Promise<Result<PersonReport>> {
  return change(desk, (people) => enabled(people, id));
}

/** @param systemUser whose commands are theirs; null: nobody's */
export function link(desk: Desk, id: string, systemUser: string | null): Promise<Result<PersonReport>> {
  return change(desk, (people) => linked(people, id, systemUser));
}

/** A one-time link, shown this once. */
export interface Sent {
  readonly person: PersonReport;
  readonly link: string;
  readonly expiresAt: Instant;
}

async function found(desk: Desk, id: string): Promise<Result<Person>> {
  const problem = forbidden(desk.actor, "people");
  if (problem) return refuse(problem);
  const person = await desk.store.people.person(id);
  return person ? ok(person) : unknownPerson(id);
}

/**
 * A link with which the person chooses a password: to begin, or because they forgot it. Any other of theirs is good no more.
 * @param origin where people find Herald, without a slash at the end
 */
export async function invite(desk: Desk, id: string, origin: string): Promise<Result<Sent>> {
  const person = await found(desk, id);
  if (!person.ok) return person;
  if (!person.value.active) return enabledFirst(id);
  const token = newToken();
  const now = nowOf(desk);
  const expiresAt = now + invitationMs;
  const purpose = (await desk.store.people.proofOf(person.value.email))?.password ? "reset" : "join";
  await desk.store.people.invite({ digest: digestOfToken(token), personId: id, purpose, expiresAt }, now, desk.actor.id);
  const report = await reportOf(desk, id);
  return report.ok ? ok({ person: report.value, link: `${origin}/invitation/${token}`, expiresAt }) : report;
}

function enabledFirst(id: string): Result<never> {
  const message = "They are disabled, and no link would let them in.";
  return refuse({ code: "state-disabled", where: id, message, remedy: `\`herald user enable ${id}\` first.`, severity: "block" });
}

/** Signs a person out everywhere; gives on how many browsers they were. */
export async function signOutPerson(desk: Desk, id: string): Promise<Result<{ readonly person: PersonReport; readonly ended: number }>> {
  const person = await found(desk, id);
  if (!person.ok) return person;
  const ended = await desk.store.people.signOut(id, nowOf(desk), desk.actor.id);
  const report = await reportOf(desk, id);
  return report.ok ? ok({ person: report.value, ended }) : report;
}

/** Sets somebody's password for them, at the shell; they are signed out everywhere. */
export async function setPassword(desk: Desk, id: string, password: string): Promise<Result<PersonReport>> {
  const person = await found(desk, id);
  if (!person.ok) return person;
  const { name, email } = person.value;
  const problem = passwordProblem(password, { name, email, outlet: desk.settings.house.brand.name });
  if (problem) return refuse(problem);
  await desk.store.people.keepPassword(id, await hashPassword(password), nowOf(desk), desk.actor.id);
  return reportOf(desk, id);
}

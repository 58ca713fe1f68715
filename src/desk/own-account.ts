/** What a signed-in person does with their own ways in; the desk's actor is that person. */
import type { Person } from "../domain/person.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { hashPassword } from "../people/password.ts";
import { passwordProblem } from "../people/password-rules.ts";
import { digestOfToken, isToken } from "../people/tokens.ts";
import type { Passkey, Session } from "../storage/sign-ins.ts";
import { type Desk, nowOf } from "./desk.ts";
import { type Opened, openSession, type Visit } from "./opened.ts";
import { ownPassword } from "./sign-in.ts";

/** The person at the desk, where it is one. */
export async function ownPerson({ store, actor }: Desk): Promise<Result<Person>> {
  const person = await store.people.person(actor.id);
  if (person?.active && actor.role === person.role) return ok(person);
  return refuse(block("rights-signed-in", actor.id, "This is for people who are signed in.", "Sign in first."));
}

export interface OwnAccount {
  readonly person: Person;
  readonly hasPassword: boolean;
  readonly passkeys: readonly Passkey[];
  /** Where they are signed in, the latest first. */
  readonly sessions: readonly Session[];
}

export async function ownAccount(desk: Desk): Promise<Result<OwnAccount>> {
  const person = await ownPerson(desk);
  if (!person.ok) return person;
  const { id, email } = person.value;
  const [proof, passkeys, sessions] = await Promise.all([
    desk.store.people.proofOf(email),
    desk.store.signIns.passkeysOf(id),
    desk.store.signIns.sessionsOf(id, nowOf(desk)),
  ]);
  return ok({ person: person.value, hasPassword: Boolean(proof?.password), passkeys, sessions });
}

/** A new password, given the one they have: ends every session, and opens one for the browser at which it was changed. */
export async function changePassword(
  desk: Desk,
  { current, next }: { readonly current: string; readonly next: string },
  visit: Visit,
): Promise<Result<Opened>> {
  const person = await ownPerson(desk);
  if (!person.ok) return person;
  const known = await ownPassword(desk, person.value, current);
  if (!known.ok) return known;
  const { id, name, email } = person.value;
  const problem = passwordProblem(next, { name, email, outlet: desk.settings.house.brand.name });
  if (problem) return refuse(problem);
  const encoded = await hashPassword(next);
  await desk.store.people.keepPassword(id, encoded, nowOf(desk), id);
  const opened = await openSession(desk, person.value, { kind: "password", encoded }, visit);
  return opened ? ok(opened) : refuse(block("sign-in-again", id, "Your rights changed meanwhile.", "Sign in again."));
}

/** Ends one of their sessions, by its id in the list. */
export async function endSession(desk: Desk, sessionId: string): Promise<Result<null>> {
  const person = await ownPerson(desk);
  if (!person.ok) return person;
  const isEnded = await desk.store.signIns.end({ personId: person.value.id, id: sessionId }, nowOf(desk));
  return isEnded ? ok(null) : refuse(block("input-unknown-session", sessionId, "It is over already.", "The list shows where you are."));
}

/** Signs them out everywhere; gives how many sessions ended. @param but the cookie's token of the one that stays */
export async function signOutEverywhere(desk: Desk, but: string | null): Promise<Result<number>> {
  const person = await ownPerson(desk);
  if (!person.ok) return person;
  const kept = but !== null && isToken(but) ? digestOfToken(but) : undefined;
  return ok(await desk.store.people.signOut(person.value.id, nowOf(desk), person.value.id, kept));
}

export async function removePasskey(desk: Desk, passkeyId: string): Promise<Result<null>> {
  const person = await ownPerson(desk);
  if (!person.ok) return person;
  const { id } = person.value;
  const isGone = await desk.store.signIns.removePasskey(id, passkeyId, nowOf(desk), id);
  return isGone
    ? ok(null)
    : refuse(block("input-unknown-passkey", passkeyId, "You have no such passkey.", "The list shows those you have."));
}

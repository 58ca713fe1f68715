/** What a one-time link offers. Opening it decides nothing: mail scanners and chat previews open links, too. */
import type { Instant } from "../domain/instant.ts";
import type { Person } from "../domain/person.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { hashPassword } from "../people/password.ts";
import { passwordProblem } from "../people/password-rules.ts";
import { digestOfToken, isToken } from "../people/tokens.ts";
import type { Purpose } from "../storage/people.ts";
import { type Desk, nowOf } from "./desk.ts";
import { type Opened, openSession, type Visit } from "./opened.ts";

export interface Offered {
  readonly person: Person;
  readonly purpose: Purpose;
  readonly expiresAt: Instant;
}

/** Who the link is for, while it is good; null: it was used, is over, or never was. Changes nothing. */
export async function invitation(desk: Desk, token: string): Promise<Offered | null> {
  const found = isToken(token) ? await desk.store.people.invitation(digestOfToken(token), nowOf(desk)) : undefined;
  const person = found && (await desk.store.people.person(found.personId));
  return found && person ? { person, purpose: found.purpose, expiresAt: found.expiresAt } : null;
}

const over = block(
  "sign-in-link",
  "invitation",
  "This link was used already, or its week is over.",
  "Sign in, or ask an admin for a new one.",
);

/** Uses the link up: sets the password, signs the person out wherever they were, and in here. */
export async function acceptInvitation(desk: Desk, token: string, password: string, visit: Visit): Promise<Result<Opened>> {
  const offered = await invitation(desk, token);
  if (!offered) return refuse(over);
  const { name, email } = offered.person;
  const problem = passwordProblem(password, { name, email, outlet: desk.settings.house.brand.name });
  if (problem) return refuse(problem);
  const encoded = await hashPassword(password);
  if (!(await desk.store.people.accept(digestOfToken(token), encoded, nowOf(desk)))) return refuse(over);
  const opened = await openSession(desk, offered.person, { kind: "password", encoded }, visit);
  return opened ? ok(opened) : refuse(over);
}

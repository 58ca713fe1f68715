/** What may change about the people: pure, decided on all of them. */
import { type Person, type Role, roles } from "../domain/person.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { PeopleChange } from "../storage/people.ts";
import { personId } from "./person-ids.ts";

type Everybody = readonly Person[];

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly systemUser: string | null;
}

/** As it is kept and looked for: nobody has two by writing one differently. */
export function emailKey(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

const longestName = 80;

function nameProblem(name: string): Problem | null {
  const isPlain = name !== "" && [...name].length <= longestName && !/[\p{Cc}\p{Cf}]/u.test(name.replaceAll(/[\u200c\u200d]/g, ""));
  if (isPlain) return null;
  return block("input-name", "name", `A name has 1 to ${longestName} characters, in one line.`, 'Give it like "Ayesha Khan".');
}

function emailProblem(email: string): Problem | null {
  if (email.length <= 254 && /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(email) && !/[\p{Cc}\p{Cf}]/u.test(email)) return null;
  return block("input-email", "e-mail", `"${email}" is no e-mail address.`, "Give it like ayesha@example.org.");
}

function find(people: Everybody, id: string): Result<Person> {
  const person = people.find((one) => one.id === id);
  return person ? ok(person) : unknownPerson(id);
}

export function unknownPerson(id: string): Result<never> {
  return refuse(block("input-unknown-person", id, "There is nobody of this name.", "`herald user list` shows everybody."));
}

function systemUserProblem(people: Everybody, systemUser: string | null, id: string | null): Problem | null {
  const owner = systemUser === null ? undefined : people.find((one) => one.systemUser === systemUser && one.id !== id);
  if (!owner) return null;
  const message = `The system user ${systemUser} is ${owner.id} already.`;
  return block("input-system-user", String(systemUser), message, `Free it first: \`herald user link ${owner.id} --none\`.`);
}

/** The first one must be an admin: else nobody could let the others in. */
export function added(people: Everybody, newcomer: Newcomer): Result<PeopleChange> {
  const name = newcomer.name.normalize("NFC").trim().replaceAll(/\s+/g, " ");
  const email = emailKey(newcomer.email);
  const problems = [nameProblem(name), emailProblem(email), systemUserProblem(people, newcomer.systemUser, null)];
  const owner = people.find((one) => one.email === email);
  if (owner) problems.push(block("input-email", email, `This address is ${owner.id}'s.`, "Give everybody an address of their own."));
  if (people.length === 0 && newcomer.role !== "admin")
    problems.push(block("input-first", "role", "The first person must be an admin.", "Add an admin first; they can add the others."));
  const found = problems.flatMap((problem) => problem ?? []);
  if (found.length > 0) return refuse(...found);
  const id = personId(name, email, new Set(people.map((one) => one.id)));
  return ok({ what: "added", person: { id, name, email, role: newcomer.role, systemUser: newcomer.systemUser } });
}

function lastAdmin(people: Everybody, { id, role, active }: Person): Problem | null {
  const others = people.filter((one) => one.id !== id && one.role === "admin" && one.active);
  if (role !== "admin" || !active || others.length > 0) return null;
  return block("state-last-admin", id, "This is the last active admin.", "Make somebody else an admin first.");
}

function changed(people: Everybody, id: string, judge: (person: Person) => Result<PeopleChange>): Result<PeopleChange> {
  const person = find(people, id);
  return person.ok ? judge(person.value) : person;
}

export function withRole(people: Everybody, id: string, role: Role): Result<PeopleChange> {
  return changed(people, id, (person) => {
    const problem = role === "admin" ? null : lastAdmin(people, person);
    if (person.role === role) return refuse(block("state-role", id, `Their role is ${role} already.`, "Nothing was changed."));
    return problem ? refuse(problem) : ok({ what: "role", id, set: { role } });
  });
}

/** Nobody may sign in or decide as this person any more; what they did stays theirs. */
export function disabled(people: Everybody, id: string): Result<PeopleChange> {
  return changed(people, id, (person) => {
    const problem = lastAdmin(people, person);
    if (!person.active) return refuse(block("state-disabled", id, "They are disabled already.", "Nothing was changed."));
    return problem ? refuse(problem) : ok({ what: "disabled", id, set: { active: false } });
  });
}

export function enabled(people: Everybody, id: string): Result<PeopleChange> {
  return changed(people, id, ({ active }) =>
    active
      ? refuse(block("state-enabled", id, "They are not disabled.", "Nothing was changed."))
      : ok({ what: "enabled", id, set: { active: true } }),
  );
}

/** @param systemUser null: they use no command line */
export function linked(people: Everybody, id: string, systemUser: string | null): Result<PeopleChange> {
  return changed(people, id, () => {
    const problem = systemUserProblem(people, systemUser, id);
    return problem ? refuse(problem) : ok({ what: "linked", id, set: { systemUser } });
  });
}

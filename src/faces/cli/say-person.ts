import type { PersonReport, Sent } from "../../desk/people.ts";
import { toIso } from "../../domain/instant.ts";

/** A person in one line, as `user list` has them. */
export function sayPerson(person: PersonReport): string {
  const { id, name, email, role, active, systemUser, hasPassword, passkeys, sessions, invitedUntil } = person;
  const keys = `${passkeys} ${passkeys === 1 ? "passkey" : "passkeys"}`;
  const ways = [hasPassword ? "password" : "no password yet", ...(passkeys > 0 ? [keys] : [])];
  const notes = [
    ...ways,
    ...(sessions > 0 ? [`signed in on ${sessions}`] : []),
    ...(invitedUntil === null ? [] : [`link open until ${invitedUntil}`]),
    ...(systemUser === null ? [] : [`system user ${systemUser}`]),
  ];
  return `${id.padEnd(16)} ${(active ? role : "disabled").padEnd(10)} ${name} <${email}> (${notes.join(", ")})`;
}

/** The one time that a link is shown. */
export function sayLink({ person, link, expiresAt }: Sent): string {
  return [
    `One-time link for ${person.name}, good until ${toIso(expiresAt)} and shown only now; whoever has it can come in as ${person.id}:`,
    link,
  ].join("\n");
}

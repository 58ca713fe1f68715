import type { Desk } from "../../src/desk/desk.ts";
import { acceptInvitation } from "../../src/desk/invitation.ts";
import type { Opened, Visit } from "../../src/desk/opened.ts";
import { addPerson, invite } from "../../src/desk/people.ts";
import type { Role } from "../../src/domain/person.ts";
import type { Result } from "../../src/domain/problem.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { layDesk } from "./model-desk.ts";
import { morning } from "./store-fixtures.ts";

export const origin = "https://herald.example.org";
export const goodPassword = "candle orbit walnut river";

export interface PeopleDesk {
  /** Its actor is the operator. */
  readonly desk: Desk;
  readonly clock: FakeClock;
  remove(): Promise<void>;
}

/** A desk reached by https, with a clock in the test's hands and nobody known to it. */
export async function layPeopleDesk(): Promise<PeopleDesk> {
  const { desk, remove } = await layDesk();
  const clock = fakeClock(morning);
  return { desk: { ...desk, clock, settings: { ...desk.settings, publicUrl: origin } }, clock, remove };
}

/** A browser that was never here. */
export function visitFrom(address: string, more: Partial<Visit> = {}): Visit {
  return { address, agent: "Firefox", session: null, device: null, ...more };
}

/** The value, or a failure that says what stood against it. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems.map(({ code, message }) => `${code}: ${message}`).join(" "));
  return result.value;
}

/** Codes of what stood against it. */
export function codes(result: Result<unknown>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code }) => code);
}

/** Somebody who came in by a link and chose `goodPassword`. */
export async function comeIn(desk: Desk, name: string, role: Role, visit: Visit = visitFrom("192.0.2.1")): Promise<Opened> {
  const email = `${name.toLowerCase()}@example.org`;
  const { id } = value(await addPerson(desk, { name, email, role, systemUser: null }));
  const { link } = value(await invite(desk, id, origin));
  return value(await acceptInvitation(desk, link.slice(`${origin}/invitation/`.length), goodPassword, visit));
}

/** The desk as that person has it. */
export function deskOf(desk: Desk, { person }: Opened): Desk {
  return { ...desk, actor: { id: person.id, role: person.role } };
}

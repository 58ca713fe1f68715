import { randomBytes } from "node:crypto";
import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Person } from "../domain/person.ts";
import { ok, type Result } from "../domain/problem.ts";
import { forgetDevices } from "./devices.ts";
import { forgetInvitations } from "./invitations.ts";
import type { Footing, PeopleChange, Proof } from "./people.ts";
import { noteOn } from "./people-record.ts";
import type { PersonsTable } from "./people-tables.ts";
import type { Trx } from "./schema.ts";
import { endAll } from "./sessions.ts";

export function toPerson(row: Selectable<PersonsTable>): Person {
  const { id, name, email, role } = row;
  return { id, name, email, role, systemUser: row.system_user, active: row.active === 1, createdAt: row.created_at };
}

export async function people(trx: Trx): Promise<readonly Person[]> {
  const rows = await trx.selectFrom("people").selectAll().orderBy("created_at").orderBy("id").execute();
  return rows.map(toPerson);
}

export async function person(trx: Trx, id: string): Promise<Person | undefined> {
  const row = await trx.selectFrom("people").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toPerson(row);
}

export async function proofOf(trx: Trx, email: string): Promise<Proof | undefined> {
  const row = await trx.selectFrom("people").selectAll().where("email", "=", email).executeTakeFirst();
  return row && { person: toPerson(row), password: row.password };
}

export async function handleOf(trx: Trx, id: string): Promise<string | undefined> {
  return (await trx.selectFrom("people").select("handle").where("id", "=", id).executeTakeFirst())?.handle;
}

export async function footings(trx: Trx, at: Instant): Promise<readonly Footing[]> {
  const rows = await trx.selectFrom("people").selectAll().orderBy("created_at").orderBy("id").execute();
  const sessions = await trx.selectFrom("sessions").select(["person_id", "seen_at"]).where("expires_at", ">", at).execute();
  const passkeys = await trx.selectFrom("passkeys").select("person_id").execute();
  const links = await trx.selectFrom("invitations").select(["person_id", "expires_at"]).where("expires_at", ">", at).execute();
  return rows.map((row) => {
    const open = sessions.filter(({ person_id }) => person_id === row.id);
    return {
      person: toPerson(row),
      hasPassword: row.password !== null,
      passkeys: passkeys.filter(({ person_id }) => person_id === row.id).length,
      sessions: open.length,
      seenAt: open.length > 0 ? Math.max(...open.map(({ seen_at }) => seen_at)) : null,
      invitedUntil: links.find(({ person_id }) => person_id === row.id)?.expires_at ?? null,
    };
  });
}

/** What the record calls each change. */
const kinds = { added: "person-add", role: "role", disabled: "disable", enabled: "enable", linked: "link" } as const;

/** The people are few: each change is decided on all of them. */
export async function decidePeople(
  trx: Trx,
  decide: (people: readonly Person[]) => Result<PeopleChange>,
  at: Instant,
  by: string,
): Promise<Result<Person>> {
  const change = decide(await people(trx));
  if (!change.ok) return change;
  const id = await carryOut(trx, change.value, at);
  await noteOn(trx, id, kinds[change.value.what], change.value.what === "added" ? change.value.person : change.value.set, { at, by });
  const changed = await person(trx, id);
  if (changed === undefined) throw new Error(`There is nobody called ${id} to change.`);
  return ok(changed);
}

async function carryOut(trx: Trx, change: PeopleChange, at: Instant): Promise<string> {
  if (change.what === "added") return await insert(trx, change.person, at);
  const { role, active, systemUser } = change.set;
  const columns = {
    ...(role === undefined ? {} : { role }),
    ...(active === undefined ? {} : { active: active ? (1 as const) : (0 as const) }),
    ...(systemUser === undefined ? {} : { system_user: systemUser }),
  };
  await trx.updateTable("people").set(columns).where("id", "=", change.id).execute();
  if (change.what === "role" || change.what === "disabled") await endAll(trx, change.id);
  if (change.what === "disabled") await forgetWays(trx, change.id);
  return change.id;
}

async function insert(trx: Trx, newcomer: Extract<PeopleChange, { readonly what: "added" }>["person"], at: Instant): Promise<string> {
  const { id, name, email, role, systemUser } = newcomer;
  const handle = randomBytes(32).toString("base64url");
  await trx
    .insertInto("people")
    .values({ id, name, email, role, system_user: systemUser, active: 1, created_at: at, password: null, handle })
    .execute();
  return id;
}

/** Ways in that somebody else may hold. */
async function forgetWays(trx: Trx, personId: string): Promise<void> {
  await forgetInvitations(trx, personId);
  await forgetDevices(trx, personId);
}

export async function keepPassword(trx: Trx, personId: string, encoded: string): Promise<void> {
  await trx.updateTable("people").set({ password: encoded }).where("id", "=", personId).execute();
  await endAll(trx, personId);
  await forgetWays(trx, personId);
}

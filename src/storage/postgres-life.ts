/**
 * The lives of a server, each from one crash to the next. A crash may lose a transaction that had not yet reached the disk, and its
 * number is then given to another one: what the server says of a number is about the right transaction only within one life. An
 * unlogged table tells: a crash empties it, and a server that is stopped and started in good order keeps it.
 * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED
 */
import { type Kysely, sql } from "kysely";
import type { Tables } from "./schema.ts";

/** The life in which a server was last known to be; null: nobody asked yet, and nothing is taken for certain. */
export interface Life {
  id: string | null;
}

/** PostgreSQL only. */
export async function nameLives(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unlogged table server_life (only_row boolean primary key default true check (only_row), id uuid not null default gen_random_uuid())
  `.execute(db);
}

/** The life that the server is in; one that has no name yet gets one. */
export async function lifeOf(db: Kysely<Tables>): Promise<string> {
  await sql`insert into server_life default values on conflict do nothing`.execute(db);
  const { rows } = await sql<{ id: string }>`select id::text as id from server_life`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("The server crashed while it was asked which life this is.");
  return row.id;
}

export type Fate = "committed" | "lost" | "open";

/** What became of a transaction of this life; null: the server has crashed since, and nobody can say. */
export async function fateOf(db: Kysely<Tables>, xid: string, life: string): Promise<Fate | null> {
  const { rows } = await sql<{ status: string | null }>`
    select pg_xact_status(${xid}::text::xid8) as status from server_life where id = ${life}::text::uuid`.execute(db);
  const [row] = rows;
  if (!row) return null;
  if (row.status === "in progress") return "open";
  return row.status === "committed" ? "committed" : "lost";
}

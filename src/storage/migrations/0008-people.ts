import type { Kysely } from "kysely";

/** People, how they sign in, and who is signed in. Of every token and link only a digest is kept. */
export async function createPeople(db: Kysely<unknown>): Promise<void> {
  await createPersons(db);
  await createInvitations(db);
  await createSessions(db);
  await createPasskeys(db);
  await createAttempts(db);
}

async function createPersons(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("people")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.notNull().unique())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("system_user", "text", (column) => column.unique())
    .addColumn("active", "integer", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("password", "text")
    .addColumn("handle", "text", (column) => column.notNull().unique())
    .execute();
}

async function createInvitations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("invitations")
    .addColumn("digest", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("purpose", "text", (column) => column.notNull())
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .addColumn("made_by", "text", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("invitations_of_person").on("invitations").column("person_id").execute();
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sessions")
    .addColumn("digest", "text", (column) => column.primaryKey().notNull())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("seen_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("sessions_of_person").on("sessions").column("person_id").execute();
  await db.schema.createIndex("sessions_by_end").on("sessions").column("expires_at").execute();
  await db.schema
    .createTable("devices")
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("devices_pk", ["digest", "person_id"])
    .execute();
  await db.schema.createIndex("devices_of_person").on("devices").column("person_id").execute();
}

async function createPasskeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("passkeys")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("public_key", "text", (column) => column.notNull())
    .addColumn("counter", "bigint", (column) => column.notNull())
    .addColumn("transports", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("used_at", "bigint")
    .execute();
  await db.schema.createIndex("passkeys_of_person").on("passkeys").column("person_id").execute();
  await db.schema
    .createTable("challenges")
    .addColumn("digest", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.references("people.id"))
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("challenges_by_end").on("challenges").column("expires_at").execute();
}

async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("attempts")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("attempts_pk", ["id", "subject"])
    .execute();
  await db.schema.createIndex("attempts_on_subject").on("attempts").columns(["subject", "at"]).execute();
  await db.schema.createIndex("attempts_by_time").on("attempts").column("at").execute();
}

import { type Kysely, sql } from "kysely";

/** On which workers listen. */
export const wakeChannel = "herald_due";

/**
 * PostgreSQL only: whatever makes something due now says so with its commit, whichever program wrote it. A post says it when its
 * time to wake becomes another one that is here within a second, and a pause when it goes; what is due later, the tick finds.
 */
export async function tellWakeUps(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function herald_wake() returns trigger language plpgsql as $$
    begin
      perform pg_notify(${sql.lit(wakeChannel)}, '');
      return null;
    end $$`.execute(db);
  const isHere = sql.raw("new.wake_at <= extract(epoch from clock_timestamp()) * 1000 + 1000");
  await sql`
    create trigger posts_wake after update on posts for each row
    when (new.wake_at is distinct from old.wake_at and ${isHere}) execute function herald_wake()`.execute(db);
  await sql`
    create trigger pauses_wake after update or delete on pauses for each row execute function herald_wake()`.execute(db);
}

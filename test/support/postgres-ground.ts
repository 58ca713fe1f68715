import { openPostgres } from "../../src/storage/postgres.ts";
import type { Ground } from "../storage/contract/ground.ts";
import { ask, dropDatabase, makeDatabase } from "./postgres-databases.ts";

export interface PostgresGround extends Ground {
  readonly url: string;
}

/** The databases of this test file: one with tables, emptied before each test, and one that stays empty of tables. */
let laid: Promise<{ readonly url: string; readonly empty: string }> | undefined;

async function layBoth() {
  const [url, empty] = [await makeDatabase(), await makeDatabase()];
  const store = await openPostgres({ url, now: () => 0 });
  await store.close();
  return { url, empty };
}

/** Tables in which nothing stands are left alone: there are many, and a test fills few. */
const clean = `
  do $$
  declare one text; is_full boolean;
  begin
    set local session_replication_role = replica;
    for one in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('select exists (select from %I)', one) into is_full;
      if is_full and one <> 'installation' then execute format('delete from %I', one); end if;
    end loop;
    update installation set seat = null, era = null, copied_at = null;
  end $$`;

const clear = "drop schema public cascade; create schema public";

/** A database that holds nothing but its tables. */
export async function layPostgres(): Promise<PostgresGround> {
  laid ??= layBoth();
  const { url, empty } = await laid;
  await ask(url, clean);
  return {
    url,
    location: url,
    emptyLocation: empty,
    open: (now, watch) => openPostgres({ url, now, ...(watch ? { watch } : {}) }),
    inspect: () => undefined,
    kills: 6,
    remove: async () => undefined,
  };
}

/** After the last test of a file. */
export async function clearPostgres(): Promise<void> {
  const both = await laid;
  laid = undefined;
  if (!both) return;
  await dropDatabase(both.url);
  await dropDatabase(both.empty);
}

/** Takes all tables out of a database. */
export async function emptyOut(url: string): Promise<void> {
  await ask(url, clear);
}

/** Databases between which a queue moves: files in one folder, and one on the server. */
import { join } from "node:path";
import type { House } from "../../src/storage/moving/house.ts";
import { openPostgres, openPostgresHouse } from "../../src/storage/postgres.ts";
import { openSqlite, openSqliteHouse } from "../../src/storage/sqlite.ts";
import type { Store } from "../../src/storage/store.ts";
import { dropDatabase, makeDatabase } from "./postgres-databases.ts";
import { emptyOut } from "./postgres-ground.ts";
import { laySqlite } from "./sqlite-ground.ts";
import { morning } from "./store-fixtures.ts";

const now = () => morning;

export interface Place {
  /** As people are shown it. */
  readonly name: string;
  /** Another connection each time; all are closed with the places. */
  store(): Promise<Store>;
  house(): Promise<House>;
}

export interface Places {
  /** Absolute. */
  readonly folder: string;
  /** `server`, empty of tables at first, or the name of a file. */
  at(name: string): Promise<Place>;
  remove(): Promise<void>;
}

let server: Promise<string> | undefined;

/** The server's database of this test file. */
export function serversDatabase(): Promise<string> {
  server ??= makeDatabase();
  return server;
}

/** After the last test of a file. */
export async function clearServer(): Promise<void> {
  if (server) await dropDatabase(await server);
  server = undefined;
}

export async function layPlaces(): Promise<Places> {
  const ground = await laySqlite();
  const folder = join(ground.file, "..");
  const open: (() => Promise<void>)[] = [];
  const cleared = new Set<string>();
  const opened = (store: Store) => {
    open.push(() => store.close());
    return store;
  };
  const entered = (house: House) => {
    open.push(() => house.database.close());
    return house;
  };
  const inFile = (name: string): Place => {
    const options = { file: join(folder, `${name}.db`), now, busyTimeoutMs: 50 };
    return { name, store: async () => opened(await openSqlite(options)), house: async () => entered(await openSqliteHouse(options)) };
  };
  const onServer = async (name: string): Promise<Place> => {
    const options = { url: await serversDatabase(), now };
    if (!cleared.has(name)) await emptyOut(options.url);
    cleared.add(name);
    return { name, store: async () => opened(await openPostgres(options)), house: async () => entered(await openPostgresHouse(options)) };
  };
  return {
    folder,
    at: async (name) => (name === "server" ? onServer(name) : inFile(name)),
    remove: async () => {
      for (const close of open.splice(0)) await close();
      await ground.remove();
    },
  };
}

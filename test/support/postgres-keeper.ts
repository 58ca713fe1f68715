/**
 * Keeps a PostgreSQL server for a run of tests: says its address, and stops it as soon as standard input ends, however whoever
 * started this ended.
 */
import { startPostgres } from "./postgres-server.ts";

const server = await startPostgres();
const end = async () => {
  await server.stop();
  process.exit(0);
};
process.stdin.on("end", end).on("error", end).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
process.stdout.write(`${server.url}\n`);

/** Databases on the run's own PostgreSQL. */
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { inject } from "vitest";

let server: Promise<string> | undefined;

/** The server's address, without a database's name. The first to ask starts it. */
export function postgresServer(): Promise<string> {
  server ??= text(connect(inject("postgresDoor"), "127.0.0.1")).then((url) => {
    if (url === "") throw new Error("PostgreSQL could not be started for the tests.");
    return url;
  });
  return server;
}

/** Asks one database something. */
export async function ask(url: string, question: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(question);
    return rows;
  } finally {
    await client.end();
  }
}

let made = 0;

/** A new database, empty or a copy of another. */
export async function makeDatabase(template?: string): Promise<string> {
  const root = await postgresServer();
  made += 1;
  const name = `herald_${process.pid}_${made}`;
  const from = template === undefined ? "" : ` template ${new URL(template).pathname.slice(1)} strategy file_copy`;
  await ask(`${root}postgres`, `create database ${name}${from}`);
  return `${root}${name}`;
}

export async function dropDatabase(url: string): Promise<void> {
  await ask(`${await postgresServer()}postgres`, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

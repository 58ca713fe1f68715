import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isAway } from "../../src/storage/postgres-errors.ts";
import { connectionTo } from "../../src/storage/postgres-pool.ts";

// https://www.postgresql.org/docs/current/protocol-message-formats.html: "you may", "ask"
const authenticationOk = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

describe("a connection that goes silent once it is made", () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.write(Buffer.concat([authenticationOk, readyForQuery])));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => {
    vi.useRealTimers();
    server.close();
  });

  async function connected(patient: boolean): Promise<pg.Client> {
    const { port } = server.address() as AddressInfo;
    const client = new pg.Client(connectionTo(`postgres://herald@127.0.0.1:${port}/herald`, patient));
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }

  /** What came of a question so many milliseconds after it was asked; undefined: nothing yet. */
  async function cameWithin(ms: number, patient = false): Promise<unknown> {
    const client = await connected(patient);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let came: unknown;
    client.query("select 1").catch((error: unknown) => {
      came = error;
    });
    await vi.advanceTimersByTimeAsync(ms);
    const found = came;
    vi.useRealTimers();
    client.end().catch(() => undefined);
    return found;
  }

  test("counts as lost after twenty seconds, when no lock is waited for any more", async () => {
    expect(await cameWithin(19_999)).toBeUndefined();
    expect(isAway(await cameWithin(20_000))).toBe(true);
    expect(connectionTo("postgres://herald@127.0.0.1/herald").lock_timeout).toBeLessThan(20_000 / 2);
  });

  test("is waited for where the tables are changed, which takes as long as it takes", async () => {
    expect(await cameWithin(3_600_000, true)).toBeUndefined();
  });
});

/** A line to a server that can be cut, and that can lose the answer to a commit. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export interface CutLine {
  /** The server's address, by way of this line. */
  readonly url: string;
  /** Breaks what is connected, and takes no new connection until it is mended. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** The next commit reaches the server; its answer doesn't come back, and everything breaks. */
  loseNextCommit(): void;
  /** The next commit never reaches the server, which goes on waiting for it; resolves when it was kept back. */
  keepBackNextCommit(): Promise<void>;
  close(): Promise<void>;
}

/** As `pg` sends it. */
const commit = Buffer.from("commit\0");

export async function layLine(target: string): Promise<CutLine> {
  const { hostname, port } = new URL(target);
  const ends = new Set<Socket>();
  let losing = false;
  let keepBack: (() => void) | null = null;
  const carry = (client: Socket) => {
    const server = connect(Number(port), hostname);
    for (const end of [client, server]) {
      ends.add(end);
      end
        .on("error", () => undefined)
        .on("close", () => {
          ends.delete(end);
          client.destroy();
          server.destroy();
        });
    }
    let isLost = false;
    client.on("data", (data: Buffer) => {
      if (keepBack && data.includes(commit)) {
        keepBack();
        keepBack = null;
        return;
      }
      if (losing && data.includes(commit)) [losing, isLost] = [false, true];
      server.write(data);
    });
    server.on("data", (data: Buffer) => (isLost ? server.destroy() : client.write(data)));
  };
  const listen = async (at: number): Promise<Server> => {
    const door = createServer(carry).listen(at, "127.0.0.1");
    await once(door, "listening");
    return door;
  };
  let door = await listen(0);
  const address = door.address();
  const own = typeof address === "object" && address ? address.port : 0;
  const cut = async () => {
    const closed = once(door, "close");
    door.close();
    for (const end of ends) end.destroy();
    await closed;
  };
  return {
    url: Object.assign(new URL(target), { port: String(own) }).href,
    cut,
    mend: async () => {
      door = await listen(own);
    },
    loseNextCommit: () => {
      losing = true;
    },
    keepBackNextCommit: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      keepBack = resolve;
      return promise;
    },
    close: async () => {
      if (door.listening) await cut();
    },
  };
}

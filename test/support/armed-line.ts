/** A line to PostgreSQL that breaks, in one of several ways, at the statement that a test names. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * - `reset`: every connection is reset, and the next is taken at once.
 * - `refused`: every connection ends, and none is taken until it is mended.
 * - `silent`: nothing comes through any more, new connections are taken and hear nothing; broken when it is mended.
 */
export type Break = "reset" | "refused" | "silent";

/** `asked`: the statement doesn't reach the server. `committed`: it does, and so does its commit, of which nobody hears. */
export type Moment = "asked" | "committed";

export interface ArmedLine {
  /** The server's address, by way of this line. */
  readonly url: string;
  /** Breaks at the next question that has `mark` in it; resolves when it did. */
  arm(mark: string, moment: Moment, how: Break): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

interface Trap {
  readonly mark: Buffer;
  readonly moment: Moment;
  readonly spring: () => void;
  /** The connection on which the statement was made that is yet to be committed; `ending`: its commit is on its way. */
  made: { readonly on: Socket; ending: boolean } | null;
}

/** As `pg` sends it. */
const commit = Buffer.from("commit\0");

export async function layArmedLine(target: string): Promise<ArmedLine> {
  const { hostname, port } = new URL(target);
  const ends = new Set<Socket>();
  const state: { trap: Trap | null; isSilent: boolean } = { trap: null, isSilent: false };

  /** Whether what the client says reaches the server. */
  const passes = (client: Socket, data: Buffer): boolean => {
    const { trap, isSilent } = state;
    if (isSilent || !trap) return !isSilent;
    const isMarked = data.includes(trap.mark);
    if (isMarked && trap.moment === "asked") {
      trap.spring();
      return false;
    }
    if (isMarked) trap.made = { on: client, ending: false };
    if (trap.made?.on === client && data.includes(commit)) trap.made.ending = true;
    return true;
  };
  /** Whether the client hears what the server says: not that what it asked for is committed. */
  const isHeard = (client: Socket): boolean => {
    const { trap, isSilent } = state;
    if (!trap?.made?.ending || trap.made.on !== client) return !isSilent;
    trap.spring();
    return false;
  };

  const carry = (client: Socket) => {
    const server = connect(Number(port), hostname);
    for (const end of [client, server]) {
      ends.add(end);
      end.on("error", () => undefined);
      end.on("close", () => {
        ends.delete(end);
        client.destroy();
        server.destroy();
      });
    }
    client.on("data", (data: Buffer) => {
      if (passes(client, data)) server.write(data);
    });
    server.on("data", (data: Buffer) => {
      if (isHeard(client)) client.write(data);
    });
  };

  const listen = async (at: number): Promise<Server> => {
    const door = createServer(carry).listen(at, "127.0.0.1");
    await once(door, "listening");
    return door;
  };
  let door = await listen(0);
  const address = door.address();
  const own = typeof address === "object" && address ? address.port : 0;
  const drop = (reset: boolean) => {
    for (const end of ends) {
      if (reset) end.resetAndDestroy();
      else end.destroy();
    }
  };
  const breaks: Readonly<Record<Break, () => void>> = {
    reset: () => drop(true),
    refused: () => {
      door.close();
      drop(false);
    },
    silent: () => {
      state.isSilent = true;
    },
  };
  return {
    url: Object.assign(new URL(target), { port: String(own) }).href,
    arm: (mark, moment, how) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const spring = () => {
        state.trap = null;
        breaks[how]();
        resolve();
      };
      state.trap = { mark: Buffer.from(mark), moment, spring, made: null };
      return promise;
    },
    mend: async () => {
      state.isSilent = false;
      drop(true);
      if (!door.listening) door = await listen(own);
    },
    close: async () => {
      door.close();
      drop(false);
    },
  };
}

import { createServer, type ServerResponse } from "node:http";
import type { Message } from "../../src/notify/channel.ts";

/** How the server answers a request: a status, a cut connection, or not at all. */
export type Reaction = number | "cut" | "hang";

export interface HookServer {
  readonly url: string;
  readonly messages: readonly (Message & { readonly path: string })[];
  /** In order, one a request; after them 204. */
  readonly reactions: Reaction[];
  /** Lets every request that hangs go, with 204. */
  release(): void;
  close(): Promise<void>;
}

/** A receiver of webhooks on the loopback. */
export async function startHook(path = "/hook"): Promise<HookServer> {
  const messages: (Message & { path: string })[] = [];
  const reactions: Reaction[] = [];
  const hanging: ServerResponse[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString("utf8");
    });
    request.on("end", () => {
      messages.push({ ...JSON.parse(body), path: request.url ?? "" });
      const reaction = reactions.shift() ?? 204;
      if (reaction === "hang") hanging.push(response);
      else if (reaction === "cut") request.socket.destroy();
      else response.writeHead(reaction, reaction === 302 ? { location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The receiver has no port.");
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    messages,
    reactions,
    release: () => {
      for (const response of hanging.splice(0)) response.writeHead(204).end();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

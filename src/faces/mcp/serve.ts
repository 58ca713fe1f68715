// The Model Context Protocol on standard input and output: https://modelcontextprotocol.io/specification/2025-06-18
import type { Readable, Writable } from "node:stream";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { Desk } from "../../desk/desk.ts";
import { callTool, toolsFor } from "./tools.ts";

/** What an agent is told before it begins. */
const instructions = [
  "Herald turns policy summaries into posts for X, Instagram and YouTube Community. You can bring summaries in, compose and change",
  "drafts, preview and check them, and ask for changes. People approve and publish; no tool of yours does, nor changes what they",
  "approved. Every number, name, date and quotation in a post must stand in its summary: check before you say that a draft is ready,",
  "and name what is found.",
].join(" ");

/** Where the protocol is spoken: nothing else may be written there. */
export interface Wire {
  readonly input: Readable;
  readonly output: Writable;
}

/** Serves an agent of this desk's actor until its input ends. */
export async function serveAgent(desk: Desk, { input, output }: Wire): Promise<void> {
  const server = new Server({ name: "herald", version: "1" }, { capabilities: { tools: {} }, instructions });
  const tools = toolsFor(desk.actor);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...tools] }));
  server.setRequestHandler(
    CallToolRequestSchema,
    ({ params }): Promise<CallToolResult> => callTool(desk, params.name, params.arguments ?? {}),
  );
  const transport = new StdioServerTransport(input, output);
  const ended = new Promise<void>((resolve) => {
    input.once("end", resolve).once("close", resolve);
    server.onclose = resolve;
  });
  await server.connect(transport);
  await ended;
  await server.close();
}

/** An agent's tools: operations of the one table, those alone that agents may be offered. */
import type { CallToolResult, Tool } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { Desk } from "../../desk/desk.ts";
import { deskVia } from "../../desk/once.ts";
import { agentOperations, agentRights } from "../../desk/operations/for-agents.ts";
import { type Operation, objectionTo, perform } from "../../desk/operations/operation.ts";
import { asNow } from "../../desk/staff.ts";
import { type Actor, agent } from "../../domain/person.ts";
import { block, type Problem } from "../../domain/problem.ts";

/** The same person, with no right but an agent's. */
export function agentOf({ id, role, only }: Actor): Actor & { readonly via: string } {
  return { id, role, only: agentRights.filter((right) => only?.includes(right) ?? true), via: agent };
}

function schemaOf(schema: z.ZodObject, io: "input" | "output"): Tool["inputSchema"] {
  return { ...z.toJSONSchema(schema, { io }), type: "object" } as Tool["inputSchema"];
}

function toolOf({ name, method, summary, input, output }: Operation): Tool {
  const annotations = { readOnlyHint: method === "GET", destructiveHint: false, openWorldHint: false };
  return { name, description: summary, inputSchema: schemaOf(input, "input"), outputSchema: schemaOf(output, "output"), annotations };
}

/** What this person's agent is offered: what the person may not do is not among it. */
export function toolsFor(actor: Actor): readonly Tool[] {
  return agentOperations.filter((operation) => objectionTo(agentOf(actor), operation) === null).map(toolOf);
}

function say({ where, message, remedy }: Problem): string {
  return `${where}: ${message} ${remedy}`;
}

function refusal(problems: readonly Problem[]): CallToolResult {
  return { isError: true, content: [{ type: "text", text: `${problems.map(say).join("\n")}\n\n${JSON.stringify({ problems })}` }] };
}

/** Does what a tool is for; what stands against it is told, never thrown. */
export async function callTool(desk: Desk, name: string, fields: Readonly<Record<string, unknown>>): Promise<CallToolResult> {
  const operation = agentOperations.find((one) => one.name === name);
  if (!operation) return refusal([block("input-tool", name.slice(0, 100), "There is no such tool.", "Ask a person to do it on the desk.")]);
  const now = await asNow(desk);
  const done = await perform(deskVia(now, agentOf(now.actor)), operation, fields);
  if (!done.ok) return refusal(done.problems);
  return { content: [{ type: "text", text: JSON.stringify(done.value) }], structuredContent: { ...done.value } };
}

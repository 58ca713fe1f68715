/** What the pages' script asks for and sends, where a browser's passkeys speak JSON. */
import type { Context } from "hono";
import { z } from "zod";
import type { Problem, Result } from "../../domain/problem.ts";
import type { Visit } from "./visit.ts";

const sent = z.object({
  answer: z.unknown().optional(),
  next: z.string().nullish(),
  name: z.string().nullish(),
  password: z.string().nullish(),
});

export interface Sent {
  /** As the browser gave it. */
  readonly answer: unknown;
  readonly next: string | null;
  readonly name: string;
  readonly password: string;
}

export async function readAnswer({ context }: Visit): Promise<Sent> {
  const read = sent.safeParse(await context.req.json().catch(() => null), { jitless: true }).data;
  return { answer: read?.answer, next: read?.next ?? null, name: read?.name ?? "", password: read?.password ?? "" };
}

const headers = { "Cache-Control": "no-store" };

/** What the browser is to be asked, or why not. */
export function sayOptions({ context }: Visit, options: Result<object>): Response {
  return options.ok ? context.json({ options: options.value }, 200, headers) : sayNo(context, options.problems);
}

/** Where to go now that it is done, or why it is not. */
export function sayWhere({ context }: Visit, done: Result<string>): Response {
  return done.ok ? context.json({ next: done.value }, 200, headers) : sayNo(context, done.problems);
}

function sayNo(context: Context, problems: readonly Problem[]): Response {
  return context.json({ problems: problems.map(({ message, remedy }) => ({ message, remedy })) }, 422, headers);
}

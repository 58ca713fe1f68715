/**
 * What programs may ask of the desk, as data: one table (`table.ts`) for every way in, so that they can't differ. A face turns what it
 * is given into the input's fields and calls `perform`; what comes back is JSON as it is. To add one: a line in its resource's file,
 * named in `table.ts`, with the right that the desk asks for anyway.
 */
import type { z } from "zod";
import type { Actor, Right } from "../../domain/person.ts";
import { type Problem, type Result, refuse } from "../../domain/problem.ts";
import { forbidden, withheld } from "../../pipeline/rights.ts";
import type { Desk } from "../desk.ts";
import { wrongFields } from "./wrong-fields.ts";

export interface Operation {
  /** `approve-post`: unique, and for good. */
  readonly name: string;
  /** GET changes nothing; POST may. */
  readonly method: "GET" | "POST";
  /** Below `/api`, with the names of input fields in braces: `/posts/{id}/approve`. */
  readonly path: string;
  /** The least that is needed; what stands against it beside, the desk decides on the very post. */
  readonly right: Right;
  /** One sentence. */
  readonly summary: string;
  /** All fields: those in the path, and the others from the query or the body. */
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** What a body may be instead of JSON: a summary's text (the field `markdown`), or a picture (`bytes`, base64). */
  readonly takes?: "summary" | "picture";
  /** @param given fields as `input` gave them */
  run(desk: Desk, given: unknown): Promise<Result<object>>;
}

/** An operation whose `run` gets what its own schema reads. */
export function operation<Input extends z.ZodObject>(
  described: Omit<Operation, "input" | "run"> & {
    readonly input: Input;
    readonly run: (desk: Desk, input: z.output<Input>) => Promise<Result<object>>;
  },
): Operation {
  const { run, input } = described;
  return { ...described, run: (desk, given) => run(desk, input.parse(given, { jitless: true })) };
}

/**
 * Why this actor may not ask for it at all; null: they may. Who approves is set by account, so that a person's role doesn't tell;
 * a key that must not approve is refused here.
 */
export function objectionTo(actor: Actor, { right }: Pick<Operation, "right">): Problem | null {
  return right === "approve" && actor.role !== "stranger" ? withheld(actor, right) : forbidden(actor, right);
}

/** Does what is asked, if this desk's actor may: the one road for every face. */
export async function perform(desk: Desk, wanted: Operation, fields: unknown): Promise<Result<object>> {
  const objection = objectionTo(desk.actor, wanted);
  if (objection) return refuse(objection);
  const read = wanted.input.safeParse(fields, { jitless: true, reportInput: true });
  return read.success ? wanted.run(desk, read.data) : refuse(...wrongFields(read.error));
}

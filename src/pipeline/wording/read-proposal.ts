import { z } from "zod";
import { withoutStrays } from "../../language/invisible.ts";

/** The texts of an answer, or why it is none, as the end of a sentence that began with "its answer". */
export type Proposal = { readonly ok: true; readonly texts: readonly string[] } | { readonly ok: false; readonly reason: string };

/** No platform takes a longer text; judging one would take long. */
const longest = 5_000;
const shape = z.strictObject({ texts: z.array(z.string().max(longest)) });
/** Models often hand their JSON over as a block of code. */
const fence = /^```(?:json)?\s*\n([\s\S]*)\n```$/u;
/** Herald sets the marks of direction itself. */
const leadingMarks = /^[\u200e\u200f]+/gmu;

function refused(reason: string): Proposal {
  return { ok: false, reason };
}

/** Reads an answer strictly: one JSON object with as many texts as were asked for, and nothing else. */
export function readProposal(answer: string, count: number): Proposal {
  const trimmed = answer.trim();
  const read = shape.safeParse(jsonOf(fence.exec(trimmed)?.[1] ?? trimmed));
  if (!read.success) return refused("was not the JSON that it was asked for");
  const texts = read.data.texts.map((text) => withoutStrays(text).replaceAll(leadingMarks, "").trim());
  if (texts.length !== count) return refused(`had ${texts.length} ${texts.length === 1 ? "text" : "texts"} where ${count} were wanted`);
  if (texts.some((text) => !/\p{L}/u.test(text))) return refused("left a text without words");
  return { ok: true, texts };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

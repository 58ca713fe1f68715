import { parse } from "yaml";
import { z } from "zod";
import type { Templates } from "../../edge/templates.ts";

const sentence = z.string().min(1);
const refusal = z.object({ message: sentence, remedy: sentence });

/** What code asks for by name; the views read the rest, and a missing one stops them by name. */
const schema = z
  .object({
    said: z.record(z.string(), sentence),
    problem: z.object({ title: sentence }).loose(),
    refused: z.object({ elsewhere: refusal, "signed-out": refusal, "stale-form": refusal }),
  })
  .loose();

/** Every word that the desk itself says, as `templates/web/strings.yaml` has it. */
export type Strings = z.infer<typeof schema> & Readonly<Record<string, unknown>>;

const read = new WeakMap<Templates, Strings>();

/** @throws Error naming what is missing from the file */
export function strings(templates: Templates): Strings {
  const known = read.get(templates);
  if (known) return known;
  const found = schema.safeParse(parse(templates.html("web/strings.yaml", {})));
  if (!found.success) throw new Error(`templates/web/strings.yaml: ${z.prettifyError(found.error)}`);
  read.set(templates, found.data as Strings);
  return found.data as Strings;
}

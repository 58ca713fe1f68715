import { parse } from "yaml";
import { z } from "zod";
import type { Templates } from "../../edge/templates.ts";

const sentence = z.string().min(1);
const refusal = z.object({ message: sentence, remedy: sentence });
const titled = z.looseObject({ title: sentence });
const places = z.object({
  inbox: sentence,
  calendar: sentence,
  "hand-offs": sentence,
  trouble: sentence,
  results: sentence,
  people: sentence,
  accounts: sentence,
  record: sentence,
  webhooks: sentence,
  keys: sentence,
});

/** A place in the header. */
export type Place = keyof z.infer<typeof places>;

/** What code asks for by name; the views read the rest, and a missing one stops them by name. */
const schema = z.looseObject({
  name: sentence,
  me: sentence,
  new: sentence,
  places,
  brake: z.looseObject({ noReason: sentence }),
  said: z.record(z.string(), sentence),
  problem: titled,
  refused: z.object({ elsewhere: refusal, "signed-out": refusal, "stale-form": refusal }),
  signIn: titled,
  invitation: titled,
  queue: titled,
});

/** Every word that the desk itself says, as `templates/web/strings.yaml` has it. */
export type Strings = Readonly<z.infer<typeof schema>>;

const read = new WeakMap<Templates, Strings>();

/** @throws Error naming what is missing from the file */
export function strings(templates: Templates): Strings {
  const known = read.get(templates);
  if (known) return known;
  const found = schema.safeParse(parse(templates.html("web/strings.yaml", {})));
  if (!found.success) throw new Error(`templates/web/strings.yaml: ${z.prettifyError(found.error)}`);
  read.set(templates, found.data);
  return found.data;
}

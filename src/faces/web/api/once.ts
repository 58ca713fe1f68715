// `Idempotency-Key`: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
import type { Desk } from "../../../desk/desk.ts";
import { type Asking, once } from "../../../desk/once.ts";
import { type Answer, refused, respond } from "./problem-json.ts";

const header = "Idempotency-Key";
const wrongName = refused(400, header, "This is no name for a request.", "Use 1 to 255 printable ASCII characters, such as a UUID.");
const other = refused(422, header, "Another request was sent under this name.", "Give each request a name of its own.");
const busy = refused(409, header, "The request of this name is being carried out.", "Ask again in a moment.");
const cutOff = refused(
  409,
  header,
  "The request of this name was cut off after it had changed something; it is not done again.",
  "Look at what came of it, then ask for what is missing under another name.",
);
const standings = { other, busy, "cut-off": cutOff } as const;

/** Answers a request once. @param name as the header has it; undefined: it has none */
export async function answeredOnce(
  desk: Desk,
  { name, ...asked }: Omit<Asking, "name"> & { readonly name: string | undefined },
  work: (own: Desk) => Promise<Answer>,
): Promise<Response> {
  if (name !== undefined && !/^[\x20-\x7e]{1,255}$/.test(name)) return respond(wrongName);
  const standing = await once(desk, { ...asked, name: name ?? null }, work);
  if (standing.kind !== "done") return respond(standings[standing.kind]);
  return respond(standing.answer, standing.replayed ? { "Idempotency-Replayed": "true" } : {});
}

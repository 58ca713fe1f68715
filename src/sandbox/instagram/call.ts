import type { InstagramPerson } from "../people.ts";
import type { Route } from "../route.ts";
import type { Stage } from "../stage.ts";
import type { Asked } from "../wire.ts";

/** One request by a known account. */
export interface Call {
  readonly stage: Stage;
  readonly person: InstagramPerson;
  /** Which login, and with it which host: `caption` is read on `facebook` only. */
  readonly by: "instagram" | "facebook";
  /** Query, form or JSON fields together, without the token. */
  readonly fields: Readonly<Record<string, string>>;
}

export type InstagramRoute = Route<Call>;

/** Parameters from wherever Meta takes them; null where the body can't be read. */
export function parametersOf(asked: Asked): Readonly<Record<string, string>> | null {
  const fields: Record<string, string> = Object.fromEntries(asked.query);
  if (asked.body.kind === "broken" || asked.body.kind === "multipart") return null;
  if (asked.body.kind === "form") Object.assign(fields, Object.fromEntries(asked.body.fields));
  if (asked.body.kind === "json") {
    if (typeof asked.body.value !== "object" || asked.body.value === null) return null;
    for (const [name, value] of Object.entries(asked.body.value)) fields[name] = Array.isArray(value) ? value.join(",") : String(value);
  }
  return fields;
}

/** The names in `fields=`, in order. */
export function namesAsked(fields: Readonly<Record<string, string>>): readonly string[] {
  return (fields.fields ?? "").split(",").filter((name) => name !== "");
}

/** The first parameter that the call doesn't know; undefined when all are known. */
export function unknownParameter(fields: Readonly<Record<string, string>>, names: readonly string[]): string | undefined {
  return Object.keys(fields).find((name) => !names.includes(name));
}

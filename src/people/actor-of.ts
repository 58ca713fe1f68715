import type { Actor } from "../domain/person.ts";
import type { Store } from "../storage/store.ts";

/** Who a command's system user is: the operator where no people are configured, else a person, else a stranger. */
export async function actorOf({ people }: Pick<Store, "people">, systemUser: string): Promise<Actor> {
  const everybody = await people.list();
  if (everybody.length === 0) return { id: systemUser, role: "operator" };
  const person = everybody.find((one) => one.active && one.systemUser === systemUser);
  return person ? { id: person.id, role: person.role } : { id: systemUser, role: "stranger" };
}

import type { Staff } from "../pipeline/approval.ts";
import type { Desk } from "./desk.ts";

/** Who decides, and among whom, as it stands now: somebody's role may have changed since they signed in. */
export async function staffOf({ store, actor }: Pick<Desk, "store" | "actor">): Promise<Staff> {
  const people = (await store.people.list()).filter(({ active }) => active).map(({ id, role }) => ({ id, role }));
  const now = people.find(({ id }) => id === actor.id);
  const isPerson = actor.role !== "operator" && actor.role !== "herald";
  return { actor: isPerson && now ? { ...actor, role: now.role } : actor, people };
}

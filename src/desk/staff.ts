import type { Staff } from "../pipeline/approval.ts";
import type { Desk } from "./desk.ts";

/** Who decides, and among whom, as it stands now: somebody's role may have changed since they signed in. */
export async function staffOf({ store, actor }: Pick<Desk, "store" | "actor">): Promise<Staff> {
  const people = (await store.people.list()).filter(({ active }) => active).map(({ id, role }) => ({ id, role }));
  const now = people.find(({ id }) => id === actor.id);
  const isPerson = actor.role !== "operator" && actor.role !== "herald";
  return { actor: isPerson && now ? { ...actor, role: now.role } : actor, people };
}

/** The desk as its actor has it at this moment: somebody who works here no more is a stranger. */
export async function asNow(desk: Desk): Promise<Desk> {
  const { actor, people } = await staffOf(desk);
  const isGone = people.length > 0 && people.every(({ id }) => id !== actor.id);
  return { ...desk, actor: isGone ? { ...actor, role: "stranger" } : actor };
}

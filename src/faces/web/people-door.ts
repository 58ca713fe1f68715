import type { Desk } from "../../desk/desk.ts";
import { hasPeople } from "../../desk/people.ts";
import { signedIn } from "../../desk/sign-in.ts";
import type { Door } from "./visit.ts";

/**
 * The door of a desk whose people sign in.
 * @param before the door while nobody is known yet; null: none, and so no desk
 */
export function peopleDoor(desk: Desk, before: Door | null): Door {
  const person = async (token: string | undefined) => {
    const found = token === undefined ? null : await signedIn(desk, token);
    return found && { actor: { id: found.person.id, role: found.person.role }, name: found.person.name, csrf: found.csrf };
  };
  return {
    isOpen: async () => before !== null || (await hasPeople(desk)),
    visitor: async (token) => (before === null || (await hasPeople(desk)) ? person(token) : before.visitor(token)),
  };
}

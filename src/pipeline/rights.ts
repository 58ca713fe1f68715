/** Who may do what. The same table holds for the desk, the command line and every other way in. */
import { type Actor, agent, type Right, type Role, roles } from "../domain/person.ts";
import type { Transition } from "../domain/post.ts";
import { block, type Problem } from "../domain/problem.ts";

/** The least role that has each right. */
const leastRole: Readonly<Record<Right, Role>> = {
  read: "writer",
  write: "writer",
  pause: "writer",
  review: "editor",
  approve: "editor",
  "hand-off": "editor",
  settle: "editor",
  break: "publisher",
  correct: "publisher",
  resume: "publisher",
  people: "admin",
  house: "admin",
};

/** The right that a person needs for each change of a post; what only the engine does is nobody's. */
export const rightFor: Readonly<Record<Transition, Right>> = {
  add: "write",
  edit: "write",
  recompose: "write",
  endorse: "approve",
  approve: "approve",
  unapprove: "approve",
  ask: "review",
  announce: "approve",
  "stop-auto": "pause",
  "second-look": "approve",
  reject: "review",
  schedule: "review",
  cancel: "review",
  claim: "house",
  "hand-off": "hand-off",
  publish: "hand-off",
  hold: "house",
  fail: "house",
  miss: "house",
  settle: "settle",
  retry: "settle",
  stop: "pause",
  "resume-post": "settle",
  "take-down": "correct",
  "taken-down": "house",
  leave: "settle",
  revise: "write",
  withdraw: "correct",
  retract: "correct",
  keep: "settle",
  deleted: "hand-off",
  take: "hand-off",
  "give-back": "hand-off",
  "put-back": "hand-off",
  "by-hand": "hand-off",
  address: "hand-off",
};

/** True when the actor has the right. */
export function may(actor: Actor, right: Right): boolean {
  return withheld(actor, right) === null && mayAs(actor, right);
}

/** What stands against it because of the way in which somebody acts, whoever they are; null: nothing. */
export function withheld({ id, only, via }: Actor, right: Right): Problem | null {
  if (!only || only.includes(right)) return null;
  const who = via === undefined || via === agent ? "The program that asks" : `The key ${via}`;
  const message = `${who} has not the right \`${right}\`, whatever ${id} may.`;
  return block(`rights-${right}`, via ?? id, message, "Do it yourself on the desk, or by a key that has this right.");
}

function mayAs({ role }: Actor, right: Right): boolean {
  if (role === "operator") return true;
  if (role === "stranger") return false;
  // What a rule of the house approves, and what its sources bring in and change.
  if (role === "herald") return right === "approve" || right === "write";
  return roles.indexOf(role) >= roles.indexOf(leastRole[right]);
}

/** What stands against it, in words; null: nothing. */
export function forbidden(actor: Actor, right: Right): Problem | null {
  if (mayAs(actor, right)) return withheld(actor, right);
  if (actor.role === "stranger") {
    const message = `Herald knows people, and ${actor.id} is none of them.`;
    return block("rights-stranger", actor.id, message, "An admin links the name of your system user: `herald user link PERSON`.");
  }
  const message = `This needs the rights of ${article(leastRole[right])}; ${actor.id} is ${article(actor.role)}.`;
  return block(`rights-${right}`, actor.id, message, `Ask ${article(leastRole[right])} to do it.`);
}

function article(role: string): string {
  return /^[aeo]/.test(role) ? `an ${role}` : `a ${role}`;
}

/** Who may approve a post, by its account's rules. Pure. */
import type { Account, Approval } from "../../domain/account.ts";
import type { Entry } from "../../domain/journal.ts";
import { type Actor, type Person, type Role, roles } from "../../domain/person.ts";
import type { Transition } from "../../domain/post.ts";
import { block, type Problem } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { forbidden, withheld } from "../rights.ts";

/** Somebody whose role and id rules go by. */
export type Colleague = Pick<Person, "id" | "role">;

/** Who decides, and among whom. */
export interface Staff {
  readonly actor: Actor;
  /** Everybody active; empty: no people are configured, and the operator is alone. */
  readonly people: readonly Colleague[];
}

/** Nobody is configured: whoever runs the commands decides alone. */
export const operator: Staff = { actor: { id: "operator", role: "operator" }, people: [] };

const usual: Approval = { least: "editor", people: [], others: false, auto: [] };

/** An account's rules; of one that names none: any editor, also of their own words. */
export function approvalOf({ approval = usual }: Pick<Account, "approval">): Approval {
  return approval;
}

/** True for those whom the account names by role or by id. */
export function mayApprove(actor: Actor, account: Pick<Account, "approval">): boolean {
  const { id, role } = actor;
  if (withheld(actor, "approve")) return false;
  if (role === "operator") return true;
  if (role === "stranger" || role === "herald") return false;
  const { least, people } = approvalOf(account);
  return people.includes(id) || (least !== null && roles.indexOf(role) >= roles.indexOf(least));
}

/** What stands against it that this person approves anything of the account; null: nothing. */
export function mayNotApprove(actor: Actor, account: Pick<Account, "id" | "approval">): Problem | null {
  if (mayApprove(actor, account)) return null;
  if (actor.role === "stranger") return forbidden(actor, "approve");
  const key = withheld(actor, "approve");
  if (key) return key;
  const message = `${sayApprovers(approvalOf(account))} approve posts of ${account.id}; ${actor.id} is ${actor.role}.`;
  return block("rights-approve", actor.id, message, "Ask one of them; nothing was changed.");
}

const plural: Readonly<Record<Role, string>> = { writer: "Writers", editor: "Editors", publisher: "Publishers", admin: "Admins" };

/** `Editors and up, ayesha`. */
function sayApprovers({ least, people }: Approval): string {
  const byRole = least === null ? [] : [least === "admin" ? plural.admin : `${plural[least]} and up`];
  return [...byRole, ...people].join(", ");
}

type Journal = readonly Entry[];

function lastBy(journal: Journal, ...wanted: readonly Transition[]): readonly string[] {
  const move = journal.findLast((entry) => entry.kind === "moved" && wanted.includes(entry.transition));
  return move ? [move.by] : [];
}

/**
 * Whose words a post has: who brought its text in, who last changed it, and whose words stand in it where it was composed anew
 * since; of a deletion, who proposed it. Of an editor's words that were thrown away nobody is asked any more.
 */
export function writersOf({ post, journal }: Pick<PostView, "post" | "journal">): ReadonlySet<string> {
  const added = journal.find((entry) => entry.kind === "moved" && entry.transition === "add");
  const edited = post.edited ? lastBy(journal, "edit") : [];
  return new Set([...(added ? [added.by] : []), ...edited, ...lastBy(journal, "edit", "recompose", "revise", "retract")]);
}

/** True where the account wants somebody else to approve than whose words it has. */
export function isOwnWords(id: string, view: Pick<PostView, "post" | "journal">, account: Pick<Account, "approval">): boolean {
  return approvalOf(account).others && writersOf(view).has(id);
}

/** Who may approve this very post, by id. */
export function ableOn(
  view: Pick<PostView, "post" | "journal">,
  account: Pick<Account, "approval">,
  people: readonly Colleague[],
): readonly string[] {
  return people.filter((person) => mayApprove(person, account) && !isOwnWords(person.id, view, account)).map(({ id }) => id);
}

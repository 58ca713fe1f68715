import type { Right } from "../../domain/person.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./table.ts";

/**
 * What an agent (a language model with tools) may ask, by name: it drafts, looks, checks and asks. What isn't named here is not
 * offered, whatever is added to the table. Nothing that approves, times, sends, stops, settles or takes anything down may ever be.
 */
const offered: ReadonlySet<string> = new Set([
  "add-summary",
  "list-summaries",
  "show-summary",
  "revise-summary",
  "preview",
  "check",
  "list-posts",
  "show-post",
  "edit-post",
  "style-post",
  "recompose-post",
  "ask-post",
  "show-status",
  "list-slots",
  "list-accounts",
  "list-sources",
  "read-post-record",
]);

/** Even if a tool slipped in, nobody would approve or publish by it: the desk itself withholds every other right. */
export const agentRights: readonly Right[] = ["read", "write", "review"];

export const agentOperations: readonly Operation[] = operations.filter(({ name }) => offered.has(name));

/** Every operation, asked by every role with every kind of key: what the code says is compared with a table written by hand. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keyRights } from "../../../../src/desk/keys.ts";
import { operations } from "../../../../src/desk/operations/table.ts";
import { type Right, type Role, roles } from "../../../../src/domain/person.ts";
import { type ApiHouse, layApiHouse, rightsOf } from "../../../support/api-house.ts";

/** The right that each operation takes, and the least role that has it; `account`: as the post's account says. */
const byHand: Readonly<Record<string, readonly [string, Right, Role | "account"]>> = {
  "add-summary": ["POST /summaries", "write", "writer"],
  "list-summaries": ["GET /summaries", "read", "writer"],
  "show-summary": ["GET /summaries/{id}", "read", "writer"],
  "revise-summary": ["POST /summaries/{id}/revise", "write", "writer"],
  "withdraw-summary": ["POST /summaries/{id}/withdraw", "correct", "publisher"],
  preview: ["POST /preview", "read", "writer"],
  check: ["POST /check", "read", "writer"],
  "keep-picture": ["POST /pictures", "write", "writer"],
  "list-posts": ["GET /posts", "read", "writer"],
  "show-post": ["GET /posts/{id}", "read", "writer"],
  "edit-post": ["POST /posts/{id}/edit", "write", "writer"],
  "style-post": ["POST /posts/{id}/style", "write", "writer"],
  "recompose-post": ["POST /posts/{id}/recompose", "write", "writer"],
  "ask-post": ["POST /posts/{id}/ask", "review", "editor"],
  "reject-post": ["POST /posts/{id}/reject", "review", "editor"],
  "cancel-post": ["POST /posts/{id}/cancel", "review", "editor"],
  "stop-auto-post": ["POST /posts/{id}/stop-auto", "pause", "writer"],
  "schedule-post": ["POST /posts/{id}/schedule", "review", "editor"],
  "retry-post": ["POST /posts/{id}/retry", "settle", "editor"],
  "correct-post": ["POST /posts/{id}/correct", "correct", "publisher"],
  "approve-post": ["POST /posts/{id}/approve", "approve", "account"],
  "approve-posts": ["POST /approvals", "approve", "account"],
  "unapprove-post": ["POST /posts/{id}/unapprove", "approve", "account"],
  "look-post": ["POST /posts/{id}/look", "approve", "account"],
  "list-hand-offs": ["GET /hand-offs", "hand-off", "editor"],
  "take-post": ["POST /posts/{id}/take", "hand-off", "editor"],
  "done-post": ["POST /posts/{id}/done", "hand-off", "editor"],
  "resolve-post": ["POST /posts/{id}/resolve", "settle", "editor"],
  "resume-post": ["POST /posts/{id}/resume", "settle", "editor"],
  "take-down-post": ["POST /posts/{id}/take-down", "correct", "publisher"],
  "leave-post": ["POST /posts/{id}/leave", "settle", "editor"],
  "dismiss-incident": ["POST /incidents/{id}/dismiss", "settle", "editor"],
  "show-status": ["GET /status", "read", "writer"],
  "list-slots": ["GET /slots", "read", "writer"],
  "list-accounts": ["GET /accounts", "read", "writer"],
  pause: ["POST /pause", "pause", "writer"],
  resume: ["POST /resume", "resume", "publisher"],
  "list-sources": ["GET /sources", "read", "writer"],
  "read-record": ["GET /record", "house", "admin"],
  "read-post-record": ["GET /posts/{id}/record", "read", "writer"],
};

test("the table of operations is the one written by hand", () => {
  const inCode = Object.fromEntries(operations.map(({ name, method, path, right }) => [name, [`${method} ${path}`, right]]));
  expect(inCode).toEqual(Object.fromEntries(Object.entries(byHand).map(([name, [address, right]]) => [name, [address, right]])));
});

let house: ApiHouse;
/** By role: a key with all their rights, and one without each single right. */
const whole = new Map<Role, string>();
const lacking = new Map<string, string>();
beforeAll(async () => {
  house = await layApiHouse();
  for (const role of roles) {
    whole.set(role, await house.key(role));
    for (const right of rightsOf(role)) {
      const rest = rightsOf(role).filter((other) => other !== right);
      lacking.set(`${role} ${right}`, await house.key(role, rest));
    }
  }
});
afterAll(() => house.remove());

async function isForbidden(address: string, token: string): Promise<boolean> {
  const [method = "", path = ""] = address.split(" ");
  house.clock.pass(1_000);
  const { status } = await house.ask(path.replace("{id}", "none"), { method, token, ...(method === "POST" ? { json: {} } : {}) });
  expect([address, status]).not.toEqual([address, 401]);
  expect(status).toBeLessThan(500);
  return status === 403;
}

describe.each(Object.entries(byHand))("%s", (_, [address, right, least]) => {
  test.each(roles)("is a matter of the rights of a %s and of their key", async (role) => {
    const head = async () => (await house.desk.store.audit.head())?.seq;
    const before = await head();
    const hasRight = rightsOf(role).includes(right);
    const mayTry = least === "account" ? hasRight || role === "writer" : roles.indexOf(role) >= roles.indexOf(least);
    // A writer's key can have no `approve` here: no account names them.
    const expected = least === "account" && role === "writer" ? true : !mayTry;
    expect(await isForbidden(address, whole.get(role) ?? "")).toBe(expected);
    const without = lacking.get(`${role} ${right}`);
    if (without !== undefined) expect(await isForbidden(address, without)).toBe(true);
    // Nothing was asked for that could be done but in the whole house.
    if (!["POST /resume"].includes(address)) expect(await head()).toBe(before);
  });
});

test("no key has the right over people, and one without approval approves nothing even for an admin", async () => {
  expect(keyRights).not.toContain("people");
  const usual = await house.key("admin", ["read", "write"]);
  for (const { name, method, path, right } of operations) {
    const asked = right === "read" || right === "write";
    expect([name, await isForbidden(`${method} ${path}`, usual)]).toEqual([name, !asked]);
  }
});

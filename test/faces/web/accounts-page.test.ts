import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Meet } from "../../../src/desk/connect.ts";
import { block } from "../../../src/domain/problem.ts";
import { type FiveVisitors, layFiveVisitors } from "../../support/five-visitors.ts";

const login = { X_API_KEY: "key-of-ours", X_API_SECRET: "secret-of-ours", X_ACCESS_TOKEN: "815-token", X_ACCESS_SECRET: "access-of-ours" };
const meet: Meet = async (account, secret) =>
  secret.X_API_SECRET === "refused"
    ? { ok: false, problem: block("account-denied", `account ${account.id}`, "X refuses these tokens.", "Make them anew.") }
    : { ok: true, remoteId: account.remoteId ?? "", name: "@outlet", url: "https://x.com/outlet", notes: ["Its tokens do not expire."] };

let house: FiveVisitors;
beforeEach(async () => {
  house = await layFiveVisitors({ meet });
});
afterEach(() => house.remove());

const x = "sandbox-x";
const send = (path: string, fields: Readonly<Record<string, string>> = {}) => house.ask("admin", path, { method: "POST", fields });
const see = async () => (await house.ask("admin", "/accounts")).text();

describe("the accounts' page", () => {
  test("keeps a login that its platform knows, and never shows it", async () => {
    expect(await see()).toContain('name="X_ACCESS_TOKEN" type="password"');
    const kept = await send(`/accounts/${x}/connect`, login);
    expect([kept.status, kept.headers.get("location")]).toEqual([303, "/accounts?said=connected"]);
    const [row] = await house.desk.store.secrets.list();
    expect(row).toMatchObject({ account: x, by: "admin" });
    const html = await see();
    expect(html).toContain("X_ACCESS_SECRET, X_ACCESS_TOKEN, X_API_KEY, X_API_SECRET");
    expect(html).toContain("@outlet");
    const record = await (await house.ask("admin", "/record.jsonl")).text();
    expect(record).toContain('"kind":"connect"');
    for (const value of Object.values(login)) expect(html + record + JSON.stringify(row)).not.toContain(value);
  });

  test("keeps nothing that is refused or not whole, and gives nothing of it back", async () => {
    const refused = await send(`/accounts/${x}/connect`, { ...login, X_API_SECRET: "refused" });
    const html = await refused.text();
    expect([refused.status, html.includes("X refuses these tokens.")]).toEqual([422, true]);
    for (const value of ["key-of-ours", "815-token"]) expect(html).not.toContain(value);
    expect(await (await send(`/accounts/${x}/connect`, { ...login, X_API_KEY: "" })).text()).toContain("X_API_KEY is missing.");
    expect(await (await send(`/accounts/${x}/connect`, { ...login, X_API_KEY: "two words" })).text()).toContain("X_API_KEY holds what");
    expect((await send("/accounts/nowhere/connect", login)).status).toBe(422);
    expect(await house.desk.store.secrets.list()).toEqual([]);
    expect((await send(`/accounts/${x}/connect`, { ...login, X_API_SECRET: "refused", unverified: "yes" })).status).toBe(303);
  });

  test("asks the platform, and forgets a login once", async () => {
    await send(`/accounts/${x}/connect`, login);
    expect(await (await send(`/accounts/${x}/ask`)).text()).toContain("Its tokens do not expire.");
    expect((await send(`/accounts/${x}/disconnect`)).headers.get("location")).toBe("/accounts?said=disconnected");
    expect((await send(`/accounts/${x}/disconnect`)).status).toBe(422);
    expect(await house.desk.store.secrets.list()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Desk } from "../../../src/desk/desk.ts";
import { netOf } from "../../../src/faces/logins.ts";
import { application } from "../../../src/faces/web/server.ts";
import type { Site } from "../../../src/faces/web/visit.ts";
import { apps, joinStandIns, type StandIns, startStandIns } from "../../../src/sandbox/index.ts";
import { consent } from "../../support/consent.ts";
import { type FiveVisitors, layFiveVisitors } from "../../support/five-visitors.ts";
import { origin } from "../../support/people-desk.ts";
import { deadlineIn, edgeWith } from "../../support/platform-fixtures.ts";

const id = "sandbox-x";
const callback = `${origin}/accounts/callback`;
const client = { X_CLIENT_ID: apps.x.id, X_CLIENT_SECRET: apps.x.secret };
const register = (desk: Desk): Desk => ({ ...desk, settings: { ...desk.settings, oauthClients: new Map([[id, client]]) } });

let standIns: StandIns;
let leave: () => void;
let house: FiveVisitors;

beforeEach(async () => {
  standIns = await startStandIns({ redirectUris: [callback] });
  leave = joinStandIns(standIns);
  const edge = edgeWith({ proxyEnv: standIns.proxyEnv });
  const meet: Site["meet"] = async (account, secret) => {
    const session = await house.desk.registry[account.platform].open(account, secret, edge);
    return session.verify(deadlineIn(10_000));
  };
  house = await layFiveVisitors({ meet, net: () => netOf(house.desk), change: register });
});
afterEach(async () => {
  await house.remove();
  leave();
  await standIns.close();
});

/** The address that a browser is led to after the button. */
async function press(who: "admin" = "admin"): Promise<URL> {
  const response = await house.ask(who, `/accounts/${id}/authorize`, { method: "POST" });
  const html = await response.text();
  expect(response.status, html).toBe(200);
  const [, url = ""] = /^0; url=(https:\S+)$/.exec(response.headers.get("refresh") ?? "") ?? [];
  expect(html).toContain(`href="${url.replaceAll("&", "&amp;")}"`);
  return new URL(url);
}

const back = async (url: URL, who: "admin" | "publisher" | "stranger" = "admin") => house.ask(who, url.pathname + url.search);
const kept = async () => (await house.desk.store.secrets.list()).map(({ account }) => account);

describe("connecting an account on the desk", () => {
  test("leads to X and back, and keeps the login", async () => {
    expect(await (await house.ask("admin", "/accounts")).text()).toContain("Connect with X");
    const url = await press();
    expect([url.origin + url.pathname, url.searchParams.get("redirect_uri")]).toEqual(["https://x.com/i/oauth2/authorize", callback]);
    const answer = await back(await consent(standIns, url, { handle: "RepublicPolicy" }));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/accounts?said=connected"]);
    expect(await kept()).toEqual([id]);
    const html = await (await house.ask("admin", "/accounts")).text();
    expect(html).toContain("@RepublicPolicy");
    expect(html).toMatch(/It holds until .*; Herald renews it by itself\./);
    const record = await (await house.ask("admin", "/record.jsonl")).text();
    expect(record).toContain('"kind":"connect"');
    expect(html + record + JSON.stringify(await house.desk.store.secrets.list())).not.toMatch(/sandbox-(?:user|refresh)/);
  });

  test("listens to an answer once", async () => {
    const url = await consent(standIns, await press(), { handle: "RepublicPolicy" });
    expect((await back(url)).status).toBe(303);
    const again = await back(url);
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining("or it was used already")]);
  });

  test("listens to nobody but the browser that asked, and keeps its question for that", async () => {
    const url = await consent(standIns, await press(), { handle: "RepublicPolicy" });
    expect((await back(url, "stranger")).status).toBe(403);
    expect((await back(url, "publisher")).status).toBe(403);
    const first = url.searchParams.get("state") ?? "";
    await house.renew("admin");
    const other = await back(url);
    expect([other.status, await kept(), first.length]).toEqual([422, [], 43]);
  });

  test("listens for ten minutes", async () => {
    const url = await consent(standIns, await press(), { handle: "RepublicPolicy" });
    house.clock.pass(600_001);
    expect((await back(url)).status).toBe(422);
    expect(await kept()).toEqual([]);
  });

  test("says so where somebody declined, and where anything else comes", async () => {
    const declined = await back(await consent(standIns, await press(), { handle: "RepublicPolicy", allow: false }));
    expect([declined.status, await declined.text()]).toEqual([422, expect.stringContaining("Consent was declined at X.")]);
    const typed = await consent(standIns, await press(), { handle: "RepublicPolicy", allow: false });
    typed.searchParams.set("error", '"><script>alert(1)</script>');
    const shown = await (await back(typed)).text();
    expect([shown.includes("X gave no consent (scriptalert1script)."), shown.includes("alert(1)")]).toEqual([true, false]);
    for (const query of ["", "?state=x&code=y", `?state=${"a".repeat(43)}`, `?code=1&code=2&state=${"a".repeat(43)}`]) {
      expect([query, (await house.ask("admin", `/accounts/callback${query}`)).status]).toEqual([query, 404]);
    }
    expect((await house.ask("admin", `/accounts/callback?code=y&state=${"a".repeat(43)}`)).status).toBe(422);
    expect(await kept()).toEqual([]);
  });

  test("is for admins, with a form of the desk", async () => {
    const path = `/accounts/${id}/authorize`;
    expect((await house.ask("publisher", path, { method: "POST" })).status).toBe(403);
    expect((await house.ask("admin", path, { method: "POST", token: "wrong" })).status).toBe(403);
    const html = await (await house.ask("admin", "/accounts/sandbox-instagram/authorize", { method: "POST" })).text();
    expect(html).toContain("INSTAGRAM_APP_ID and INSTAGRAM_APP_SECRET aren&#39;t set");
    expect(await (await house.ask("admin", "/accounts")).text()).not.toContain("Connect with Instagram");
  });

  test("answers for a command line also where there is no desk, and nothing else", async () => {
    const { authorize, fetchAnswer } = await import("../../../src/desk/authorize.ts");
    const asked = await authorize(house.desk, id, callback, null);
    if (!asked.ok) throw new Error("X was not asked.");
    const url = await consent(standIns, asked.value.url, { handle: "RepublicPolicy" });
    const shut: Site = { ...house.site, door: { isOpen: async () => false, visitor: async () => null } };
    const app = application({ host: "127.0.0.1", port: 0, media: async () => undefined, log: house.site.log, site: shut });
    expect((await app.request(`${callback}?code=y&state=${"a".repeat(43)}`)).status).toBe(404);
    const answer = await app.request(url.href);
    expect([answer.status, await answer.text()]).toEqual([200, "Thank you. Go back to the terminal: Herald goes on there.\n"]);
    expect((await fetchAnswer(house.desk, asked.value.state))?.code).toBe(url.searchParams.get("code"));
    expect((await app.request(url.href)).status).toBe(404);
  });
});

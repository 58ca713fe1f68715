import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Log } from "../../../src/edge/log.ts";
import { silentLog } from "../../../src/edge/log.ts";
import { application, type Hurry } from "../../../src/faces/web/server.ts";
import type { Store } from "../../../src/storage/store.ts";
import { type FiveVisitors, layFiveVisitors } from "../../support/five-visitors.ts";

let house: FiveVisitors;
let told: string[];
beforeEach(async () => {
  told = [];
  house = await layFiveVisitors();
});
afterEach(() => house.remove());

/** The same desk on a store of which these parts break. */
function brokenApp(people: Partial<Store["people"]>, others: Partial<Store> = {}, hurry?: Hurry) {
  const log: Log = { ...silentLog, error: (fields, message) => void told.push(JSON.stringify({ ...fields, message })) };
  const store = { ...house.desk.store, ...others, people: { ...house.desk.store.people, ...people } };
  const site = { ...house.site, log, desk: { ...house.desk, store } };
  return application({ host: "127.0.0.1", port: 0, media: async () => undefined, log, site, ...(hurry && { hurry }) });
}

describe("a fault", () => {
  test("is told in the log by the page's pattern: what stands in an address may be a way in", async () => {
    const token = "invitation-token-of-somebody-0123456789ABCDE";
    const app = brokenApp({ invitation: () => Promise.reject(new Error("the store's own words")) });
    const response = await app.request(`https://herald.example.org/invitation/${token.slice(0, 43)}`);
    expect([response.status, await response.text()]).toEqual([500, "This page could not be made; the log says why.\n"]);
    expect(told).toEqual([expect.stringContaining("the store's own words")]);
    expect(told[0]).toContain('"path":"/invitation/:token"');
    expect(told[0]).not.toContain(token.slice(0, 43));
  });

  test("is told to programs as a problem; a queue that can't be reached is none of Herald's, and may be asked again", async () => {
    const away = new Error("away");
    const find = (error: Error) => ({
      keys: { ...house.desk.store.keys, list: () => Promise.reject(error), find: () => Promise.reject(error) },
    });
    const hurry: Hurry = { within: (work) => work(), isOver: (error) => error === away };
    const asked = async (error: Error, path: string) => {
      const headers = { Authorization: `Bearer herald_${"A".repeat(43)}` };
      const env = { incoming: { socket: { remoteAddress: "192.0.2.7" } } };
      const invitation = () => Promise.reject(error);
      const app = brokenApp({ invitation }, find(error), hurry);
      const { status, headers: said } = await app.request(`https://herald.example.org${path}`, { headers }, env);
      return [status, said.get("content-type")?.split(";")[0], said.get("retry-after")];
    };
    expect(await asked(new Error("other"), "/api/posts")).toEqual([500, "application/problem+json", null]);
    expect(await asked(away, "/api/posts")).toEqual([503, "application/problem+json", "60"]);
    expect(await asked(away, `/invitation/${"A".repeat(43)}`)).toEqual([503, "text/plain", "60"]);
  });

  test("is none of a form that can't be read, or that is too large for somebody unknown", async () => {
    const post = (path: string, body: string, type: string) => {
      const headers = { "Content-Type": type, "Sec-Fetch-Site": "same-origin" };
      return house.app.request(`https://herald.example.org${path}`, { method: "POST", headers, body });
    };
    const broken = "multipart/form-data; boundary=none";
    expect((await post("/sign-in", "no form", broken)).status).toBe(422);
    expect((await post("/sign-in", "no form", "multipart/form-data")).status).toBe(422);
    expect((await post("/sign-in/passkey", "{", "application/json")).status).toBe(422);
    const plain = "application/x-www-form-urlencoded";
    expect((await post("/sign-in", `email=${"a".repeat(70_000)}`, plain)).status).toBe(413);
    // Nobody reads the form of somebody who may not send it.
    expect((await post("/people", `name=${"a".repeat(13_000_000)}`, plain)).status).toBe(401);
    const name = "a".repeat(13_000_000);
    expect((await house.ask("admin", "/people", { method: "POST", fields: { name } })).status).toBe(413);
    expect((await house.ask("writer", "/people", { method: "POST", fields: { name } })).status).toBe(403);
  });
});

describe("a session", () => {
  test("that somebody planted before is not the one that signing in gives", async () => {
    const planted = "P".repeat(43);
    const headers = { Cookie: `__Host-herald=${planted}`, "Sec-Fetch-Site": "same-origin" };
    const body = new URLSearchParams({ email: "admin@example.org", password: "candle orbit walnut river" });
    const env = { incoming: { socket: { remoteAddress: "192.0.2.9" } } };
    const response = await house.app.request("https://herald.example.org/sign-in", { method: "POST", headers, body }, env);
    const [cookie = ""] = response.headers.getSetCookie();
    expect([response.status, cookie.startsWith("__Host-herald=")]).toEqual([303, true]);
    expect(cookie).not.toContain(planted);
    const again = await house.app.request("https://herald.example.org/me", { headers }, env);
    expect([again.status, again.headers.get("location")]).toEqual([303, "/sign-in?next=%2Fme"]);
  });
});

describe("behind a proxy that asks under a name of its own", () => {
  test("forms of the desk's own pages are taken, and others' are not", async () => {
    const asked = (Origin: string) =>
      house.ask("admin", "/pause", { method: "POST", fields: { reason: "x" }, headers: { Host: "127.0.0.1:8080", Origin } });
    expect((await asked("https://herald.example.org")).status).toBe(303);
    for (const origin of ["https://herald.example.com", "http://herald.example.org", "https://herald.example.org:8443", "null"])
      expect([origin, (await asked(origin)).status]).toEqual([origin, 403]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Login, type StandIns, startStandIns } from "../../../src/sandbox/index.ts";
import { ask, refusalOf, signedHeader, xClient } from "../../support/stand-ins.ts";

let standIns: StandIns;

beforeEach(async () => {
  standIns = await startStandIns();
});
afterEach(() => standIns.close());

async function knock(authorization: string, path = "/2/users/me"): Promise<number> {
  return (await ask(standIns, { host: "api.x.com", path, headers: { authorization } })).status;
}

describe("X's check of an OAuth 1.0a header", () => {
  it("lets a signed request in, once", async () => {
    const header = await signedHeader(standIns.logins.x, "users/me");
    expect(await knock(header)).toBe(200);
    expect(await knock(header)).toBe(401);
  });

  it.each(["X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_SECRET"])("refuses a wrong %s", async (name) => {
    const login: Login = { ...standIns.logins.x, [name]: `${standIns.logins.x[name]}x` };
    const refused = await refusalOf(xClient(standIns, login).v2.get("users/me"));
    expect(refused).toMatchObject({ code: 401, data: { title: "Unauthorized", status: 401 } });
  });

  it("refuses a signature made for another address, method or query", async () => {
    const header = () => signedHeader(standIns.logins.x, "users/me");
    expect(await knock(await header(), "/2/users/me?user.fields=url")).toBe(401);
    expect(await knock(await header(), "/2/tweets/1")).toBe(401);
    const posted = { host: "api.x.com", path: "/2/tweets", method: "POST", headers: { authorization: await header() } };
    expect((await ask(standIns, posted)).status).toBe(401);
  });

  it.each(["oauth_nonce", "oauth_version", "oauth_timestamp", "oauth_signature_method", "oauth_token"])(
    "refuses a header without %s",
    async (name) => {
      const header = await signedHeader(standIns.logins.x, "users/me");
      const less = header.replace(new RegExp(`${name}="[^"]*",?`), "").replace(/,$/, "");
      expect(less).not.toBe(header);
      expect(await knock(less)).toBe(401);
    },
  );

  it("refuses a field more, no header at all, and another scheme", async () => {
    const header = await signedHeader(standIns.logins.x, "users/me");
    expect(await knock(`${header},realm="x"`)).toBe(401);
    expect(await knock("")).toBe(401);
    expect(await knock("Basic eDp5")).toBe(401);
  });

  it("answers an app-only token with 403 unsupported-authentication", async () => {
    const said = await ask(standIns, { host: "api.x.com", path: "/2/users/me", headers: { authorization: "Bearer app" } });
    expect(said).toMatchObject({ status: 403, body: { type: "https://api.x.com/2/problems/unsupported-authentication" } });
  });

  it("refuses a timestamp more than five minutes off, either way", async () => {
    standIns.shiftClock(330_000);
    expect((await refusalOf(xClient(standIns).v2.get("users/me"))).code).toBe(401);
    standIns.shiftClock(-660_000);
    expect((await refusalOf(xClient(standIns).v2.get("users/me"))).code).toBe(401);
    standIns.shiftClock(180_000);
    await expect(xClient(standIns).v2.get("users/me")).resolves.toMatchObject({ data: { username: "RepublicPolicy" } });
  });

  it("refuses a revoked login until it is given back", async () => {
    standIns.rules.revoked = ["x"];
    expect((await refusalOf(xClient(standIns).v2.get("users/me"))).code).toBe(401);
    standIns.rules.revoked = [];
    await expect(xClient(standIns).v2.get("users/me")).resolves.toHaveProperty("data.id", standIns.people.x[0]?.id);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../../src/sandbox/index.ts";
import { ask, type Said } from "../../support/stand-ins.ts";

let standIns: StandIns;

beforeEach(async () => {
  standIns = await startStandIns();
});
afterEach(() => standIns.close());

function grant(changed: Record<string, string> = {}): Promise<Said> {
  const login = standIns.logins["youtube-community"];
  const fields = {
    grant_type: "refresh_token",
    client_id: login.YOUTUBE_CLIENT_ID ?? "",
    client_secret: login.YOUTUBE_CLIENT_SECRET ?? "",
    refresh_token: login.YOUTUBE_REFRESH_TOKEN ?? "",
    ...changed,
  };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return ask(standIns, {
    host: "oauth2.googleapis.com",
    path: "/token",
    method: "POST",
    headers,
    body: String(new URLSearchParams(fields)),
  });
}

function channels(token: string, query = "part=id&mine=true"): Promise<Said> {
  const headers = { authorization: `Bearer ${token}` };
  return ask(standIns, { host: "youtube.googleapis.com", path: `/youtube/v3/channels?${query}`, headers });
}

describe("Google's tokens", () => {
  it("are given for the right client and refresh token only", async () => {
    expect((await grant()).body).toMatchObject({ access_token: expect.any(String), expires_in: 3599, token_type: "Bearer" });
    expect(await grant({ client_secret: "x" })).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect(await grant({ refresh_token: "x" })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await grant({ grant_type: "password" })).toMatchObject({ status: 400, body: { error: "unsupported_grant_type" } });
    standIns.rules.revoked = ["youtube-community"];
    expect(await grant()).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("open the channel for an hour", async () => {
    const token = (await grant()).body.access_token;
    expect((await channels(token)).body.items).toEqual([{ kind: "youtube#channel", id: standIns.people.channels[0]?.id }]);
    expect((await channels("other")).status).toBe(401);
    standIns.shiftClock(3_600_000);
    expect(await channels(token)).toMatchObject({ status: 401, body: { error: { errors: [{ reason: "authError" }] } } });
  });
});

describe("Google's channels", () => {
  it("are told by part, and only one's own", async () => {
    const token = (await grant()).body.access_token;
    const [item] = (await channels(token, "part=snippet&part=id&mine=true")).body.items;
    expect(item.snippet).toMatchObject({ title: "Republic Policy", customUrl: "@republicpolicy" });
    expect((await channels(token, "mine=true")).status).toBe(400);
    expect((await channels(token, "part=id")).status).toBe(400);
  });

  it("are all there is: nothing can be posted", async () => {
    const said = await ask(standIns, { host: "www.googleapis.com", path: "/youtube/v3/posts", method: "POST" });
    expect(said.status).toBe(404);
  });
});

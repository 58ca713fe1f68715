import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PlatformId } from "../../src/domain/account.ts";
import type { Consent, Net, OAuth } from "../../src/platforms/oauth.ts";
import type { Secret } from "../../src/platforms/platform.ts";
import { registry } from "../../src/platforms/registry.ts";
import { apps } from "../../src/sandbox/index.ts";
import { type Choice, consent } from "../support/consent.ts";
import { deadlineIn } from "../support/platform-fixtures.ts";
import { openPlay, type Play } from "../support/platform-play.ts";

const callback = "http://127.0.0.1:8080/accounts/callback";
const verifier = "v".repeat(43);
const asking: Consent = { redirectUri: callback, state: "state-of-this-test-0001", verifier };
const where = "account of this test";

let play: Play;
let shiftedMs = 0;
beforeEach(async () => {
  shiftedMs = 0;
  play = await openPlay();
});
afterEach(() => play.close());

const net = (ms = 10_000): Net => ({ deadline: deadlineIn(ms), now: Date.now() + shiftedMs, sawDate: () => undefined });
const pass = (ms: number) => {
  shiftedMs += ms;
  play.standIns.shiftClock(ms);
};

function oauthOf(platform: PlatformId): OAuth {
  const { oauth } = registry[platform];
  if (!oauth) throw new Error(`${platform} has no OAuth.`);
  return oauth;
}

const clients: Readonly<Record<PlatformId, () => Secret>> = {
  x: () => ({ X_CLIENT_ID: apps.x.id, X_CLIENT_SECRET: apps.x.secret }),
  instagram: () => ({ INSTAGRAM_APP_ID: apps.instagram.id, INSTAGRAM_APP_SECRET: apps.instagram.secret }),
  "youtube-community": () => {
    const { YOUTUBE_CLIENT_ID = "", YOUTUBE_CLIENT_SECRET = "" } = play.standIns.logins["youtube-community"];
    return { YOUTUBE_CLIENT_ID, YOUTUBE_CLIENT_SECRET };
  },
};
const handles: Readonly<Record<PlatformId, string>> = {
  x: "RepublicPolicy",
  instagram: "republicpolicy",
  "youtube-community": "RepublicPolicy",
};
const all: readonly PlatformId[] = ["x", "instagram", "youtube-community"];

async function codeFor(platform: PlatformId, more: Partial<Choice> = {}, client = clients[platform]()): Promise<string> {
  const back = await consent(play.standIns, oauthOf(platform).authorize(asking, client), { handle: handles[platform], ...more });
  expect(back.href.startsWith(callback)).toBe(true);
  expect(back.searchParams.get("state")).toBe(asking.state);
  return back.searchParams.get("code") ?? "";
}

async function connected(platform: PlatformId, client = clients[platform]()): Promise<Secret> {
  const granted = await oauthOf(platform).exchange(await codeFor(platform, {}, client), asking, client, where, net());
  if (granted.kind !== "granted") throw new Error(granted.problem.message);
  return granted.secret;
}

describe.each(all)("connecting %s by consent", (platform) => {
  const oauth = oauthOf(platform);

  it("gives a login with which the adapter works, of the account that consented", async () => {
    const secret = await connected(platform);
    expect(registry[platform].remoteId(secret)).toBe(registry[platform].remoteId(play.standIns.logins[platform]));
    const session = await play.open(platform, secret);
    expect(await session.verify(deadlineIn(10_000))).toMatchObject({ ok: true });
  });

  it("takes a code once, from the address it was given to", async () => {
    const client = clients[platform]();
    const code = await codeFor(platform);
    const elsewhere = { ...asking, redirectUri: `${callback}/` };
    expect((await oauth.exchange(code, elsewhere, client, where, net())).kind).toBe("refused");
    const good = await codeFor(platform);
    expect((await oauth.exchange(good, asking, client, where, net())).kind).toBe("granted");
    const again = await oauth.exchange(good, asking, client, where, net());
    expect(again).toMatchObject({ kind: "refused", problem: { code: "account-oauth", where } });
    expect(JSON.stringify(again)).not.toContain(good);
  });

  it("names an app that the platform doesn't know, and no secret of it", async () => {
    const client = clients[platform]();
    const wrong = Object.fromEntries(Object.entries(client).map(([name, value]) => [name, /SECRET/.test(name) ? "a-wrong-secret" : value]));
    const refused = await oauth.exchange(await codeFor(platform), asking, wrong, where, net());
    expect(refused.kind).toBe("refused");
    expect(JSON.stringify(refused)).not.toContain("a-wrong-secret");
  });

  it("sends nothing to an address that isn't registered", async () => {
    const url = oauth.authorize({ ...asking, redirectUri: "https://elsewhere.example/accounts/callback" }, clients[platform]());
    await expect(consent(play.standIns, url, { handle: handles[platform] })).rejects.toThrow("not registered");
  });

  it("gives up in its time", async () => {
    const client = clients[platform]();
    const tokenHost = { x: "api.x.com", instagram: "api.instagram.com", "youtube-community": "oauth2.googleapis.com" }[platform];
    const code = await codeFor(platform);
    play.standIns.faults.add({ host: tokenHost, before: "hang" });
    const begun = performance.now();
    expect(await oauth.exchange(code, asking, client, where, net(300))).toMatchObject({ kind: "refused" });
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});

describe("PKCE", () => {
  it.each(["x", "youtube-community"] as const)("keeps a code of %s from whoever has no verifier", async (platform) => {
    const code = await codeFor(platform);
    const stolen = await oauthOf(platform).exchange(code, { ...asking, verifier: "w".repeat(43) }, clients[platform](), where, net());
    expect(stolen.kind).toBe("refused");
  });
});

describe("rights that were not granted", () => {
  it("stop X without media.write, in one sentence", async () => {
    const code = await codeFor("x", { without: ["media.write"] });
    const refused = await oauthOf("x").exchange(code, asking, clients.x(), where, net());
    expect(refused).toMatchObject({ kind: "refused", problem: { code: "account-rights" } });
    expect(refused.kind === "refused" && refused.problem.message).toBe(
      "X granted everything but media.write, and Herald can't post without.",
    );
  });

  it("stop Instagram and Google, too", async () => {
    const code = await codeFor("instagram", { without: ["instagram_business_content_publish"] });
    const refused = await oauthOf("instagram").exchange(code, asking, clients.instagram(), where, net());
    expect(refused).toMatchObject({ kind: "refused", problem: { code: "account-rights" } });
    const other = await codeFor("youtube-community", { without: ["https://www.googleapis.com/auth/youtube.readonly"] });
    const google = await oauthOf("youtube-community").exchange(other, asking, clients["youtube-community"](), where, net());
    expect(google.kind).toBe("refused");
  });

  it("come back as a refusal without a code where a person says no", async () => {
    const back = await consent(play.standIns, oauthOf("x").authorize(asking, clients.x()), { handle: "RepublicPolicy", allow: false });
    expect([back.searchParams.get("error"), back.searchParams.get("code")]).toEqual(["access_denied", null]);
  });
});

describe("X's codes and tokens", () => {
  const x = oauthOf("x");

  it("are given to a public client as well, which has no secret", async () => {
    const client = { X_CLIENT_ID: apps.xPublic.id };
    const secret = await connected("x", client);
    expect(secret).not.toHaveProperty("X_CLIENT_SECRET");
    expect((await x.renew(secret, {}, net())).kind).toBe("granted");
  });

  it("are too old after 30 seconds", async () => {
    const code = await codeFor("x");
    pass(31_000);
    expect((await x.exchange(code, asking, clients.x(), where, net())).kind).toBe("refused");
  });

  it("are renewed ahead of their two hours; what they were renewed from is dead", async () => {
    const first = await connected("x");
    expect(Math.round(((x.until(first) ?? 0) - Date.now()) / 60_000)).toBe(120);
    expect((x.until(first) ?? 0) - (x.renewAt(first, Date.now()) ?? 0)).toBe(20 * 60_000);
    pass(6_900_000);
    const renewed = await x.renew(first, clients.x(), net());
    if (renewed.kind !== "granted") throw new Error(renewed.reason);
    pass(600_000);
    const session = await play.open("x", renewed.secret);
    expect(await session.verify(deadlineIn(10_000))).toMatchObject({ ok: true, name: "@RepublicPolicy" });
    const old = await play.open("x", first);
    expect(await old.verify(deadlineIn(10_000))).toMatchObject({ ok: false, problem: { code: "account-credential" } });
    const again = await x.renew(first, clients.x(), net());
    expect(again).toEqual({ kind: "dead", reason: "X answered 400 invalid_request: Value passed for the token was invalid." });
  });

  it("are not given up while they live, where X's refusal names no token", async () => {
    const secret = await connected("x");
    const refusal = (error: string, words: string) => ({ status: 400, body: { error, error_description: words } });
    const said = async (before: ReturnType<typeof refusal>) => {
      play.standIns.faults.add({ host: "api.x.com", path: /oauth2\/token/, before });
      return (await x.renew(secret, clients.x(), net())).kind;
    };
    const lacking = refusal("invalid_request", "Missing required parameter [client_id].");
    expect(await said(lacking)).toBe("again");
    expect(await said(refusal("invalid_request", "Missing required parameter [refresh_token]."))).toBe("again");
    expect(await said(refusal("invalid_request", "Value passed for the token was invalid."))).toBe("dead");
    expect(await said(refusal("invalid_grant", ""))).toBe("dead");
    pass(7_300_000);
    expect(await said(lacking)).toBe("dead");
  });

  it("are renewed with the app's secret as it is set now, if it is the same app", async () => {
    const secret = { ...(await connected("x")), X_CLIENT_SECRET: "an-older-secret" };
    expect((await x.renew(secret, {}, net())).kind).toBe("again");
    expect((await x.renew(secret, { X_CLIENT_ID: "another-app", X_CLIENT_SECRET: "another" }, net())).kind).toBe("again");
    expect((await x.renew(secret, clients.x(), net())).kind).toBe("granted");
  });

  it("stay as they are where X is out of order", async () => {
    const secret = await connected("x");
    for (const trouble of [503, 429, "html", "cut"] as const) {
      play.standIns.faults.add({ host: "api.x.com", path: /oauth2\/token/, before: trouble });
      expect(await x.renew(secret, clients.x(), net())).toMatchObject({ kind: "again" });
    }
    expect((await x.renew(secret, clients.x(), net())).kind).toBe("granted");
  });
});

describe("Instagram's tokens", () => {
  const instagram = oauthOf("instagram");

  it("live sixty days, and are renewed from the thirtieth on, never in their first day", async () => {
    const secret = await connected("instagram");
    const days = (ms: number | null) => Math.round((ms ?? 0) / 86_400_000);
    expect(days((instagram.until(secret) ?? 0) - Date.now())).toBe(60);
    expect(days((instagram.renewAt(secret, Date.now()) ?? 0) - Date.now())).toBe(30);
    expect((await instagram.renew(secret, {}, net())).kind).toBe("again");
    pass(31 * 86_400_000);
    const renewed = await instagram.renew(secret, {}, net());
    expect(renewed.kind).toBe("granted");
    if (renewed.kind === "granted") expect(days((instagram.until(renewed.secret) ?? 0) - Date.now())).toBe(91);
    pass(61 * 86_400_000);
    expect((await instagram.renew(secret, {}, net())).kind).toBe("dead");
  });

  it("are renewed to learn their end where a person copied them, and not with Facebook Login", () => {
    const copied = play.standIns.logins.instagram;
    expect(instagram.renewAt(copied, 0)).toBe(25 * 3_600_000);
    expect(instagram.renewAt({ ...copied, INSTAGRAM_ACCESS_TOKEN: "EAAtoken" }, 0)).toBeNull();
  });
});

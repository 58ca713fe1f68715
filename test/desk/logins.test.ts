import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Meet } from "../../src/desk/connect.ts";
import { askPlatform } from "../../src/desk/connections.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { type Clock, systemClock } from "../../src/edge/clock.ts";
import { registry } from "../../src/platforms/registry.ts";
import { apps, joinStandIns, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { consent } from "../support/consent.ts";
import { deadlineIn } from "../support/platform-fixtures.ts";
import { type RenewalDesk, renewalDesk } from "../support/renewal-desk.ts";

const minuteMs = 60_000;
let standIns: StandIns;
let leave: () => void;
let directory: string;
let desk: RenewalDesk;
let aheadMs = 0;

const clock: Clock = { ...systemClock, now: () => Date.now() + aheadMs };
const pass = (ms: number) => {
  aheadMs += ms;
  standIns.shiftClock(ms);
};
const tokenRequests = () => standIns.requests.filter(({ path }) => path === "/2/oauth2/token").length;
const row = async () => {
  const found = await desk.store.renewals.of("x");
  if (!found) throw new Error("No login is kept.");
  return found;
};

async function connect(): Promise<void> {
  const { oauth } = registry.x;
  if (!oauth) throw new Error("X has no OAuth.");
  const asking = {
    redirectUri: "http://127.0.0.1:8080/accounts/callback",
    state: randomBytes(16).toString("hex"),
    verifier: "v".repeat(43),
  };
  const client = { X_CLIENT_ID: apps.x.id, X_CLIENT_SECRET: apps.x.secret };
  const back = await consent(standIns, oauth.authorize(asking, client), { handle: "RepublicPolicy" });
  const net = { deadline: deadlineIn(10_000), now: clock.now(), sawDate: () => undefined };
  const granted = await oauth.exchange(back.searchParams.get("code") ?? "", asking, client, "account x", net);
  if (granted.kind !== "granted") throw new Error(granted.problem.message);
  await desk.connect(granted.secret);
}

beforeEach(async () => {
  aheadMs = 0;
  standIns = await startStandIns();
  leave = joinStandIns(standIns);
  directory = mkdtempSync(join(tmpdir(), "herald-logins-"));
  desk = await renewalDesk(join(directory, "herald.db"), randomBytes(32).toString("hex"), clock, "the test/1/1");
  await connect();
});
afterEach(async () => {
  leave();
  await desk.store.close();
  await standIns.close();
  rmSync(directory, { recursive: true, force: true });
});

describe("logins on X", () => {
  it("are renewed when less than twenty minutes are left, and not before", async () => {
    const asked = tokenRequests();
    pass(99 * minuteMs);
    await desk.keeper.look();
    expect([tokenRequests() - asked, (await row()).generation]).toEqual([0, 1]);
    pass(2 * minuteMs);
    await desk.keeper.look();
    await desk.keeper.look();
    expect([tokenRequests() - asked, (await row()).generation]).toEqual([1, 2]);
    expect(await desk.store.openIncidents()).toEqual([]);
  });

  it("are not begun to be renewed once Herald should stop: what came of that might be lost with it", async () => {
    const asked = tokenRequests();
    pass(101 * minuteMs);
    await desk.keeper.look(AbortSignal.abort());
    expect([tokenRequests() - asked, (await row()).generation]).toEqual([0, 1]);
  });

  it("keep the one they were renewed from until they were used", async () => {
    pass(101 * minuteMs);
    await desk.keeper.look();
    expect((await row()).previous).not.toBeNull();
    const login = await desk.keeper.ready(desk.account);
    await desk.keeper.proven(desk.account, login?.generation ?? 0);
    expect((await row()).previous).toBeNull();
  });

  it("are tried later where X is out of order, and work on as long as they live", async () => {
    const clear = standIns.faults.add({ path: "/2/oauth2/token", before: 503, times: Number.POSITIVE_INFINITY });
    pass(101 * minuteMs);
    const asked = tokenRequests();
    await desk.keeper.look();
    await desk.keeper.look();
    expect(tokenRequests() - asked).toBe(1);
    expect(await row()).toMatchObject({
      failures: 1,
      dead: false,
      problem: "X could not be asked: its answer (503) could not be understood.",
    });
    expect(await desk.keeper.ready(desk.account)).toMatchObject({ generation: 1 });
    pass(minuteMs);
    await desk.keeper.look();
    expect(tokenRequests() - asked).toBe(2);
    expect((await desk.store.account("x")).pause).toBeNull();

    pass(20 * minuteMs);
    expect(await desk.keeper.ready(desk.account)).toBeNull();
    expect((await desk.store.account("x")).pause?.reason).toContain("could not be renewed yet. X could not be asked");
    expect((await desk.store.openIncidents()).map(({ kind }) => kind)).toEqual(["paused"]);

    clear();
    pass(20 * minuteMs);
    await desk.keeper.look();
    expect((await desk.store.account("x")).pause).toBeNull();
    expect(await desk.keeper.ready(desk.account)).toMatchObject({ generation: 2 });
    expect(await desk.store.openIncidents()).toEqual([]);
  });

  it("pause the account ahead of time when they are dead, once, and go on when it is connected again", async () => {
    standIns.rules.revoked = ["x"];
    pass(101 * minuteMs);
    await desk.keeper.look();
    const { pause } = await desk.store.account("x");
    expect(pause?.reason).toMatch(
      /^X doesn't know this login any more\. X answered 400 invalid_request.*Connect it again: `herald connect x`/,
    );
    const asked = tokenRequests();
    await desk.keeper.look();
    expect([tokenRequests(), await row()]).toEqual([asked, expect.objectContaining({ dead: true })]);
    standIns.rules.revoked = [];
    await connect();
    expect(await desk.keeper.ready(desk.account)).toMatchObject({ generation: 2 });
  });

  it("are renewed before somebody asks X whose they are; where that fails, they are told why", async () => {
    const asking = { ...desk.desk, actor: { id: "ayesha", role: "admin" } } as unknown as Desk;
    const token: string[] = [];
    const meet: Meet = async (account, secret) => {
      token.push(secret.X_USER_TOKEN ?? "");
      return { ok: true, remoteId: account.remoteId ?? "", name: "@outlet", url: "https://x.com/outlet", notes: [] };
    };
    const ask = async () => {
      const asked = await askPlatform(asking, "x", meet, desk.keeper);
      return asked.ok ? asked.value.name : asked.problems.map(({ message }) => message).join();
    };
    expect(await ask()).toBe("@outlet");
    pass(130 * minuteMs);
    expect([await ask(), (await row()).generation, new Set(token).size]).toEqual(["@outlet", 2, 2]);
    pass(130 * minuteMs);
    await desk.store.pause(null, { reason: "A copy.", since: clock.now(), until: null, by: "ayesha" });
    expect(await ask()).toBe("Its login ran out, and while everything is paused none is renewed.");
    const house = await desk.store.housePause();
    if (house) await desk.store.resume(null, house);
    standIns.rules.revoked = ["x"];
    expect(await ask()).toMatch(/^X doesn't know this login any more\./);
    expect(token).toHaveLength(2);
  });

  it("that X refuses before their time are renewed once, and not again at once", async () => {
    pass(10 * minuteMs);
    const first = await desk.keeper.ready(desk.account);
    expect(await desk.keeper.replaced(desk.account, first?.generation ?? 0)).toBe(true);
    const second = await desk.keeper.ready(desk.account);
    expect(second?.generation).toBe(2);
    const asked = tokenRequests();
    expect(await desk.keeper.replaced(desk.account, 2)).toBe(false);
    expect(await desk.keeper.replaced(desk.account, 1)).toBe(true);
    expect(tokenRequests()).toBe(asked);
  });

  it("are not renewed while everything is paused: in a copy that would take them from the original", async () => {
    await desk.store.pause(null, { reason: "A copy.", since: clock.now(), until: null, by: "herald" });
    pass(121 * minuteMs);
    const asked = tokenRequests();
    await desk.keeper.look();
    expect(await desk.keeper.ready(desk.account)).toBeNull();
    expect([tokenRequests() - asked, (await desk.store.account("x")).pause]).toEqual([0, null]);
    await desk.store.resume(null);
    expect(await desk.keeper.ready(desk.account)).toMatchObject({ generation: 2 });
  });

  it("of somebody else are not sent with", async () => {
    const key = Buffer.from(desk.key.bytes).toString("hex");
    const other = await renewalDesk(join(directory, "herald.db"), key, clock, "another/2/2", { remoteId: "1900000000000000002" });
    expect(await other.keeper.ready(other.account)).toBeNull();
    await other.store.close();
  });
});

describe("logins of other platforms", () => {
  const dayMs = 86_400_000;
  const lay = (more: Parameters<typeof renewalDesk>[4]) =>
    renewalDesk(join(directory, "other.db"), randomBytes(32).toString("hex"), clock, "the test/1/1", more);

  it("are looked at daily where posts go out without them, and a dead one is told without a pause", async () => {
    const youtube = await lay({ platform: "youtube-community", remoteId: "UCsandboxRepublicPolicy0" });
    await youtube.connect(standIns.logins["youtube-community"]);
    pass(dayMs + minuteMs);
    await youtube.keeper.look();
    expect(await youtube.store.renewals.of("youtube-community")).toMatchObject({ generation: 2, dead: false });
    standIns.rules.revoked = ["youtube-community"];
    pass(dayMs + minuteMs);
    await youtube.keeper.look();
    const [incident, ...more] = await youtube.store.openIncidents();
    expect([incident?.kind, incident?.account, more]).toEqual(["login", "youtube-community", []]);
    expect(incident?.reason).toContain("Google answered 400 invalid_grant: Token has been expired or revoked.");
    expect((await youtube.store.account("youtube-community")).pause).toBeNull();
    expect(await youtube.keeper.ready(youtube.account)).toMatchObject({ generation: 2 });
    standIns.rules.revoked = [];
    await youtube.connect(standIns.logins["youtube-community"]);
    await youtube.keeper.look();
    expect(await youtube.store.openIncidents()).toEqual([]);
    await youtube.store.close();
  });

  it("of sixty days are renewed by the month, and a copied one to learn its end", async () => {
    const instagram = await lay({ platform: "instagram", remoteId: "17841400000000001" });
    await instagram.connect(standIns.logins.instagram);
    expect((await instagram.store.renewals.of("instagram"))?.expiresAt).toBeNull();
    pass(26 * 3_600_000);
    await instagram.keeper.look();
    const learnt = await instagram.store.renewals.of("instagram");
    expect(learnt?.generation).toBe(2);
    expect(Math.round(((learnt?.expiresAt ?? 0) - clock.now()) / dayMs)).toBe(60);
    pass(29 * dayMs);
    await instagram.keeper.look();
    expect((await instagram.store.renewals.of("instagram"))?.generation).toBe(2);
    pass(2 * dayMs);
    await instagram.keeper.look();
    expect((await instagram.store.renewals.of("instagram"))?.generation).toBe(3);
    expect(await instagram.store.openIncidents()).toEqual([]);
    await instagram.store.close();
  });

  it("that nobody renews are told ahead: of the environment", async () => {
    const token = { ...standIns.logins.instagram, INSTAGRAM_TOKEN_EXPIRES: new Date(clock.now() + 9.5 * dayMs).toISOString() };
    const given = await lay({ platform: "instagram", remoteId: "17841400000000001", environment: token });
    await given.keeper.look();
    await given.keeper.look();
    const open = await given.store.openIncidents();
    expect(open.map(({ kind, reason }) => [kind, reason])).toEqual([["login", expect.stringContaining("runs out in 10 days, at ")]]);
    pass(7 * dayMs);
    await given.keeper.look();
    expect((await given.store.openIncidents()).map(({ reason }) => reason)).toEqual([expect.stringContaining("runs out in 3 days, at ")]);
    await given.store.close();
  });

  it("that could not be renewed for weeks are told ahead, too, and no more once they are", async () => {
    const instagram = await lay({ platform: "instagram", remoteId: "17841400000000001" });
    await instagram.connect(standIns.logins.instagram);
    pass(26 * 3_600_000);
    await instagram.keeper.look();
    const clear = standIns.faults.add({ path: "/refresh_access_token", before: 503, times: Number.POSITIVE_INFINITY });
    for (let day = 0; day < 49; day += 1) {
      pass(dayMs);
      await instagram.keeper.look();
    }
    expect(await instagram.store.openIncidents()).toEqual([]);
    pass(2 * dayMs);
    await instagram.keeper.look();
    expect((await instagram.store.openIncidents()).map(({ reason }) => reason)).toEqual([expect.stringContaining("runs out in 9 days")]);
    clear();
    pass(dayMs);
    await instagram.keeper.look();
    expect(await instagram.store.openIncidents()).toEqual([]);
    await instagram.store.close();
  });
});

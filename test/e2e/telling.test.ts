import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OpenIncident } from "../../src/desk/incidents.ts";
import { topics } from "../../src/domain/incident.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { incident } from "../../src/notify/incident.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { freePort, type Home, makeHome, until } from "../support/herald.ts";
import { type HookServer, startHook } from "../support/hook-server.ts";
import { type SmtpServer, startSmtp } from "../support/smtp-server.ts";

let standIns: StandIns;
let hook: HookServer;
let mailbox: SmtpServer;
let home: Home;

const secret = "s3cr3t-t0ken";

beforeAll(async () => {
  standIns = await startStandIns();
  mailbox = await startSmtp();
});

afterAll(async () => {
  home?.remove();
  await hook?.close();
  await mailbox?.close();
  await standIns?.close();
});

beforeEach(async () => {
  home?.remove();
  await hook?.close();
  hook = await startHook(`/${secret}`);
  const port = String(await freePort());
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "1500", HERALD_SETTLE_MS: "1600", HERALD_LEASE_MS: "1700", HERALD_TICK_MS: "50" };
  home = makeHome(
    {
      ...standIns.envForChild(),
      ...standIns.logins.x,
      ...standIns.logins["youtube-community"],
      ...timing,
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: "file:data/herald.db",
      NOTIFY_WEBHOOK_URL: hook.url,
      SMTP_URL: `smtp://herald:${secret}@127.0.0.1:${mailbox.port}`,
      NOTIFY_EMAIL_TO: "desk@example.org",
      NOTIFY_EMAIL_FROM: "Herald <herald@example.org>",
    },
    "together",
  );
});

/** Adds a summary and gives its posts by platform. */
async function add(name: string): Promise<Readonly<Record<string, string>>> {
  const text = `The ${name} scheme pays for seed before the first rain. Farmers of ${name} apply at the district office.\n`;
  const { posts } = await home.json(["add", home.write(`${name}.txt`, text)]);
  return Object.fromEntries(posts.map(({ platform, id }) => [platform, String(id)]));
}

const publishNow = (id = "") => home.json(["approve", id, "--now"]);

async function incidents(): Promise<readonly OpenIncident[]> {
  return (await home.json(["status"])).incidents as readonly OpenIncident[];
}

describe("telling people, by the real command line", () => {
  it("tells of a hand-off by webhook and e-mail, lists it in status, and is through when it is done", async () => {
    const { "youtube-community": id = "" } = await add("Badin");
    await publishNow(id);
    const before = mailbox.mails.length;
    const { code, stderr } = await home.run(["worker", "--until-idle"]);
    expect(code, stderr).toBe(0);
    expect(hook.messages).toMatchObject([{ kind: "hand-off", post: { id }, subject: `${id} is yours to post on youtube` }]);
    expect(hook.messages[0]?.paste).toContain("The Badin scheme pays for seed before the first rain.");
    expect(mailbox.mails.slice(before)).toHaveLength(1);
    expect(mailbox.mails[before]?.text).toContain(`herald done ${id} --url ADDRESS`);
    expect(
      (await incidents()).map(({ kind, tellings }) => [kind, tellings.map(({ channel, toldAt }) => [channel, toldAt !== null])]),
    ).toEqual([
      [
        "hand-off",
        [
          ["email", true],
          ["webhook", true],
        ],
      ],
    ]);
    await home.json(["done", id, "--unverified"]);
    expect(await incidents()).toEqual([]);
  });

  it("says “do not post” of an open hand-off as soon as its account is paused, and that it may be posted after", async () => {
    const { "youtube-community": id = "" } = await add("Thatta");
    await publishNow(id);
    await home.run(["worker", "--until-idle"]);
    await home.run(["pause", "youtube", "--reason", "The channel is under attack"]);
    expect(await incidents()).toMatchObject([{ kind: "do-not-post", subject: `Do not post ${id} on youtube: it is paused` }]);
    expect((await home.run(["status"])).stdout).toContain(`Do not post ${id} on youtube`);
    await home.run(["worker", "--until-idle"]);
    await home.run(["resume", "youtube"]);
    await home.run(["worker", "--until-idle"]);
    expect(hook.messages.map(({ kind }) => kind)).toEqual(["hand-off", "do-not-post", "hand-off"]);
    expect(new Set(hook.messages.map(({ id: message }) => message)).size).toBe(3);
  });

  it("keeps what may stand twice open until a person has seen to it, and dismisses nothing else", async () => {
    const { "youtube-community": id = "" } = await add("Jati");
    const twice = incident({
      id: `duplicate:${id}:1+2`,
      topic: topics.duplicate(id),
      kind: "duplicate",
      account: "x",
      post: id,
      ids: ["1", "2"],
    });
    const store = await openSqlite({ file: join(home.directory, "data", "herald.db"), now: systemClock.now });
    await store.attend(twice.topic, () => twice, systemClock.now());
    await store.attend(
      topics.clock,
      () => incident({ id: "clock:1", topic: topics.clock, kind: "clock", reason: "Off." }),
      systemClock.now(),
    );
    await store.close();
    expect((await home.run(["status"])).stdout).toContain(`herald dismiss duplicate:${id}:1+2`);
    expect((await home.run(["dismiss", "clock:1"])).code).toBe(1);
    expect((await home.run(["dismiss", "nothing"])).code).toBe(1);
    expect((await home.run(["dismiss", twice.id])).code).toBe(0);
    expect((await incidents()).map(({ kind }) => kind)).toEqual(["clock"]);
    expect((await home.run(["dismiss", twice.id])).code).toBe(1);
    expect((await home.run(["audit", "--post", id])).stdout.match(/dismiss/g)).toHaveLength(1);
    expect((await home.run(["audit", "--verify"])).code).toBe(0);
  });

  it("publishes while the webhook hangs", async () => {
    const { "youtube-community": waiting = "", x = "" } = await add("Sujawal");
    hook.reactions.push("hang", "hang", "hang");
    const worker = home.spawn(["worker"]);
    await publishNow(waiting);
    await until("the webhook hangs", () => hook.messages.length === 1);
    await publishNow(x);
    await until("the post is out", async () => (await home.json(["show", x])).posts[0]?.state === "published");
    expect(hook.messages).toHaveLength(1);
    expect((await incidents())[0]?.tellings.find(({ channel }) => channel === "webhook")).toMatchObject({
      toldAt: null,
      tries: 1,
      problem: null,
    });
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
  });

  it("tells after a kill what was happening then: a message in hand is sent again at the next start", async () => {
    const { "youtube-community": id = "" } = await add("Umerkot");
    hook.reactions.push("hang");
    const worker = home.spawn(["worker"]);
    await publishNow(id);
    await until("the message is on its way", () => hook.messages.length === 1);
    worker.child.kill("SIGKILL");
    await worker.ended;
    expect((await incidents())[0]?.tellings.find(({ channel }) => channel === "webhook")?.toldAt).toBeNull();
    await home.run(["worker", "--until-idle"]);
    expect(hook.messages.map(({ id: message }) => message)).toEqual([hook.messages[0]?.id, hook.messages[0]?.id]);
    await home.run(["worker", "--until-idle"]);
    expect(hook.messages).toHaveLength(2);
  });

  it("tells once that a platform can't be reached, however many tries meet it, and says nowhere what must stay secret", async () => {
    const { x = "" } = await add("Matiari");
    standIns.faults.add({ connect: "refuse", host: "api.x.com", times: Number.POSITIVE_INFINITY });
    await publishNow(x);
    const worker = home.spawn(["worker"]);
    await until("it was tried twice", async () => {
      const journal = (await home.json(["show", x])).posts[0]?.journal as readonly { kind: string }[] | undefined;
      return (journal ?? []).filter(({ kind }) => kind === "outcome").length >= 2;
    });
    await until("people were told", () => hook.messages.length > 0);
    worker.child.kill("SIGTERM");
    await worker.ended;
    standIns.faults.clear();
    expect(hook.messages.map(({ kind }) => kind)).toEqual(["unreachable"]);
    const status = await home.run(["status", "--json"]);
    expect(JSON.stringify(hook.messages.map(({ path: _path, ...message }) => message)) + status.stdout + worker.said()).not.toContain(
      secret,
    );
  });

  it.each([
    ["NOTIFY_WEBHOOK_URL", "not an address"],
    ["SMTP_URL", "https://mail.example.org"],
    ["NOTIFY_EMAIL_TO", "nobody"],
  ])("refuses a wrong %s before anything starts", async (name, value) => {
    const wrong = makeHome({ [name]: value, DATABASE_URL: "file:data/herald.db" });
    const { code, stderr } = await wrong.run(["list"]);
    wrong.remove();
    expect(code).toBe(2);
    expect(stderr).toContain(name);
    expect(stderr).not.toContain(value === "nobody" ? "undefined" : value);
  });
});

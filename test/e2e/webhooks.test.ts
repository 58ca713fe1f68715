import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { type EventReceiver, isSigned, startReceiver } from "../support/event-receiver.ts";
import { freePort, type Home, makeHome, until } from "../support/herald.ts";

let standIns: StandIns;
let receiver: EventReceiver;
let home: Home;
let folder: string;

beforeAll(async () => {
  standIns = await startStandIns();
  folder = mkdtempSync(join(tmpdir(), "herald-hooks-"));
});
afterAll(async () => {
  home?.remove();
  await receiver?.close();
  await standIns?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  home?.remove();
  await receiver?.close();
  receiver = await startReceiver();
  const port = String(await freePort());
  const env = standIns.envForChild();
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "1500", HERALD_SETTLE_MS: "1600", HERALD_LEASE_MS: "1700", HERALD_TICK_MS: "50" };
  const authorities = join(folder, "authorities.pem");
  writeFileSync(authorities, `${readFileSync(env.NODE_EXTRA_CA_CERTS ?? "", "utf8")}\n${receiver.caPem}`);
  home = makeHome(
    {
      ...env,
      ...standIns.logins.x,
      ...timing,
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: "file:data/herald.db",
      HERALD_SECRET: "q3J8mZ0w7Vb1Xn5Kc9Rt2Ye6Ua4Ds8Lf0Gh7Pj3Wk5=",
      NODE_EXTRA_CA_CERTS: authorities,
    },
    "together",
  );
});

interface Webhook {
  readonly id: string;
  readonly state: string;
  readonly waiting: number;
}

/** @returns its name and its secret */
async function listen(...options: readonly string[]): Promise<{ readonly id: string; readonly secret: string }> {
  const added = await home.json(["webhook", "add", `${receiver.origin}/hooks/t0ken`, ...options]);
  return { id: (added.webhook as Webhook).id, secret: String(added.secret) };
}

async function published(name: string): Promise<string> {
  const text = `The ${name} scheme pays for seed before the first rain. Farmers of ${name} apply at the district office.\n`;
  const { posts } = await home.json(["add", home.write(`${name}.txt`, text)]);
  const id = String(posts.find(({ platform }) => platform === "x")?.id);
  await home.json(["approve", id, "--now"]);
  return id;
}

const work = async () => {
  const { code, stderr } = await home.run(["worker", "--until-idle"]);
  expect(code, stderr).toBe(0);
};
const about = (id: string) => receiver.received.filter(({ body }) => body.data.id === id);

describe("webhooks, by the real command line", () => {
  it("tells of every change, signed so that anybody who follows the convention can tell", async () => {
    const { id: name, secret } = await listen();
    const id = await published("Badin");
    await work();
    expect(about(id).map(({ body }) => [body.type, body.data.state])).toEqual([
      ["post.drafted", "draft"],
      ["post.approved", "approved"],
      ["post.publishing", "publishing"],
      ["post.published", "published"],
    ]);
    for (const one of receiver.received) expect(isSigned(one, secret)).toBe(true);
    const [first] = receiver.received;
    expect(first && isSigned({ ...first, text: first.text.replace("draft", "drift") }, secret)).toBe(
      first?.text.includes("draft") !== true,
    );
    expect(new Set(receiver.received.map(({ id: message }) => message)).size).toBe(receiver.received.length);
    const out = about(id).at(-1)?.body;
    expect(out?.data).toMatchObject({
      account: "x",
      platform: "x",
      url: expect.stringMatching(/^https:\/\/x\.com\//),
      change: { transition: "publish" },
    });
    expect(out?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const shown = await home.run(["webhook", "list"]);
    expect(shown.stdout).toContain(`${name}  ${receiver.origin}/…  plain, on`);
    expect(shown.stdout + readFileSync(`${home.directory}/data/herald.db`, "latin1")).not.toContain("t0ken");
  });

  it("sends the same again, under the same id, after a worker was killed between delivery and its note of it", async () => {
    await listen("--events", "post.published");
    const id = await published("Thatta");
    const worker = home.spawn(["worker"]);
    // What arrived is not noted yet: the receiver answers only after the worker's end.
    receiver.reactions.push(() => void worker.child.kill("SIGKILL"));
    await worker.ended;
    await until("the event arrived once", () => about(id).length === 1);
    await work();
    const [once, again] = about(id);
    expect(about(id)).toHaveLength(2);
    expect([again?.id, again?.text]).toEqual([once?.id, once?.text]);
    await work();
    expect(about(id)).toHaveLength(2);
  });

  it("shows one that fails, sends nothing to one that is gone, and replays", async () => {
    const { id: name, secret } = await listen("--events", "post.approved,post.published");
    receiver.reactions.push(500, 410);
    const id = await published("Jati");
    await work();
    const failing = (await home.json(["status"])).webhooks as readonly string[];
    expect(failing.join(" ")).toMatch(/(takes nothing since .* it answered 500|is off: it answered 410)/);
    await home.json(["webhook", "off", name]);
    const before = receiver.received.length;
    await work();
    expect(receiver.received).toHaveLength(before);
    expect((await home.run(["webhook", "replay", name, "--since", "2020-01-01 00:00"])).stderr).toContain("It is switched off.");
    await home.json(["webhook", "on", name]);
    expect(await home.json(["webhook", "replay", name, "--since", "2020-01-01 00:00"])).toEqual({ replayed: 2 });
    receiver.reactions.splice(0);
    await work();
    expect(receiver.received.slice(before).map(({ body }) => body.type)).toEqual(["post.approved", "post.published"]);
    const last = receiver.received.at(-1);
    await home.json(["webhook", "replay", name, "--event", last?.id ?? ""]);
    const renewed = await home.json(["webhook", "secret", name]);
    await work();
    const anew = receiver.received.at(-1);
    expect([anew?.id, anew?.text, anew?.body.data.id]).toEqual([last?.id, last?.text, id]);
    expect(anew && [isSigned(anew, secret), isSigned(anew, String(renewed.secret))]).toEqual([true, true]);
    expect((await home.json(["webhook", "test", name])).arrived).toBe(name);
    expect(receiver.received.at(-1)?.body.type).toBe("webhook.test");
  });

  it("refuses addresses that anybody could read along, and says what is missing", async () => {
    const refused = async (...words: readonly string[]) => (await home.run(["webhook", ...words])).stderr;
    expect(await refused("add", "http://example.org/hook")).toContain("It is not https");
    expect(await refused("add", "ftp://example.org/hook")).toContain("no web address");
    expect(await refused("add", "https://me:secret@example.org/hook")).toContain("carries a login");
    expect(await refused("add", "https://example.org/hook", "--events", "post.sung")).toContain("No event is called post.sung.");
    const { id } = (await home.json(["webhook", "add", "https://192.168.7.7/hook"])).webhook as Webhook;
    expect(await refused("test", id)).toContain("it lies in a private network");
  });
});

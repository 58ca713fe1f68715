import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../../src/edge/clock.ts";
import { type Fault, instagramError, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import {
  ask,
  askInstagram,
  drawPicture,
  openPictureServer,
  refusalOf,
  type Said,
  signedHeader,
  strangerOnX,
  xClient,
} from "../support/stand-ins.ts";

const slept: number[] = [];
const clock: Clock = {
  ...systemClock,
  sleep: async (ms) => {
    if (ms > 0) slept.push(ms);
  },
};
let standIns: StandIns;

beforeEach(async () => {
  slept.length = 0;
  standIns = await startStandIns({ clock });
});
afterEach(() => standIns.close());

function post(text = "Once"): Promise<{ data?: { id: string } }> {
  return xClient(standIns).v2.post("tweets", { text });
}

function shown(): number {
  return standIns.readers().length;
}

async function knock(signal?: AbortSignal): Promise<Said> {
  const authorization = await signedHeader(standIns.logins.x, "users/me");
  return ask(standIns, { host: "api.x.com", path: "/2/users/me", headers: { authorization }, ...(signal && { signal }) });
}

const tweets = { host: "api.x.com", method: "POST", path: "/2/tweets" } as const;

describe("a fault before the effect", () => {
  it.each(["cut", "cut-midway", "malformed"] as const)("%s leaves no answer and no effect", async (before) => {
    standIns.faults.add({ ...tweets, before });
    await expect(post()).rejects.toThrow();
    expect(shown()).toBe(0);
    expect(standIns.requests).toMatchObject([{ effect: false, status: null }]);
    await post();
    expect(shown()).toBe(1);
  });

  it.each([401, 402, 403, 429, 500, 503])("%i is said in X's words, with rate headers", async (before) => {
    standIns.faults.add({ ...tweets, before });
    const refused = await refusalOf(post());
    expect(refused.code).toBe(before);
    expect(refused.headers["x-rate-limit-limit"]).toBe("100");
    expect(refused.headers["x-rate-limit-remaining"]).toBe(before === 429 ? "0" : "99");
    expect(shown()).toBe(0);
  });

  it("says whatever a test gives it", async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 60);
    standIns.faults.add({ ...tweets, before: { status: 429, body: { title: "usage-capped" }, headers: { "x-rate-limit-reset": reset } } });
    const refused = await refusalOf(post());
    expect(refused).toMatchObject({ code: 429, data: { title: "usage-capped" }, headers: { "x-rate-limit-reset": reset } });
  });

  it("hangs until the client gives up", async () => {
    standIns.faults.add({ before: "hang" });
    await expect(knock(AbortSignal.timeout(300))).rejects.toThrow(/abort/i);
    expect((await knock()).status).toBe(200);
  });

  it("only waits where it is a delay", async () => {
    standIns.faults.add({ ...tweets, before: { delayMs: 5000 } });
    expect(await post()).toHaveProperty("data.id");
    expect(slept).toEqual([5000]);
  });
});

describe("a fault after the effect", () => {
  it.each<Fault>([
    { after: "cut" },
    { after: "cut-midway" },
    { after: "malformed" },
    { after: 500 },
    { after: 503 },
    { after: { status: 403, body: { detail: "no" } } },
  ])("%o hides that it took effect", async (fault) => {
    standIns.faults.add({ ...tweets, ...fault });
    await expect(post()).rejects.toThrow();
    expect(shown()).toBe(1);
    expect(standIns.requests).toMatchObject([{ effect: true, status: 201 }]);
  });

  it("may leave an answer without an id, or a page, which the SDK takes for an answer", async () => {
    standIns.faults.add({ ...tweets, after: "empty" });
    standIns.faults.add({ ...tweets, nth: 2, after: "html" });
    expect(await post("One")).not.toHaveProperty("data");
    expect(await post("Two")).toMatch(/^<!DOCTYPE html>/);
    expect(shown()).toBe(2);
  });

  it("hangs until the client gives up", async () => {
    standIns.faults.add({ after: "hang" });
    await expect(knock(AbortSignal.timeout(300))).rejects.toThrow(/abort/i);
    expect(standIns.requests).toMatchObject([{ effect: true, status: 200 }]);
  });

  it("dribbles a whole answer out in ten pieces", async () => {
    standIns.faults.add({ after: { dribbleMs: 700 } });
    expect((await knock()).body).toHaveProperty("data.username", "RepublicPolicy");
    expect(slept).toEqual(Array.from({ length: 10 }, () => 700));
  });

  it("lets Instagram call a publish spam that went through", async () => {
    const pictures = await openPictureServer();
    const image_url = pictures.serve("a.jpg", await drawPicture(500, 500));
    const me = standIns.people.instagram[0]?.id;
    standIns.rules.readyAfterPolls = 0;
    standIns.faults.add({ host: "graph.instagram.com", path: /media_publish$/, after: { status: 403, body: instagramError("spam").body } });
    const { id } = (await askInstagram(standIns)("POST", `${me}/media`, { image_url })).body;
    const said = await askInstagram(standIns)("POST", `${me}/media_publish`, { creation_id: id });
    expect(said).toMatchObject({ status: 403, body: { error: { code: 4, error_subcode: 2207051 } } });
    expect(shown()).toBe(1);
    await pictures.close();
  });

  it.each([
    ["graph.instagram.com", "/v26.0/me", "error.code"],
    ["oauth2.googleapis.com", "/token", "error.errors"],
  ])("is said in the words of %s", async (host, path, field) => {
    standIns.faults.add({ host, before: 500 });
    expect(await ask(standIns, { host, path })).toMatchObject({ status: 500, body: expect.toSatisfy((body) => reaches(body, field)) });
  });
});

function reaches(body: unknown, field: string): boolean {
  return field.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], body) !== undefined;
}

describe("a rule", () => {
  it("strikes the nth request that fits, and so many after it", async () => {
    standIns.faults.add({ path: /^\/2\/users\//, nth: 2, times: 2, before: 500 });
    const codes: number[] = [];
    for (let n = 0; n < 4; n += 1) codes.push((await knock()).status);
    expect(codes).toEqual([200, 500, 500, 200]);
  });

  it("leaves other hosts, methods and paths alone", async () => {
    standIns.faults.add({ host: "upload.x.com", before: 500 });
    standIns.faults.add({ method: "POST", before: 500 });
    standIns.faults.add({ path: "/2/users", before: 500 });
    expect((await knock()).status).toBe(200);
  });

  it("may be about one account, known by its login on any platform", async () => {
    const stranger = standIns.people.x[1]?.id ?? "";
    standIns.faults.add({ by: stranger, before: 500, nth: 2 });
    await strangerOnX(standIns).v2.get("users/me");
    expect((await knock()).status).toBe(200);
    await askInstagram(standIns)("GET", "me", { fields: "id" });
    await ask(standIns, { host: "api.x.com", path: "/2/users/me" });
    expect((await refusalOf(strangerOnX(standIns).v2.get("users/me"))).code).toBe(500);
    const [outlet, instagram] = [standIns.people.x[0]?.id, standIns.people.instagram[0]?.id];
    expect(standIns.requests.map(({ by }) => by)).toEqual([stranger, outlet, instagram, null, stranger]);
  });

  it("may strike for ever, until it is taken back or all are cleared", async () => {
    const takeBack = standIns.faults.add({ times: Number.POSITIVE_INFINITY, before: 500 });
    expect([(await knock()).status, (await knock()).status]).toEqual([500, 500]);
    takeBack();
    standIns.faults.add({ before: 503 });
    standIns.faults.clear();
    expect((await knock()).status).toBe(200);
  });

  it("counts every request that fits, also one that another rule strikes", async () => {
    standIns.faults.add({ before: 500 });
    standIns.faults.add({ nth: 2, before: 503 });
    expect([(await knock()).status, (await knock()).status, (await knock()).status]).toEqual([500, 503, 200]);
  });
});

describe("a connection", () => {
  it.each<Fault>([{ connect: "refuse" }, { connect: "cut" }, { handshake: "cut" }])(
    "is broken by %o before anything is sent",
    async (fault) => {
      standIns.faults.add({ host: "api.x.com", ...fault });
      await expect(knock()).rejects.toThrow();
      expect(standIns.requests).toEqual([]);
      expect((await knock()).status).toBe(200);
    },
  );

  it.each<Fault>([{ connect: "hang" }, { handshake: "stall" }])("is held up by %o until the client gives up", async (fault) => {
    standIns.faults.add(fault);
    await expect(knock(AbortSignal.timeout(300))).rejects.toThrow(/abort/i);
    expect(standIns.requests).toEqual([]);
    expect((await knock()).status).toBe(200);
  });
});

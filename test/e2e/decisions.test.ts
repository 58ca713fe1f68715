import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { type RequestFault, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, until } from "../support/herald.ts";

/** Every sentence of the posts below stands in the summary. */
const sentences = (name: string) => [
  `The ${name} scheme pays for seed before the first rain.`,
  `Farmers of ${name} apply at the district office.`,
  `A council of ${name} hears complaints.`,
];

let standIns: StandIns;
let home: Home;

beforeAll(async () => {
  standIns = await startStandIns();
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "1500", HERALD_SETTLE_MS: "1600", HERALD_LEASE_MS: "1700", HERALD_TICK_MS: "50" };
  const port = String(await freePort());
  const where = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: "file:data/herald.db" };
  const logins = { ...standIns.logins.x, ...standIns.logins["youtube-community"] };
  home = makeHome({ ...standIns.envForChild(), ...logins, ...timing, ...where }, "together");
});

afterAll(async () => {
  home?.remove();
  await standIns?.close();
});

afterEach(() => standIns.faults.clear());

async function ask(...words: readonly string[]): Promise<PostReport> {
  const answer = await home.json(words);
  const [post] = answer.posts ?? [];
  if (!post) throw new Error(`${words.join(" ")}: ${JSON.stringify(answer.problems)}`);
  return post;
}

async function problemOf(...words: readonly string[]) {
  const { code, stdout } = await home.run([...words, "--json"]);
  const [problem] = JSON.parse(stdout).problems ?? [];
  return { exit: code, ...problem };
}

function parts(texts: readonly string[]): string {
  return JSON.stringify({ parts: texts.map((text) => ({ text, media: [] })) });
}

async function work(): Promise<void> {
  const { code, stderr } = await home.run(["worker", "--until-idle"]);
  expect(code, stderr).toBe(0);
}

/** A thread of three parts, approved for now. */
async function thread(name: string): Promise<string> {
  const file = home.write(`${name}.txt`, `${sentences(name).join(" ")}\n`);
  const { posts } = await home.json(["add", file]);
  const id = String(posts.find(({ platform }) => platform === "x")?.id);
  await ask("edit", id, "--file", home.write(`${name}.json`, parts(sentences(name))));
  expect(await ask("approve", id, "--now")).toMatchObject({ state: "approved" });
  return id;
}

const refusal = { status: 403, body: { title: "Forbidden", detail: "You are not permitted to perform this action.", status: 403 } };

function strike(nth: number, trouble: { before: RequestFaultTrouble } | { after: RequestFaultTrouble }): void {
  standIns.faults.add({ host: "api.x.com", method: "POST", path: "/2/tweets", nth, ...trouble });
}
type RequestFaultTrouble = Extract<RequestFault, { before: unknown }>["before"];

/** X can't tell what it shows. */
function blindTimeline(): () => void {
  return standIns.faults.add({ host: "api.x.com", method: "GET", path: /\/tweets$/, times: Infinity, before: 403 });
}

function seen(name: string): readonly string[] {
  const read = standIns.readers().filter(({ parts }) => parts.some(({ text }) => text.includes(name)));
  return read.flatMap(({ parts }) => parts.map(({ text }) => text));
}

function deletes(): readonly string[] {
  return standIns.requests.filter(({ method, effect }) => method === "DELETE" && effect).map(({ path }) => path.split("/").at(-1) ?? "");
}

/** A thread of which parts 1 and 2 are out and part 3 was refused. */
async function broken(name: string): Promise<string> {
  strike(3, { before: refusal });
  const id = await thread(name);
  await work();
  standIns.faults.clear();
  return id;
}

/** A thread of which part 2 may be out. */
async function held(name: string, trouble: { before: RequestFaultTrouble } | { after: RequestFaultTrouble }): Promise<string> {
  strike(2, trouble);
  const see = blindTimeline();
  const id = await thread(name);
  await work();
  see();
  return id;
}

describe("a thread whose third part is refused", () => {
  it("is failed, lists what is visible and names the three ways out", async () => {
    const id = await broken("Bajra");
    const post = await ask("show", id);
    expect(post).toMatchObject({ state: "failed", visible: [{ step: "post-1" }, { step: "post-2" }] });
    expect(post.visible.every(({ url }) => url?.startsWith("https://x.com/"))).toBe(true);
    const { stdout } = await home.run(["show", id]);
    for (const command of ["edit", "resume-post", "take-down", "leave"]) expect(stdout).toContain(`herald ${command} ${id}`);
    expect((await home.json(["status"])).posts.map((one) => one.id)).toContain(id);
    await ask("leave", id);
  });

  it("takes new words for the rest only, needs a new approval, and goes on in order", async () => {
    const id = await broken("Cotton");
    const [first = "", second = "", third = ""] = sentences("Cotton");
    const touched = home.write("touched.json", parts([first, `${second} Now.`, third]));
    expect(await problemOf("edit", id, "--file", touched)).toMatchObject({ exit: 1, code: "state-part-out", where: "part 2" });
    const fewer = home.write("fewer.json", parts([first]));
    expect(await problemOf("edit", id, "--file", fewer)).toMatchObject({ exit: 1, code: "state-part-out", where: "part 2" });
    expect(await problemOf("retry", id)).toMatchObject({ exit: 1, code: "state-visible", remedy: expect.stringContaining("resume-post") });

    const rest = home.write("rest.json", parts([first, second, "A council hears complaints."]));
    const edited = await ask("edit", id, "--file", rest);
    expect(edited).toMatchObject({ state: "draft", visible: [{ step: "post-1" }, { step: "post-2" }] });
    expect(await problemOf("edit", id, "--file", touched)).toMatchObject({ code: "state-part-out" });
    expect(await problemOf("resume-post", id)).toMatchObject({ exit: 1, remedy: expect.stringContaining("approve") });
    expect(await problemOf("cancel", id)).toMatchObject({ exit: 1, code: "state-visible" });
    await ask("approve", id);
    await work();
    expect(seen("Cotton")).toHaveLength(2);
    await ask("resume-post", id);
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "published", visible: [{}, {}, { step: "post-3" }] });
    const [whole] = standIns.readers().filter(({ parts }) => parts[0]?.text === first);
    expect(whole?.parts.map(({ text }) => text)).toEqual([first, second, "A council hears complaints."]);
  });

  it("goes on as it is, where only the platform changed its mind", async () => {
    const id = await broken("Dates");
    await ask("resume-post", id);
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "published" });
    expect(seen("Dates")).toEqual(sentences("Dates"));
  });

  it("is taken down, the last part first, each once", async () => {
    const id = await broken("Fodder");
    const ids = (await ask("show", id)).visible.map((part) => part.id);
    const before = deletes().length;
    expect(await ask("take-down", id)).toMatchObject({ state: "publishing" });
    expect(await problemOf("resume-post", id)).toMatchObject({ exit: 1, code: "state-take-down" });
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "withdrawn", visible: [], url: null });
    expect(deletes().slice(before)).toEqual(ids.toReversed());
    expect(seen("Fodder")).toEqual([]);
    expect(await problemOf("take-down", id)).toMatchObject({ exit: 1 });
  });

  it("is taken down to the end although the worker is killed after the first delete", async () => {
    const id = await broken("Gram");
    await ask("take-down", id);
    const before = deletes().length;
    standIns.faults.add({ host: "api.x.com", method: "DELETE", path: /./, after: "hang" });
    const worker = home.spawn(["worker"]);
    await until("a delete took effect", () => deletes().length > before);
    worker.child.kill("SIGKILL");
    await worker.ended;
    expect(seen("Gram")).toHaveLength(1);
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "withdrawn", visible: [] });
    expect(deletes().length).toBe(before + 2);
    expect(seen("Gram")).toEqual([]);
  });

  it("is left as it stands, is no longer asked about, and sends nothing more", async () => {
    const id = await broken("Henna");
    expect(await ask("leave", id)).toMatchObject({ state: "cancelled", visible: [{ step: "post-1" }, { step: "post-2" }] });
    expect((await home.json(["status"])).posts.map((one) => one.id)).not.toContain(id);
    await work();
    expect(seen("Henna")).toEqual(sentences("Henna").slice(0, 2));
    expect(await problemOf("resume-post", id)).toMatchObject({ exit: 1, code: "state-resume-post" });
  });
});

describe("a thread whose second part may be out, and X can't tell", () => {
  it("is held, says what it knows, and refuses every decision that needs the answer", async () => {
    const id = await held("Indigo", { after: 500 });
    const { stdout } = await home.run(["show", id]);
    expect(stdout).toContain("perhaps part 2");
    for (const command of [`resolve ${id} --took ADDRESS`, `resolve ${id} --absent`]) expect(stdout).toContain(command);
    expect((await home.run(["status"])).stdout).toContain(id);
    const edited = home.write("edited.json", parts(sentences("Indigo").slice(0, 2)));
    for (const words of [
      ["edit", id, "--file", edited],
      ["take-down", id],
    ])
      expect(await problemOf(...words)).toMatchObject({ exit: 1, code: "state-doubt" });
    expect(await problemOf("cancel", id)).toMatchObject({ exit: 1, code: "state-visible" });
    expect(await problemOf("resolve", id)).toMatchObject({ exit: 2 });
    expect(await problemOf("resolve", id, "--took", "https://example.org/1", "--absent")).toMatchObject({ exit: 2 });
    expect(await ask("show", id)).toMatchObject({ state: "held" });
    await ask("leave", id, "--absent");
  });

  it("stays held at a wrong address, also at its own first part's and at another post's", async () => {
    const other = await broken("Jute");
    const id = await held("Kinnow", { after: 500 });
    const own = (await ask("show", id)).visible[0]?.url ?? "";
    const others = (await ask("show", other)).visible[1]?.url ?? "";
    for (const wrong of ["https://example.org/status/1", "not an address", "https://x.com/i/lists/1"])
      expect(await problemOf("resolve", id, "--took", wrong)).toMatchObject({ exit: 1, code: "link-post" });
    for (const known of [own, others])
      expect(await problemOf("resolve", id, "--took", known)).toMatchObject({ exit: 1, code: "link-known" });
    expect(await ask("show", id)).toMatchObject({ state: "held" });
    for (const one of [id, other]) await ask("leave", one);
  });

  it("goes on after the part that a person found", async () => {
    const id = await held("Lentil", { after: 500 });
    const [, second] = standIns.readers().find(({ parts }) => parts[0]?.text.includes("Lentil"))?.parts ?? [];
    await ask("resolve", id, "--took", `https://x.com/i/status/${second?.id}`);
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "published", visible: [{}, { id: second?.id }, {}] });
    expect(seen("Lentil")).toEqual(sentences("Lentil"));
  });

  it("sends again the part that a person did not find", async () => {
    const id = await held("Mango", { before: 500 });
    await ask("resolve", id, "--absent");
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "published" });
    expect(seen("Mango")).toEqual(sentences("Mango"));
    expect(await problemOf("resolve", id, "--absent")).toMatchObject({ exit: 1, code: "state-no-doubt" });
  });

  it("asks X once more where a person lets it", async () => {
    const id = await held("Neem", { after: 500 });
    await ask("resume-post", id);
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "published" });
    expect(seen("Neem")).toEqual(sentences("Neem"));
  });

  it("is taken down with the answer", async () => {
    const id = await held("Okra", { after: 500 });
    const [, second] = standIns.readers().find(({ parts }) => parts[0]?.text.includes("Okra"))?.parts ?? [];
    await ask("take-down", id, "--took", `https://x.com/i/status/${second?.id}`);
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "withdrawn" });
    expect(seen("Okra")).toEqual([]);
  });
});

describe("a pause between two parts", () => {
  it("stops the thread for good: after `resume` it waits for a person, and other posts go out", async () => {
    standIns.faults.add({ host: "api.x.com", method: "POST", path: "/2/tweets", nth: 2, after: { delayMs: 1000 } });
    const id = await thread("Paddy");
    const worker = home.spawn(["worker"]);
    await until("part 2 is out", () => seen("Paddy").length === 2);
    const { code } = await home.run(["pause", "x", "--reason", "A correction is coming"]);
    expect(code).toBe(0);
    await until("part 2 is written down", async () => (await ask("show", id)).visible.length === 2);
    expect((await home.json(["resume", "x"])) as unknown).toMatchObject({ resumed: { was: true, stopped: [id] } });
    const next = await thread("Quince");
    await until("the next post is out", async () => (await ask("show", next)).state === "published");
    expect(seen("Paddy")).toHaveLength(2);
    const stopped = await ask("show", id);
    expect(stopped).toMatchObject({ state: "publishing", visible: [{}, {}] });
    expect((await home.run(["status"])).stdout).toContain(`herald resume-post ${id}`);
    await ask("resume-post", id);
    await until("the rest is out", async () => (await ask("show", id)).state === "published");
    expect(seen("Paddy")).toEqual(sentences("Paddy"));
    worker.child.kill("SIGTERM");
    await worker.ended;
  });

  it("says of an open hand-off that it must not be posted, and still takes its address", async () => {
    const file = home.write("Rice.txt", `${sentences("Rice").join(" ")}\n`);
    const { posts } = await home.json(["add", file]);
    const id = String(posts.find(({ platform }) => platform === "youtube-community")?.id);
    await ask("approve", id, "--now");
    await work();
    const listed = async () => (await home.run(["list", "--state", "waiting"])).stdout;
    expect(await listed()).not.toContain("DO NOT POST");
    await home.run(["pause", "youtube", "--reason", "A correction is coming"]);
    expect(await listed()).toContain("DO NOT POST");
    expect((await home.run(["show", id])).stdout).toContain("DO NOT POST");
    const url = "https://www.youtube.com/post/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz543210";
    expect(await ask("done", id, "--url", url)).toMatchObject({ state: "published", url });
    await home.run(["resume", "youtube"]);
  });
});

describe("a decision that races with publishing", () => {
  it("wins as a whole while nothing is out", async () => {
    strike(1, { before: { status: 429, headers: { "retry-after": "600" } } });
    const id = await thread("Sorghum");
    const worker = home.spawn(["worker"]);
    await until("X asked for patience", async () =>
      (await ask("show", id)).journal.some((entry) => JSON.stringify(entry).includes("later")),
    );
    expect(await ask("show", id)).toMatchObject({ state: "publishing", visible: [] });
    expect(await ask("cancel", id)).toMatchObject({ state: "cancelled", visible: [] });
    worker.child.kill("SIGTERM");
    await worker.ended;
    expect(seen("Sorghum")).toEqual([]);
  });

  it("loses as a whole once a part may be out, and says so", async () => {
    standIns.faults.add({ host: "api.x.com", method: "POST", path: "/2/tweets", nth: 1, before: { delayMs: 1200 } });
    const id = await thread("Turmeric");
    const worker = home.spawn(["worker"]);
    const asked = () => standIns.requests.some(({ method, body }) => method === "POST" && JSON.stringify(body).includes("Turmeric"));
    await until("part 1 is asked for", asked);
    const rest = home.write("late.json", parts(["A council hears complaints."]));
    for (const words of [
      ["cancel", id],
      ["edit", id, "--file", rest],
      ["reject", id, "--reason", "No"],
    ]) {
      const problem = await problemOf(...words);
      expect(problem.exit, words.join(" ")).toBe(1);
      expect(problem.code).toMatch(/^state-/);
    }
    await until("it is published", async () => (await ask("show", id)).state === "published");
    worker.child.kill("SIGTERM");
    await worker.ended;
    expect(seen("Turmeric")).toEqual(sentences("Turmeric"));
  });
});

describe("an account that its platform refused", () => {
  const credits = { status: 402, body: { title: "CreditsDepleted", detail: "Your account does not have any credits.", status: 402 } };

  it("goes on when `doctor` finds it well again, with the very post that met the refusal", async () => {
    strike(1, { before: credits });
    const id = await thread("Urad");
    await work();
    expect(await home.json(["status"])).toMatchObject({ paused: [{ account: "x" }] });
    expect((await home.run(["doctor"])).stdout).toContain("goes on now");
    expect(await home.json(["status"])).toMatchObject({ paused: [] });
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "published" });
    expect(seen("Urad")).toEqual(sentences("Urad"));
  });

  it("does not go on against a person's pause", async () => {
    strike(1, { before: credits });
    const id = await thread("Vetch");
    await work();
    expect((await home.run(["pause", "x", "--reason", "Elections", "--until", "2099-01-01T00:00:00Z"])).code).toBe(0);
    expect((await home.run(["doctor"])).stdout).toMatch(/It is paused by \S+: Elections/);
    expect(await home.json(["status"])).toMatchObject({ paused: [{ account: "x", reason: "Elections" }] });
    await ask("cancel", id);
    await home.run(["resume", "x"]);
    expect(seen("Vetch")).toEqual([]);
  });
});

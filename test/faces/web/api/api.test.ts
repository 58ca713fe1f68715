import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecord } from "../../../../src/desk/audit.ts";
import { addKey, revokeKey } from "../../../../src/desk/keys.ts";
import { disable, setRole } from "../../../../src/desk/people.ts";
import { type ApiHouse, layApiHouse, storyText } from "../../../support/api-house.ts";
import { visitDesk } from "../../../support/desk-visitor.ts";
import { layDesk } from "../../../support/model-desk.ts";
import { comeIn, deskOf, value } from "../../../support/people-desk.ts";

let house: ApiHouse;
let writer: string;
let editor: string;
let number = 0;
beforeAll(async () => {
  house = await layApiHouse();
  writer = await house.key("writer");
  editor = await house.key("editor");
});
afterAll(() => house.remove());
beforeEach(() => house.clock.pass(61_000));

async function added(token = writer) {
  number += 1;
  const answer = await house.ask("/summaries", { method: "POST", token, json: { markdown: storyText(number) } });
  expect([answer.status, answer.json?.problems]).toEqual([200, undefined]);
  return answer.json;
}

async function draft(platform = "x") {
  const { posts } = await added();
  return posts.find((post: { platform: string }) => post.platform === platform);
}

describe("the way of a post, by keys", () => {
  test("goes from a summary to an approval of what was seen, and the record says by which key", async () => {
    const { summary, posts, added: isNew } = await added();
    expect(isNew).toBe(true);
    expect(summary.source).toBe("api/writer/summary.md");
    const [x] = posts;
    const shown = (await house.ask(`/posts/${x.id}`, { token: writer })).json.posts[0];
    expect(shown).toMatchObject({ id: x.id, state: "draft", digest: x.digest, agreement: { needed: 1 } });
    const approved = await house.ask(`/posts/${x.id}/approve`, { method: "POST", token: editor, json: { digest: x.digest } });
    expect(approved.json.posts[0]).toMatchObject({ state: "approved", digest: x.digest });
    const { record } = (await house.ask(`/posts/${x.id}/record`, { token: writer })).json;
    expect(record.map((row: { kind: string; by: string; body: { via: string } }) => [row.kind, row.by, row.body.via])).toEqual([
      ["add", "writer", "writer-1"],
      ["approve", "editor", "editor-2"],
    ]);
  });

  test("takes a summary as it stands in its file, and the same text once", async () => {
    const body = storyText(1_000);
    const headers = { "Content-Type": "text/markdown; charset=utf-8" };
    const first = await house.ask("/summaries?name=canal.md", { method: "POST", token: writer, body, headers });
    expect([first.status, first.json.added, first.json.summary.source]).toEqual([200, true, "api/writer/canal.md"]);
    const second = await house.ask("/summaries", { method: "POST", token: writer, body, headers });
    expect([second.json.added, second.json.posts.length]).toEqual([false, first.json.posts.length]);
  });

  test("refuses an approval of anything but what was seen, and one that names nothing", async () => {
    const { id } = await draft();
    const stale = await house.ask(`/posts/${id}/approve`, { method: "POST", token: editor, json: { digest: "0".repeat(64) } });
    expect([stale.status, stale.json.problems[0].code]).toEqual([409, "state-changed"]);
    const blind = await house.ask(`/posts/${id}/approve`, { method: "POST", token: editor, json: {} });
    expect([blind.status, blind.json.problems[0].where]).toEqual([422, "digest"]);
    const many = await house.ask("/approvals", { method: "POST", token: editor, json: { posts: [{ id }] } });
    expect(many.status).toBe(422);
    expect((await house.desk.store.view(id))?.post.state).toBe("draft");
  });

  test("approves several as they were seen, all or none", async () => {
    const [one, other] = [await draft(), await draft()];
    const posts = [one, other].map(({ id, digest }) => ({ id, digest }));
    const wrong = [posts[0], { ...posts[1], digest: "0".repeat(64) }];
    expect((await house.ask("/approvals", { method: "POST", token: editor, json: { posts: wrong } })).status).toBe(409);
    expect((await house.desk.store.view(one.id))?.post.state).toBe("draft");
    const done = await house.ask("/approvals", { method: "POST", token: editor, json: { posts } });
    expect(done.json.posts.map(({ state }: { state: string }) => state)).toEqual(["approved", "approved"]);
  });

  test("refuses a list that names a post twice, whichever digest comes last", async () => {
    const { id, digest } = await draft();
    const [seen, other] = [
      { id, digest },
      { id, digest: "0".repeat(64) },
    ];
    for (const posts of [
      [other, seen],
      [seen, other],
      [seen, seen],
    ]) {
      const refused = await house.ask("/approvals", { method: "POST", token: editor, json: { posts } });
      const [problem, ...more] = refused.json.problems;
      expect([refused.status, problem.code, problem.where, more]).toEqual([422, "input-twice", `post ${id}`, []]);
    }
    expect((await house.desk.store.view(id))?.post.state).toBe("draft");
  });

  test("publishes at once only by a key that has that right, too", async () => {
    const { id, digest } = await draft();
    const now = (token: string) => house.ask(`/posts/${id}/approve`, { method: "POST", token, json: { digest, now: true } });
    const without = await house.key("publisher", ["read", "approve"]);
    expect([(await now(without)).status, (await now(without)).json.problems[0].code]).toEqual([403, "rights-break"]);
    expect((await house.desk.store.view(id))?.post.state).toBe("draft");
    expect((await now(await house.key("publisher", ["read", "approve", "break"]))).json.posts[0].state).toBe("approved");
  });

  test("changes words, but not those that somebody changed meanwhile", async () => {
    const { id, content, revision } = await draft();
    const [first, ...rest] = content.parts;
    const words = { parts: [{ ...first, text: "The cabinet approved the canal plan, Water Minister Sana Mirza said." }, ...rest] };
    const edited = await house.ask(`/posts/${id}/edit`, { method: "POST", token: writer, json: { content: words, revision } });
    expect(edited.json.posts[0]).toMatchObject({ revision: revision + 1, wordedBy: "editor" });
    const late = await house.ask(`/posts/${id}/edit`, { method: "POST", token: writer, json: { content, revision } });
    expect([late.status, late.json.problems[0].code]).toEqual([409, "state-changed"]);
  });

  test("changes a story that stands at the version that was seen", async () => {
    const { summary } = await added();
    const json = { version: 1, markdown: storyText(number).replace("three districts", "four districts") };
    const revised = await house.ask(`/summaries/${summary.id}/revise`, { method: "POST", token: writer, json });
    expect([revised.status, revised.json.version]).toEqual([200, 2]);
    const again = { ...json, markdown: storyText(number).replace("three districts", "five districts") };
    expect((await house.ask(`/summaries/${summary.id}/revise`, { method: "POST", token: writer, json: again })).status).toBe(409);
    const whole = (await house.ask(`/summaries/${summary.id}`, { token: writer })).json;
    expect(whole.versions.map((one: { version: number }) => one.version)).toEqual([1, 2]);
  });

  test("previews and checks without keeping anything", async () => {
    const before = (await house.desk.store.posts()).length;
    const text = { markdown: storyText(2_000) };
    const preview = await house.ask("/preview", { method: "POST", token: writer, json: { ...text, platform: "x" } });
    expect(preview.json.posts.map((post: { platform: string }) => post.platform)).toEqual(["x"]);
    const words = { source: storyText(2_000), platform: "x", text: "The cabinet approved plans for nine districts." };
    const { problems } = (await house.ask("/check", { method: "POST", token: writer, json: words })).json;
    expect(problems.map(({ code }: { code: string }) => code)).toContain("claim-number");
    expect((await house.desk.store.posts()).length).toBe(before);
  });

  test("reads no file of this machine, whatever a summary names as its picture", async () => {
    const markdown = storyText(2_001).replace("date:", "image: /etc/hostname\npictures: ours\ndate:");
    for (const path of ["/summaries", "/preview"]) {
      const answer = await house.ask(path, { method: "POST", token: writer, json: { markdown } });
      expect([path, answer.status, answer.json.problems[0].code]).toEqual([path, 422, "input-image"]);
    }
  });

  test("lists posts page by page, each once", async () => {
    const token = await house.key("writer");
    const all = (await house.desk.store.posts()).map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const { posts, next } = (await house.ask(`/posts?limit=2${cursor}`, { token })).json;
      seen.push(...posts.map(({ id }: { id: string }) => id));
      if (next === null) break;
      cursor = `&cursor=${next}`;
      house.clock.pass(2_000);
    }
    expect(seen.toSorted()).toEqual(all.toSorted());
    expect((await house.ask("/posts?limit=201", { token })).status).toBe(422);
    expect((await house.ask("/posts?cursor=AAAA", { token })).json.problems[0].code).toBe("input-cursor");
  });
});

test("a field in the address of a request that has a body is refused, never passed over: one account is not the house", async () => {
  const admin = await house.key("admin");
  await house.ask("/pause", { method: "POST", token: admin, json: { reason: "Everything stands still." } });
  for (const body of [undefined, {}]) {
    const told = await house.ask("/resume?account=x", { method: "POST", token: admin, ...(body ? { json: body } : {}) });
    expect([told.status, told.json.problems[0].where]).toEqual([400, "account"]);
  }
  expect(await house.desk.store.housePause()).not.toBeNull();
  expect((await house.ask("/resume", { method: "POST", token: admin })).json.resumed).toMatchObject({ account: "all", was: true });
});

test("the record of what came by keys is whole", async () => {
  expect(await verifyRecord(house.desk)).toMatchObject({ ok: true, value: { posts: (await house.desk.store.posts()).length } });
});

describe("a request that can't be done", () => {
  const ask = (path: string, call = {}) => house.ask(path, { method: "POST", token: writer, ...call });

  test("because its text is longer than a summary or a post, is told how much is read", async () => {
    const { id, content } = await draft();
    const text = "The council met. ".repeat(3_000);
    const longer = { parts: [{ ...content.parts[0], text: "The council met. ".repeat(6_000) }] };
    const found = await Promise.all([
      ask("/summaries", { json: { text } }),
      ask("/summaries", { body: text, headers: { "Content-Type": "text/markdown" } }),
      ask("/preview", { json: { markdown: text } }),
      ask("/check", { json: { source: text, platform: "x", text: "The council met." } }),
      ask("/check", { json: { source: "The council met.", platform: "x", text } }),
      ask("/check", { json: { source: "The council met.", platform: "x", content: longer } }),
      ask(`/posts/${id}/edit`, { json: { content: longer } }),
    ]);
    expect(found.map(({ status, json }) => [status, json.problems.length, json.problems[0].where])).toEqual(
      ["text", "markdown", "markdown", "source", "text", "content", "content"].map((where) => [422, 1, where]),
    );
    expect(found[0]?.json.problems[0]).toMatchObject({ message: "It is too much.", remedy: "Give at most 50000 characters." });
    expect(found[5]?.json.problems[0].message).toBe("It has more than 100000 characters as JSON.");
  });

  test("is told so as a problem, with a status that says whose matter it is", async () => {
    const { id } = await draft();
    const found = {
      "no JSON": await ask(`/posts/${id}/edit`, { body: "{", headers: { "Content-Type": "application/json" } }),
      "a list": await ask("/preview", { json: [] }),
      "not UTF-8": await ask("/preview", { body: new Uint8Array([0x7b, 0xff, 0x7d]), headers: { "Content-Type": "application/json" } }),
      "too deep": await ask("/check", { body: "[".repeat(400_000), headers: { "Content-Type": "application/json" } }),
      "no such post": await house.ask("/posts/none", { token: writer }),
      "no such place": await house.ask("/nothing", { token: writer }),
      "another method": await house.ask(`/posts/${id}`, { method: "DELETE", token: writer }),
      "too large": await ask("/check", { json: { source: "x".repeat(1_100_000), platform: "x", text: "x" } }),
      "another kind": await ask("/preview", { body: "a=b", headers: { "Content-Type": "application/x-www-form-urlencoded" } }),
      "unknown field": await ask("/preview", { json: { text: "The council met.", colour: "red" } }),
      "two states": await house.ask("/posts?state=draft&state=held", { token: writer }),
    };
    const statuses = Object.fromEntries(Object.entries(found).map(([what, { status }]) => [what, status]));
    expect(statuses).toEqual({
      "no JSON": 400,
      "a list": 400,
      "not UTF-8": 400,
      "too deep": 400,
      "no such post": 404,
      "no such place": 404,
      "another method": 405,
      "too large": 413,
      "another kind": 415,
      "unknown field": 422,
      "two states": 422,
    });
    for (const { headers, json, status } of Object.values(found)) {
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(json).toMatchObject({
        status,
        title: expect.any(String),
        detail: expect.any(String),
        type: expect.stringMatching(/^urn:herald:/),
      });
      expect(json.problems.length).toBeGreaterThan(0);
    }
    expect(found["another method"].headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("who asks", () => {
  test("is told by a key alone: strangers and browsers learn only that there is none", async () => {
    const session = await comeIn(house.desk, "Nadia", "admin");
    const cookies = { Cookie: `__Host-herald=${session.token}; herald=${session.token}` };
    for (const path of ["/status", "/posts/none", "/nothing", "/openapi.json"]) {
      const answers = [
        await house.ask(path),
        await house.ask(path, { headers: cookies }),
        await house.ask(path, { token: `herald_${"A".repeat(43)}` }),
        await house.ask(path, { headers: { Authorization: `Basic ${Buffer.from(`x:${writer}`).toString("base64")}` } }),
        await house.ask(`${path}?access_token=${writer}`),
      ];
      for (const { status, headers, text } of answers) {
        expect([path, status, headers.get("www-authenticate")]).toEqual([path, 401, 'Bearer realm="herald"']);
        expect(text).toBe(answers[0]?.text);
      }
      house.clock.pass(61_000);
    }
  });

  test("finds nothing at all before there is any key", async () => {
    const { desk, remove } = await layDesk();
    const visitor = visitDesk(desk);
    expect((await visitor.get("/api/status")).status).toBe(404);
    expect((await visitor.get("/api/openapi.json")).status).toBe(404);
    expect((await visitor.get("/api/nothing")).status).toBe(404);
    const { token } = value(await addKey(desk, { name: "first", rights: ["read"], expiresAt: null }));
    expect((await visitor.get("/api/status")).status).toBe(401);
    expect((await visitor.get("/api/status", { Authorization: `Bearer ${token}` })).status).toBe(200);
    await remove();
  });

  test("is slowed: a key after 120 requests in a minute, a stranger after 30", async () => {
    const token = await house.key("writer");
    const answers = [];
    for (let count = 0; count < 121; count += 1) answers.push(await house.ask("/accounts", { token }));
    expect(answers.slice(0, 120).every(({ status }) => status === 200)).toBe(true);
    expect(answers[0]?.headers.get("ratelimit-remaining")).toBe("119");
    const last = answers[120];
    expect([last?.status, last?.headers.get("ratelimit-limit"), last?.headers.get("retry-after")]).toEqual([429, "120", "60"]);
    for (let count = 0; count < 30; count += 1) expect((await house.ask("/accounts")).status).toBe(401);
    expect((await house.ask("/accounts")).status).toBe(429);
    expect((await house.ask("/accounts", { token: writer })).status).toBe(200);
    house.clock.pass(60_000);
    expect((await house.ask("/accounts", { token })).status).toBe(200);
  });

  test("has what key and owner may at this moment, and nothing once either is gone", async () => {
    const admin = { ...house.desk, actor: { id: "admin", role: "admin" } } as const;
    const bilal = await comeIn(house.desk, "Bilal", "editor");
    const make = async (name: string, expiresAt: number | null = null) =>
      value(await addKey(deskOf(house.desk, bilal), { name, rights: ["read", "write", "approve"], expiresAt })).token;
    const [one, two, short] = [await make("bilal-one"), await make("bilal-two"), await make("bilal-short", house.clock.now() + 5_000)];
    const { id, digest } = await draft();
    const approve = (token: string) => house.ask(`/posts/${id}/approve`, { method: "POST", token, json: { digest } });
    value(await setRole(admin, "bilal", "writer"));
    expect((await approve(one)).status).toBe(403);
    value(await setRole(admin, "bilal", "publisher"));
    expect((await house.ask(`/posts/${id}/reject`, { method: "POST", token: one, json: { reason: "No." } })).status).toBe(403);
    expect((await approve(one)).status).toBe(200);
    house.clock.pass(6_000);
    expect((await house.ask("/status", { token: short })).status).toBe(401);
    value(await revokeKey(deskOf(house.desk, bilal), "bilal-one"));
    expect([(await house.ask("/status", { token: one })).status, (await house.ask("/status", { token: two })).status]).toEqual([401, 200]);
    value(await disable(admin, "bilal"));
    expect((await house.ask("/status", { token: two })).status).toBe(401);
  });
});

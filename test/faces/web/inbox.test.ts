import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { add } from "../../../src/desk/add.ts";
import { ask } from "../../../src/desk/decide.ts";
import type { Desk } from "../../../src/desk/desk.ts";
import { edit } from "../../../src/desk/edit.ts";
import { type DeskVisitor, valuesOf, visitDesk } from "../../support/desk-visitor.ts";
import { fillDesk } from "../../support/full-desk.ts";
import { layDesk } from "../../support/model-desk.ts";
import { value } from "../../support/people-desk.ts";

const dam = `---
title: The dam at Mithri is finished
tags: [water]
---
The water authority finished the dam at Mithri on Monday. It holds 40,000 acre feet and cost Rs 9 billion.

The authority says 12 villages were moved for it.`;
const schools = "صوبائی حکومت نے پیر کے روز بتایا کہ اس سال 300 نئے سکول کھولے جائیں گے۔ ان میں سے 120 لڑکیوں کے لیے ہوں گے۔";

let desk: Desk;
let remove: () => Promise<void>;
let visitor: DeskVisitor;

beforeEach(async () => {
  ({ desk, remove } = await layDesk());
  visitor = visitDesk(desk);
});
afterEach(() => remove());

async function bring(text: string, name: string): Promise<readonly string[]> {
  const [added] = value(await add(desk, [{ name, bytes: Buffer.from(text) }]));
  return added?.posts.map(({ post }) => post.id) ?? [];
}

describe("the inbox", () => {
  test("shows summaries with their drafts and what is found, and finds them by word, language and account", async () => {
    await bring(dam, "dam.md");
    await bring(schools, "schools.txt");
    const all = await visitor.get("/");
    expect(all.text).toContain("The dam at Mithri is finished");
    expect(all.text).toContain("300 نئے سکول");
    const words = await visitor.get("/?q=mithri");
    expect(words.text).toContain("The dam at Mithri");
    expect(words.text).not.toContain("سکول کھولے");
    const urdu = await visitor.get("/?language=ur");
    expect(urdu.text).not.toContain("The dam at Mithri is finished</a>");
    expect(urdu.text).toContain("سکول کھولے");
    const account = desk.settings.accounts[0]?.id ?? "";
    expect(valuesOf((await visitor.get(`/?account=${account}`)).text, "post")).toHaveLength(2);
    expect((await visitor.get("/?q=nothing-like-it")).text).toContain("No draft that waits is like that.");
  });

  test("tells who asked for changes of a draft", async () => {
    const [first = ""] = await bring(dam, "dam.md");
    value(await ask({ ...desk, actor: { id: "bilal", role: "operator" } }, [first], "Shorter, please."));
    expect((await visitor.get("/")).text).toMatch(/changes asked for by <bdi>bilal<\/bdi>/);
  });

  test("what was typed into the search comes out as text, and its page is not compressed", async () => {
    const answer = await visitor.get(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`, { "Accept-Encoding": "gzip" });
    expect(answer.text).not.toContain("<script>alert");
    expect(answer.text).toContain("&lt;script&gt;");
    expect(answer.headers.get("Content-Encoding")).toBeNull();
  });
});

describe("several at once", () => {
  test("chosen drafts are approved together, and counted from then on", async () => {
    const ids = await bring(dam, "dam.md");
    const page = await visitor.get("/");
    const answer = await visitor.post("/approvals", { post: valuesOf(page.text, "post"), back: "/" });
    expect([answer.status, answer.to]).toEqual([303, "/?said=approvedTogether"]);
    const views = await desk.store.views(ids);
    expect(views.map(({ post }) => post.state)).toEqual(ids.map(() => "approved"));
    expect(views.every(({ post }) => post.scheduledAt !== null)).toBe(true);
    expect((await visitor.get(answer.to)).text).toContain(`${ids.length} approved`);
  });

  test("one that changed since it was read keeps all of them back, and what changed is said beside it", async () => {
    const ids = await bring(dam, "dam.md");
    const page = await visitor.get("/");
    const x = (await desk.store.views(ids)).find(({ post }) => post.platform === "x");
    if (!x) throw new Error("The dam has no post for X.");
    const words = "The water authority finished the dam at Mithri on Monday.";
    value(await edit(desk, x.post.id, desk.registry.x.contentOf(words)));
    const answer = await visitor.post("/approvals", { post: valuesOf(page.text, "post"), back: "/?language=en" });
    expect(answer.status).toBe(422);
    expect((await desk.store.views(ids)).map(({ post }) => post.state)).toEqual(ids.map(() => "draft"));
    expect(answer.text).toContain("Nothing was approved.");
    const row = answer.text.split("<li data-row>").find((part) => part.includes(`/posts/${x.post.id}"`)) ?? "";
    expect(row).toContain("It changed since you saw it.");
    expect(row).toMatch(/class="against"/);
    expect(answer.text.match(/class="against"/g)).toHaveLength(1);
    // What was chosen stays chosen.
    expect(answer.text.match(/ checked>/g)).toHaveLength(ids.length);
  });

  test("choosing nothing is said, and changes nothing", async () => {
    await bring(dam, "dam.md");
    const answer = await visitor.post("/approvals", { back: "/" });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("No post is chosen.");
  });

  test("a form without its token is turned away", async () => {
    const [id = ""] = await bring(dam, "dam.md");
    const body = new URLSearchParams({ post: `${id} ${"0".repeat(64)}` });
    const answer = await visitor.app.request("http://127.0.0.1:8080/approvals", {
      method: "POST",
      body,
      headers: { Host: "127.0.0.1:8080" },
    });
    expect(answer.status).toBe(403);
  });
});

describe("a full inbox", () => {
  test("of 500 drafts takes less than 100 KB over the wire, and judges anew only what changed", async () => {
    await fillDesk(desk, 500, 10);
    const headers = { Host: "127.0.0.1:8080", "Accept-Encoding": "gzip" };
    const bytes = Buffer.from(await (await visitor.app.request("http://127.0.0.1:8080/", { headers })).arrayBuffer());
    expect(bytes.length).toBeLessThan(100_000);
    expect(valuesOf(gunzipSync(bytes).toString(), "post").length).toBeGreaterThan(490);
    let judged = 0;
    const counting = { ...desk, registry: { ...desk.registry, x: counted(desk.registry.x, () => (judged += 1)) } };
    const again = visitDesk(counting);
    await again.get("/");
    expect(judged).toBe(0);
    const draft = (await desk.store.posts({ state: "draft" })).filter(({ platform }) => platform === "x").at(-1);
    value(await edit(desk, draft?.id ?? "", desk.registry.x.contentOf("The court ruled on Monday.")));
    await again.get("/");
    expect(judged).toBe(1);
  }, 60_000);
});

/** The platform, telling of every content that it is asked to judge. */
function counted(platform: Desk["registry"]["x"], tell: () => void): Desk["registry"]["x"] {
  return {
    ...platform,
    validate: (content) => {
      tell();
      return platform.validate(content);
    },
  };
}

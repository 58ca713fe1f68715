import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { add } from "../../../src/desk/add.ts";
import { approve } from "../../../src/desk/approve.ts";
import type { Desk } from "../../../src/desk/desk.ts";
import { edit } from "../../../src/desk/edit.ts";
import { type DeskVisitor, valuesOf, visitDesk } from "../../support/desk-visitor.ts";
import { layDesk } from "../../support/model-desk.ts";
import { value } from "../../support/people-desk.ts";

const dam = "The water authority finished the dam at Mithri on Monday. It holds 40,000 acre feet and cost Rs 9 billion.";
const urduDam = "آبی ادارے نے پیر کو مٹھڑی میں ڈیم مکمل کر لیا۔ اس میں 40,000 ایکڑ فٹ پانی آتا ہے اور اس پر 8 ارب روپے لاگت آئی۔";

let desk: Desk;
let remove: () => Promise<void>;
let visitor: DeskVisitor;

beforeEach(async () => {
  ({ desk, remove } = await layDesk());
  visitor = visitDesk(desk);
});
afterEach(() => remove());

async function bring(text: string, name = "dam.md"): Promise<string> {
  const [added] = value(await add(desk, [{ name, bytes: Buffer.from(text) }]));
  return added?.summary.id ?? "";
}

function file(name: string, text: string | Uint8Array, type = "text/plain"): File {
  return new File([typeof text === "string" ? text : new Uint8Array(text)], name, { type });
}

function photograph(width = 800, height = 900): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#336655" } })
    .jpeg()
    .toBuffer();
}

async function storyAt(path: string) {
  const stored = await desk.store.summary(/^\/summaries\/([^?]+)/.exec(path)?.[1] ?? "");
  if (!stored) throw new Error(`There is no story at ${path}.`);
  return stored.summary;
}

describe("a new summary", () => {
  test("that is typed becomes the summary that its file would have been", async () => {
    const fields = {
      title: 'The dam: "finished"',
      link: "https://example.org/dam",
      tags: "water, Balochistan",
      kind: "opinion",
      author: "A. Baloch",
      date: "2026-03-02",
      embargo: "2026-03-03T09:00",
      expires: "2026-03-09T09:00",
      story: "mithri",
      text: dam,
    };
    const answer = await visitor.post("/summaries", fields);
    expect(answer.status).toBe(303);
    expect(answer.to).toMatch(/^\/summaries\/[a-z]+-[a-z]+-\d\d\?said=added$/);
    const summary = await storyAt(answer.to);
    expect(summary).toMatchObject({
      title: 'The dam: "finished"',
      link: "https://example.org/dam",
      tags: ["water", "Balochistan"],
      kind: "opinion",
      author: "A. Baloch",
      date: "2026-03-02",
      embargo: Date.UTC(2026, 2, 3, 4),
      expires: Date.UTC(2026, 2, 9, 4),
      story: "mithri",
      language: "en",
      paragraphs: [dam],
      source: "desk/Ayesha/typed.md",
    });
    const page = await visitor.get(answer.to);
    expect(page.text).toContain("Taken in, with a draft for each account");
  });

  test("that is there already leads to the one that is there, and says so", async () => {
    const id = await bring(dam);
    const answer = await visitor.post("/summaries", { text: dam });
    expect(answer.to).toBe(`/summaries/${id}?said=thereAlready`);
    expect((await visitor.get(answer.to)).text).toContain("This summary was there already");
    expect(await desk.store.summaries()).toHaveLength(1);
  });

  test("comes from several files at once, all of them or none", async () => {
    const good = file("a.md", `---\ntitle: The dam\n---\n${dam}`);
    const bad = file("b.txt", "---\nlink: nowhere\n---\nThe court ruled on Monday that the levy stands.");
    const refused = await visitor.post("/summaries", { files: [good, bad] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("must be a web address");
    expect(await desk.store.summaries()).toEqual([]);
    // The files came back with the page, and can be mended and sent again.
    expect(valuesOf(refused.text, "fileName")).toEqual(["a.md", "b.txt"]);
    const texts = [...refused.text.matchAll(/name="fileText"[^>]*>\n([^<]*)</g)].map(([, text = ""]) => text);
    const mended = texts.map((text) => text.replace("link: nowhere", "link: https://example.org/levy"));
    const answer = await visitor.post("/summaries", { fileName: ["a.md", "b.txt"], fileText: mended });
    expect(answer.to).toBe("/?said=addedSeveral");
    expect((await desk.store.summaries()).map(({ summary }) => summary.source).sort()).toEqual(["desk/Ayesha/a.md", "desk/Ayesha/b.txt"]);
  });

  test("takes the fields of the form for a file that says nothing of itself", async () => {
    const answer = await visitor.post("/summaries", { title: "The dam", kind: "news", files: file("C:\\texts\\dam.txt", dam) });
    expect(await storyAt(answer.to)).toMatchObject({ title: "The dam", paragraphs: [dam], source: "desk/Ayesha/dam.txt" });
  });

  test("is refused with the form as it was, and the picture kept", async () => {
    const upload = file("photo.jpg", await photograph(), "image/jpeg");
    const answer = await visitor.post("/summaries", { text: dam, title: "<b>Dam</b>", expires: "never", imageAlt: "The dam", upload });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="&lt;b&gt;Dam&lt;/b&gt;"');
    expect(answer.text).toContain(dam);
    const [image = ""] = valuesOf(answer.text, "image");
    expect(image).toMatch(/^kept:[0-9a-f]{64}$/);
    const again = await visitor.post("/summaries", { text: dam, image, imageAlt: "The dam", pictures: "ours" });
    expect((await storyAt(again.to)).image).toEqual({ src: image, alt: "The dam", ours: true });
    const picture = await visitor.get(`/pictures/${image.slice("kept:".length)}.jpg`);
    expect([picture.status, picture.headers.get("Content-Type")]).toEqual([200, "image/jpeg"]);
  });

  test.each([
    ["text", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "is no JPEG, PNG or WebP file"],
    ["a picture that is cut off", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), "can&#39;t be read as a picture"],
  ])("refuses as a picture what is %s, whatever its name says", async (_, bytes, why) => {
    const answer = await visitor.post("/summaries", { text: dam, upload: file("photo.jpg", bytes, "image/jpeg") });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(why);
    expect(answer.text).toContain(dam);
    expect(await desk.store.summaries()).toEqual([]);
  });

  test("asks which counts where both the form and a file say what the summary is", async () => {
    const files = file("dam.md", `---\ntitle: Theirs\n---\n${dam}`);
    const answer = await visitor.post("/summaries", { title: "Mine", files });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("would both say what the summaries are");
    expect(await desk.store.summaries()).toEqual([]);
    expect((await visitor.post("/summaries", { kind: "news", files })).status).toBe(303);
  });

  test("never reads a file of this machine for a picture", async () => {
    const files = file("dam.md", `---\nimage: logo.png\n---\n${dam}`);
    for (const fields of [{ text: dam, image: "/etc/passwd" }, { files }]) {
      const answer = await visitor.post("/summaries", fields);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain("is no https address");
    }
    expect(await desk.store.summaries()).toEqual([]);
  });

  test("without a text asks for one", async () => {
    const answer = await visitor.post("/summaries", { title: "Only a headline" });
    expect(answer.text).toContain("There is no text.");
    expect(answer.text).toContain('value="Only a headline"');
  });
});

describe("a story's page", () => {
  test("shows the source and every post with its digest, and approves all drafts together", async () => {
    const id = await bring(dam);
    const page = await visitor.get(`/summaries/${id}`);
    const posts = await desk.store.posts({ summaryId: id });
    expect(page.text).toContain(dam);
    const chosen = valuesOf(page.text, "post");
    expect(chosen.map((pair) => pair.split(" ")[0])).toEqual(posts.map((post) => post.id));
    const answer = await visitor.post(`/summaries/${id}/approve`, { post: chosen });
    expect(answer.to).toBe(`/summaries/${id}?said=approvedTogether`);
    const approved = await desk.store.posts({ summaryId: id });
    expect(approved.map(({ state, digest }) => [state, digest])).toEqual(chosen.map((pair) => ["approved", pair.split(" ")[1]]));
  });

  test("refuses all where one has changed, and says beside it what", async () => {
    const id = await bring(dam);
    const chosen = valuesOf((await visitor.get(`/summaries/${id}`)).text, "post");
    const [x] = (await desk.store.posts({ summaryId: id })).filter(({ platform }) => platform === "x");
    value(await edit(desk, x?.id ?? "", desk.registry.x.contentOf("The dam at Mithri cost Rs 9 billion.")));
    const answer = await visitor.post(`/summaries/${id}/approve`, { post: chosen });
    expect(answer.status).toBe(422);
    const article = answer.text.split("<article").find((part) => part.includes(`id="post-${x?.id}"`)) ?? "";
    expect(article).toContain("It changed since you saw it.");
    expect((await desk.store.posts({ summaryId: id })).every(({ state }) => state === "draft")).toBe(true);
  });

  test("changes the story once: its posts are composed anew, approvals are gone, and the first version stays", async () => {
    const id = await bring(`---\ntitle: The dam\n---\n${dam}`);
    value(
      await approve(
        desk,
        (await desk.store.posts({ summaryId: id })).map((post) => post.id),
        { when: { kind: "next" } },
      ),
    );
    const form = { title: "The dam", text: dam.replace("Rs 9 billion", "Rs 8 billion"), language: "en", kind: "news", version: "1" };
    const answer = await visitor.post(`/summaries/${id}`, form);
    expect(answer.to).toBe(`/summaries/${id}?said=storyChanged`);
    const posts = await desk.store.posts({ summaryId: id });
    expect(posts.every(({ state }) => state === "draft")).toBe(true);
    expect(JSON.stringify(posts.map(({ content }) => content))).not.toContain("9 billion");
    const page = (await visitor.get(`/summaries/${id}`)).text;
    expect(page).toContain("Every version");
    expect(page).toContain("Rs 9 billion");
    expect((await desk.store.summary(id))?.summary.source).toBe("dam.md, changed by Ayesha");
  });

  test("refuses a change of a version that no longer stands, and keeps what was typed", async () => {
    const id = await bring(dam);
    const change = (text: string) => visitor.post(`/summaries/${id}`, { text, language: "en", kind: "news", version: "1" });
    expect((await change(dam.replace("9 billion", "8 billion"))).status).toBe(303);
    const late = await change(dam.replace("9 billion", "7 billion"));
    expect(late.status).toBe(422);
    expect(late.text).toContain("Somebody else changed this story meanwhile.");
    expect(late.text).toContain("Rs 7 billion");
    expect((await desk.store.summary(id))?.summary.paragraphs.join(" ")).toContain("8 billion");
  });

  test("opened and kept without a change says that nothing is different, whatever the summary has", async () => {
    const text = `---\ntitle: "The dam: finished"\nembargo: 2026-03-03 09:00\nexpires: 2026-03-09\nimage: https://example.org/dam.jpg\nimageCredit: A. Baloch\nstory: mithri\n---\n${dam}\n\n- 12 villages were moved\n- 300 families were paid\n\nThe authority says so.`;
    const id = await bring(text);
    const page = (await visitor.get(`/summaries/${id}`)).text;
    const form = page.slice(page.indexOf(`action="/summaries/${id}"`));
    const field = (name: string) => valuesOf(form, name)[0] ?? "";
    const names = [
      "title",
      "link",
      "tags",
      "language",
      "author",
      "date",
      "embargo",
      "expires",
      "story",
      "accounts",
      "image",
      "imageAlt",
      "imageCredit",
      "version",
    ];
    const typed = /name="text"[^>]*>\n([^<]*)</.exec(form)?.[1] ?? "";
    const same = Object.fromEntries(names.map((name) => [name, field(name)]));
    const answer = await visitor.post(`/summaries/${id}`, { ...same, kind: "news", text: typed.replaceAll("\n", "\r\n") });
    expect(answer.text).toContain("Nothing in it is different.");
  });

  test("lets an editor confirm that a picture is ours", async () => {
    const id = await bring(`---\nimage: https://example.org/dam.jpg\n---\n${dam}`);
    const page = await visitor.get(`/summaries/${id}`);
    expect(page.text).toContain("Confirm that this picture is ours");
    const answer = await visitor.post(`/summaries/${id}/ours`, { version: "1" });
    expect(answer.to).toBe(`/summaries/${id}?said=pictureOurs`);
    expect((await desk.store.summary(id))?.summary.image).toEqual({ src: "https://example.org/dam.jpg", ours: true });
    expect((await visitor.get(answer.to)).text).not.toContain("Confirm that this picture is ours");
  });

  test("says what a withdrawal would do, and does it with its reason", async () => {
    const id = await bring(dam);
    expect((await visitor.get(`/summaries/${id}`)).text).toContain("nothing of it goes out");
    expect((await visitor.post(`/summaries/${id}/withdraw`, { reason: " " })).status).toBe(422);
    const answer = await visitor.post(`/summaries/${id}/withdraw`, { reason: "The authority took it back." });
    const page = (await visitor.get(answer.to)).text;
    expect(page).toContain("Withdrawn by");
    expect(page).toContain("The authority took it back.");
    expect((await desk.store.posts({ summaryId: id })).every(({ state }) => state === "withdrawn")).toBe(true);
  });

  test("sets English and Urdu side by side, with the numbers that only one has", async () => {
    const english = await bring(`---\nstory: mithri\n---\n${dam}`);
    await bring(`---\nstory: mithri\n---\n${urduDam}`, "dam-ur.md");
    const page = (await visitor.get(`/summaries/${english}`)).text;
    const apart = page.slice(page.indexOf("Numbers and dates that only one of them has"));
    expect(apart).toContain("9 billion");
    expect(apart).toContain("8 ارب");
    expect(apart).not.toContain("40,000");
  });

  test("has posts whose cards an editor chooses, and the choice stays", async () => {
    const id = await bring(`---\ntitle: The dam is finished\n---\n${dam}`);
    const [x] = (await desk.store.posts({ summaryId: id })).filter(({ platform }) => platform === "x");
    const answer = await visitor.post(`/posts/${x?.id}/recompose`, { card: "headline", theme: "dark" });
    expect(answer.to).toBe(`/posts/${x?.id}?said=recomposed`);
    expect((await desk.store.view(x?.id ?? ""))?.post.look).toEqual({ card: "headline", theme: "dark" });
    const page = (await visitor.get(answer.to)).text;
    expect(page).toContain('<option value="headline" selected>');
    expect(page).toContain('<option value="dark" selected>');
    await visitor.post(`/posts/${x?.id}/recompose`, { card: "auto", theme: "auto" });
    expect((await desk.store.view(x?.id ?? ""))?.post).not.toHaveProperty("look");
    const none = await visitor.post(`/posts/${x?.id}/recompose`, { card: "quotation", theme: "auto" });
    expect(none.status).toBe(422);
    expect(none.text).toContain("The story has no quotation");
  });

  test("that is nowhere is said in a sentence", async () => {
    const answer = await visitor.get("/summaries/nobody-here-10");
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("There is no story of this name.");
  });
});

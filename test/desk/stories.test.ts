import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { add } from "../../src/desk/add.ts";
import { approve } from "../../src/desk/approve.ts";
import { leave } from "../../src/desk/broken.ts";
import { correct } from "../../src/desk/correct.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { done } from "../../src/desk/done.ts";
import { edit, recompose } from "../../src/desk/edit.ts";
import { reportOf } from "../../src/desk/report.ts";
import { revise } from "../../src/desk/revise.ts";
import { story } from "../../src/desk/story.ts";
import { withdraw, withdrawal } from "../../src/desk/withdraw.ts";
import { isHandoff } from "../../src/domain/plan.ts";
import { passes } from "../../src/domain/problem.ts";
import type { PostView } from "../../src/domain/view.ts";
import { codes, layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";
import { numberOf, postByHand, sendAll } from "../support/published.ts";

const body = (sum: string, month: string) =>
  [
    "---",
    "title: Cabinet approves canal plan",
    "tags: [water]",
    "date: 2026-03-01",
    "---",
    "",
    `The cabinet approved a canal plan of Rs${sum} trillion, Water Minister Sana Mirza said. It takes effect in ${month}.`,
    "",
    "Farmers of three districts will get water two weeks earlier than before, the ministry said.",
    "",
    "A parliamentary committee will look at the plan every year and publish what it finds.",
  ].join("\n");
const urdu = (sum: string) =>
  `---\ndate: 2026-03-01\n---\n\nکابینہ نے ${sum} ارب روپے کے نہری منصوبے کی منظوری دی، وزیر آبپاشی ثنا مرزا نے کہا۔\n\nتین اضلاع کے کسانوں کو پانی دو ہفتے پہلے ملے گا۔`;
const input = (text: string, name = "canals.md") => ({ name, bytes: Buffer.from(text) });

let place: PeopleDesk;
let desk: Desk;
beforeEach(async () => {
  place = await layPeopleDesk();
  desk = place.desk;
});
afterEach(() => place.remove());

async function added(text: string): Promise<{ readonly id: string; readonly posts: readonly PostView[] }> {
  const [one] = value(await add(desk, [input(text)]));
  if (!one) throw new Error("Nothing was added.");
  return { id: one.posts[0]?.post.summaryId ?? "", posts: one.posts };
}

function on(posts: readonly PostView[], platform: string): string {
  const post = posts.find((view) => view.post.platform === platform);
  if (!post) throw new Error(`No post on ${platform}.`);
  return post.post.id;
}

async function view(id: string): Promise<PostView> {
  const found = await desk.store.view(id);
  if (!found) throw new Error(`No post ${id}.`);
  return found;
}

async function approveNow(id: string): Promise<PostView> {
  const [post] = value(await approve(desk, [id], { when: { kind: "now" } }));
  if (!post) throw new Error("Nothing was approved.");
  return post;
}

async function published(id: string): Promise<PostView> {
  await approveNow(id);
  const sent = await sendAll(desk, id);
  return sent.post.state === "waiting" ? postByHand(desk, id, `https://www.youtube.com/post/Ugkx${"a".repeat(32)}`) : sent;
}

const words = ({ post }: PostView) => JSON.stringify(post.content);
const problemsOf = (seen: PostView) => reportOf(desk, seen).problems.filter(({ severity }) => severity === "block");

describe("changing a story", () => {
  it("composes what readers have not seen anew, keeps an editor's words, takes approvals back and leaves what is out", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const [x, instagram, youtube] = [on(posts, "x"), on(posts, "instagram"), on(posts, "youtube-community")];
    const caption = (await view(instagram)).post.content as { caption: string };
    await edit(desk, instagram, {
      ...caption,
      caption: caption.caption.replace("Farmers of three districts", "Farmers in three districts"),
    });
    await approveNow(youtube);
    const before = await published(x);

    const revised = value(await revise(desk, id, input(body("1.2", "August"))));
    expect(revised.version).toBe(2);
    expect(revised.posts.map(({ post }) => [post.id, post.state])).toEqual([
      [instagram, "draft"],
      [youtube, "draft"],
    ]);
    expect(revised.out.map(({ post }) => post.id)).toEqual([x]);
    expect(words(await view(instagram))).toContain("Rs1.2 trillion");
    expect(words(await view(instagram))).toContain("Farmers in three districts");
    const taken = await view(youtube);
    expect(words(taken)).toContain("Rs1.2 trillion");
    expect(taken.post).toMatchObject({ plan: null, digest: null, scheduledAt: null, dueAt: null });
    expect((await view(x)).post).toEqual(before.post);
    expect(problemsOf(taken)).toEqual([]);
  });

  it("keeps every version with who and when, and finds the story again by any of its texts", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    place.clock.now = (
      (now) => () =>
        now
    )(desk.clock.now() + 60_000);
    value(await revise({ ...desk, actor: { id: "bilal", role: "operator" } }, id, input(body("1.2", "July"), "canals-2.md")));
    const { versions, summary } = value(await story(desk, id));
    expect(versions.map(({ version, by, summary: { paragraphs } }) => [version, by, /Rs[\d.]+/.exec(paragraphs[0] ?? "")?.[0]])).toEqual([
      [1, "Ayesha", "Rs1.1"],
      [2, "bilal", "Rs1.2"],
    ]);
    expect(summary).toMatchObject({ version: 2, summary: { id, source: "canals-2.md" } });
    for (const text of [body("1.1", "July"), body("1.2", "July")]) {
      const [again] = value(await add(desk, [input(text)]));
      expect(again).toMatchObject({ added: false });
      expect(again?.posts.map(({ post }) => post.id)).toEqual(posts.map(({ post }) => post.id));
    }
  });

  it("is refused, and changes nothing, where nothing is different, where it is another story's text, and in another language", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    await added(body("1.3", "July"));
    expect(codes(await revise(desk, id, input(body("1.1", "July"))))).toEqual(["input-unchanged"]);
    expect(codes(await revise(desk, id, input(body("1.3", "July"))))).toEqual(["input-known-summary"]);
    expect(codes(await revise(desk, id, input(urdu("1.1"))))).toEqual(["input-language"]);
    expect(codes(await revise(desk, "nobody", input(body("1.2", "July"))))).toEqual(["input-unknown-summary"]);
    expect(value(await story(desk, id)).versions).toHaveLength(1);
    expect((await view(on(posts, "x"))).post.revision).toBe(1);
  });
});

describe("correcting a published post", () => {
  it("answers it on X, names the old error, binds the post it answers, and goes before the next slot", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const x = on(posts, "x");
    const wrong = await published(x);
    value(await revise(desk, id, input(body("1.2", "July"))));
    const [draft] = value(await correct(desk, x, {}));
    if (!draft) throw new Error("No correction.");
    expect(draft.post).toMatchObject({
      state: "draft",
      correction: { corrects: x, way: "reply", mistakes: [{ was: "Rs1.1 trillion", now: "Rs1.2 trillion" }] },
    });
    expect(draft.post.content).toEqual({
      parts: [{ text: "Correction: we wrote “Rs1.1 trillion”. It should be “Rs1.2 trillion”.", media: [] }],
    });
    expect(problemsOf(draft)).toEqual([]);
    const [approved] = value(await approve(desk, [draft.post.id], { when: { kind: "next" } }));
    expect(approved?.post.scheduledAt).toBe(desk.clock.now());
    expect(approved?.post.plan?.steps).toEqual([
      expect.objectContaining({ key: "post-1", body: expect.objectContaining({ reply: { in_reply_to_tweet_id: numberOf(wrong) } }) }),
    ]);
    const sent = await sendAll(desk, draft.post.id);
    expect(sent.post.state).toBe("published");
    expect(reportOf(desk, sent)).toMatchObject({ corrects: x });
    expect(reportOf(desk, await view(x))).toMatchObject({ correctedBy: [draft.post.id] });
  });

  it("is itself corrected in the same way", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const x = on(posts, "x");
    await published(x);
    value(await revise(desk, id, input(body("1.2", "July"))));
    const [first] = value(await correct(desk, x, { was: "Rs1.1 trillion", now: "Rs1.2 trillion" }));
    const answer = await published(first?.post.id ?? "");
    value(await revise(desk, id, input(body("1.3", "July"))));
    const [second] = value(await correct(desk, answer.post.id, { was: "Rs1.2 trillion", now: "Rs1.3 trillion" }));
    expect(second && problemsOf(second)).toEqual([]);
    expect(second?.post.correction).toMatchObject({ corrects: answer.post.id, of: { id: numberOf(answer) } });
  });

  it("is stopped where what is said to be right stands nowhere in the story, and where it corrects silently", async () => {
    const { posts } = await added(body("1.1", "July"));
    const x = on(posts, "x");
    await published(x);
    const [draft] = value(await correct(desk, x, { was: "Rs1.1 trillion", now: "Rs1.4 trillion" }));
    expect(draft && problemsOf(draft).map(({ code }) => code)).toContain("claim-number");
    const [silent] = value(await correct(desk, x, { was: "July", now: "July", text: "The plan takes effect in July." }));
    expect(silent && problemsOf(silent).map(({ code }) => code)).toEqual(["style-correction"]);
  });

  it("is given once for one mistake: neither a second click nor the same words later drafts another", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const x = on(posts, "x");
    await published(x);
    value(await revise(desk, id, input(body("1.2", "July"))));
    const both = await Promise.all([correct(desk, x, {}), correct(desk, x, {})]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const [first] = both.flatMap((one) => (one.ok ? one.value : []));
    expect(codes(await correct(desk, x, { was: "Rs1.1 trillion", now: "Rs1.2 trillion" }))).toEqual(["state-correct"]);
    await published(first?.post.id ?? "");
    expect(codes(await correct(desk, x, {}))).toEqual(["state-correct"]);
    expect((await view(x)).correctedBy).toHaveLength(1);
  });

  it("is refused for words that the post never said, for a post nobody has seen, and for half a correction", async () => {
    const { posts } = await added(body("1.1", "July"));
    const [x, instagram] = [on(posts, "x"), on(posts, "instagram")];
    await published(x);
    expect(codes(await correct(desk, x, { was: "Rs9 trillion", now: "Rs1.1 trillion" }))).toEqual(["input-correction"]);
    expect(codes(await correct(desk, instagram, { was: "July", now: "August" }))).toEqual(["state-not-visible"]);
    expect(codes(await correct(desk, x, { was: "July" }))).toEqual(["usage-correct"]);
    expect(codes(await correct(desk, x, {}))).toEqual(["input-correction"]);
    const writer = { ...desk, actor: { id: "w", role: "editor" } as const };
    expect(codes(await correct(writer, x, { was: "July", now: "August" }))).toEqual(["rights-correct"]);
  });

  it.each(["instagram", "youtube-community"])(
    "is a hand-off on %s with the whole corrected text, without invitation or hashtag",
    async (platform) => {
      const { id, posts } = await added(body("1.1", "July"));
      const wrong = await published(on(posts, platform));
      value(await revise(desk, id, input(body("1.2", "July"))));
      const [draft] = value(await correct(desk, wrong.post.id, { was: "Rs1.1 trillion", now: "Rs1.2 trillion" }));
      if (!draft) throw new Error("No correction.");
      expect(problemsOf(draft)).toEqual([]);
      const approved = await approveNow(draft.post.id);
      const [step, ...more] = approved.post.plan?.steps ?? [];
      if (!step || !isHandoff(step)) throw new Error("No hand-off.");
      expect(more).toEqual([]);
      expect(step.act).toBe("edit");
      expect(step.text).toContain("a canal plan of Rs1.2 trillion");
      expect(step.text).toMatch(/Correction: we first wrote “Rs1\.1 trillion”\. It should be “Rs1\.2 trillion”\.$/);
      expect(step.text).not.toMatch(/#|Follow/);
      expect((await sendAll(desk, draft.post.id)).post.state).toBe("waiting");
      expect(codes(await done(desk, draft.post.id, { kind: "scheduled", at: 1 }))).toEqual(["link-post"]);
      const [pasted] = value(await done(desk, draft.post.id, { kind: "done" }));
      expect(pasted?.post.state).toBe("published");

      value(await revise(desk, id, input(body("1.3", "July"))));
      const [again] = value(await correct(desk, wrong.post.id, { was: "Rs1.2 trillion", now: "Rs1.3 trillion" }));
      expect(again?.post.correction?.corrects).toBe(draft.post.id);
      expect(again && words(again)).toContain("we first wrote “Rs1.1 trillion”");
      expect(again && problemsOf(again)).toEqual([]);
      expect(codes(await correct(desk, wrong.post.id, { was: "July", now: "July" }))).toEqual(["state-correct"]);
    },
  );

  it("puts a new post in the place of one whose card is wrong, says so, and proposes to delete the old one", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const wrong = await published(on(posts, "instagram"));
    value(await revise(desk, id, input(body("1.2", "July"))));
    const [draft, old] = value(await correct(desk, wrong.post.id, { was: "Rs1.1 trillion", now: "Rs1.2 trillion", repost: true }));
    if (!draft || !old) throw new Error("No repost.");
    expect((draft.post.content as { caption: string }).caption).toMatch(/^Correction: we first wrote “Rs1\.1 trillion”\./);
    expect(problemsOf(draft)).toEqual([]);
    expect((await approveNow(draft.post.id)).post.plan?.steps.map(({ key }) => key)).toContain("publish");
    expect(old.post).toMatchObject({ id: wrong.post.id, state: "draft" });
    expect(reportOf(desk, old)).toMatchObject({ deletes: true, problems: [] });
    await approveNow(old.post.id);
    expect((await sendAll(desk, old.post.id)).post.state).toBe("waiting");
    const [gone] = value(await done(desk, old.post.id, { kind: "done" }));
    expect(gone?.post.state).toBe("withdrawn");
    expect(gone && reportOf(desk, gone).visible).toEqual([]);
  });

  it("is composed again as a correction, and speaks Urdu", async () => {
    const { id, posts } = await added(urdu("1.1"));
    const x = on(posts, "x");
    await published(x);
    value(await revise(desk, id, input(urdu("1.2"))));
    const [draft] = value(await correct(desk, x, { was: "1.1 ارب روپے", now: "1.2 ارب روپے" }));
    expect(draft && words(draft)).toContain("تصحیح: ہم نے لکھا تھا: “1.1 ارب روپے”۔ درست یہ ہے: “1.2 ارب روپے”۔");
    expect(draft && problemsOf(draft)).toEqual([]);
    const [again] = value(await recompose(desk, draft?.post.id ?? "", true));
    expect(again?.post.content).toEqual(draft?.post.content);
  });
});

describe("withdrawing a story", () => {
  it("says first what will happen, stops what is not out, and deletes what is once that is approved", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const [x, instagram, youtube] = [on(posts, "x"), on(posts, "instagram"), on(posts, "youtube-community")];
    const out = await published(x);
    await published(instagram);
    await approveNow(youtube);
    const fates = value(await withdrawal(desk, id));
    expect(fates.map(({ view: { post }, fate }) => [post.id, fate])).toEqual([
      [x, "delete"],
      [instagram, "hand"],
      [youtube, "stop"],
    ]);
    expect((await view(x)).post.state).toBe("published");
    value(await withdraw(desk, id, "The ministry took it back."));
    expect((await view(youtube)).post.state).toBe("withdrawn");
    expect(await desk.store.summary(id)).toMatchObject({
      withdrawn: true,
      withdrawal: { reason: "The ministry took it back.", by: "Ayesha" },
    });
    const proposed = await view(x);
    expect(proposed.post.state).toBe("draft");
    expect(passes(reportOf(desk, proposed).problems)).toBe(true);
    await approveNow(x);
    const gone = await sendAll(desk, x);
    expect(gone.post.state).toBe("withdrawn");
    expect(reportOf(desk, gone).visible).toEqual([]);
    expect(gone.journal.some((entry) => entry.kind === "outcome" && entry.step === "delete-1")).toBe(true);
    expect(numberOf(out)).not.toBe("");
    expect(codes(await correct(desk, instagram, { was: "July", now: "August" }))).toEqual(["state-withdrawn"]);
  });

  it("leaves a published post as it was to the letter where its deletion is not wanted after all", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const x = on(posts, "x");
    const before = await published(x);
    value(await withdraw(desk, id, "A mistake."));
    const [kept] = value(await leave(desk, x, null));
    expect(kept?.post).toMatchObject({ state: "published", plan: before.post.plan, digest: before.post.digest });
  });

  it("is a publisher's", async () => {
    const { id } = await added(body("1.1", "July"));
    expect(codes(await withdraw({ ...desk, actor: { id: "e", role: "editor" } }, id, "No."))).toEqual(["rights-correct"]);
  });
});

describe("choosing a card", () => {
  it("keeps kind and theme with the post through every recomposing, and takes them back", async () => {
    const { id, posts } = await added(body("1.1", "July"));
    const x = on(posts, "x");
    const plainCard = words(await view(x));
    const [chosen] = value(await recompose(desk, x, false, { card: "points", theme: "light" }));
    expect(chosen?.post.look).toEqual({ card: "points", theme: "light" });
    expect(chosen && words(chosen)).not.toBe(plainCard);
    value(await revise(desk, id, input(body("1.2", "July"))));
    const kept = await view(x);
    expect(kept.post.look).toEqual({ card: "points", theme: "light" });
    const alt = (kept.post.content as { parts: { media: { alt: string }[] }[] }).parts[0]?.media[0]?.alt;
    expect(alt).toContain("Farmers of three districts");
    const [back] = value(await recompose(desk, x, false, { card: "auto", theme: "auto" }));
    expect(back?.post).not.toHaveProperty("look");
  });

  it("is refused where the story has no matter for that kind", async () => {
    const { posts } = await added(body("1.1", "July"));
    const x = on(posts, "x");
    expect(codes(await recompose(desk, x, false, { card: "quotation" }))).toEqual(["input-card"]);
    expect((await view(x)).post.revision).toBe(1);
  });
});

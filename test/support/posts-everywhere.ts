/** A queue with a post at every turn of its way: for what reads and decides on all of them. */
import { add } from "../../src/desk/add.ts";
import { approve } from "../../src/desk/approve.ts";
import { correct } from "../../src/desk/correct.ts";
import { ask, cancel, reject } from "../../src/desk/decide.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { pause } from "../../src/desk/pause.ts";
import { withdraw } from "../../src/desk/withdraw.ts";
import { stepDigest } from "../../src/pipeline/digest.ts";
import { storyText } from "./api-house.ts";
import { value } from "./people-desk.ts";
import { postByHand, sendAll } from "./published.ts";
import { owner, plain } from "./store-fixtures.ts";

async function story(desk: Desk, number: number): Promise<(account: string) => string> {
  const [added] = value(await add(desk, [{ name: `story-${number}.md`, bytes: Buffer.from(storyText(number)) }]));
  return (platform) => added?.posts.find(({ post }) => post.platform === platform)?.post.id ?? "";
}

async function send(desk: Desk, id: string): Promise<void> {
  value(await approve(desk, [id], { when: { kind: "now" } }));
  await sendAll(desk, id);
}

/** The answer to its first part was lost. */
async function hold(desk: Desk, id: string): Promise<void> {
  value(await approve(desk, [id], { when: { kind: "now" } }));
  const { store, clock } = desk;
  const claimed = await store.claim(id, null, owner, clock.now());
  const { plan, journal = [] } = { ...claimed?.view.post, journal: claimed?.view.journal };
  const step = plan?.steps.at(0);
  if (!claimed || !step) throw new Error(`${id} can't be claimed.`);
  const about = { step: step.key, stepDigest: stepDigest(step) };
  await store.intend(id, claimed.lease.token, journal.length + 1, { kind: "intent", ...about }, () => null, clock.now(), owner);
  const outcome = { kind: "doubt", reason: "The answer was lost." } as const;
  await store.record(id, journal.length + 2, { kind: "outcome", ...about, outcome }, clock.now(), owner);
  await store.move(id, claimed.lease.token, plain("hold", { dueAt: null }), clock.now(), owner);
}

/** @param desk its actor is the operator */
export async function postsEverywhere(desk: Desk): Promise<void> {
  const of = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((number) => story(desk, number)));
  const post = (index: number, platform: string) => of[index]?.(platform) ?? "";
  await send(desk, post(0, "x"));
  await send(desk, post(0, "instagram"));
  await send(desk, post(0, "youtube-community"));
  await send(desk, post(1, "youtube-community"));
  await postByHand(desk, post(1, "youtube-community"), `https://www.youtube.com/post/Ugkx${"b".repeat(32)}`);
  await hold(desk, post(1, "x"));
  value(await approve(desk, [post(2, "x"), post(2, "instagram"), post(2, "youtube-community")], { when: { kind: "next" } }));
  value(await reject(desk, [post(3, "x")], "Not ours."));
  value(await cancel(desk, [post(3, "instagram")]));
  value(await ask(desk, [post(3, "youtube-community")], "Say where."));
  await send(desk, post(4, "x"));
  value(await correct(desk, post(4, "x"), { was: "three districts", now: "four districts" }));
  await send(desk, post(5, "x"));
  value(await withdraw(desk, (await desk.store.view(post(5, "x")))?.post.summaryId ?? "", "It was wrong."));
  value(await pause(desk, "sandbox-instagram", "Its login is being changed.", null));
  const duplicate = {
    id: "duplicate:1",
    topic: "duplicate:1",
    kind: "duplicate",
    account: "sandbox-x",
    platform: "x",
    post: post(0, "x"),
  } as const;
  await desk.store.attend(
    duplicate.topic,
    () => ({ ...duplicate, reason: "It may stand twice.", ids: ["1", "2"], count: 0, covers: null }),
    desk.clock.now(),
  );
}

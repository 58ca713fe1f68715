import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { add } from "../../src/desk/add.ts";
import { approve } from "../../src/desk/approve.ts";
import type { Desk } from "../../src/desk/desk.ts";
import type { PostView } from "../../src/domain/view.ts";
import type { NewPost } from "../../src/storage/store.ts";

const folder = join(import.meta.dirname, "..", "pipeline", "compose", "corpus");

/** The summaries that the tests of composing are about, each with its drafts. */
async function composed(desk: Desk): Promise<readonly (readonly PostView[])[]> {
  const stories: (readonly PostView[])[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => /\.(?:txt|md)$/.test(file))
    .sort()) {
    const added = await add(desk, [{ name, bytes: readFileSync(join(folder, name)) }]);
    if (added.ok) stories.push(...added.value.map(({ posts }) => posts));
  }
  return stories;
}

/** The same story under another headline, its drafts word for word. @returns how many */
async function copy(desk: Desk, story: readonly PostView[], round: number): Promise<number> {
  const [first] = story;
  if (!first) return 0;
  const { summary } = first.summary;
  const title = `${summary.title ?? "No headline"} (${round})`;
  const fingerprint = createHash("sha256").update(`${summary.fingerprint} ${round}`).digest("hex");
  const id = `${summary.id}-${round}`;
  const drafts = story.map(
    ({ post }): NewPost => ({
      ids: [`${post.id}-${round}`],
      account: post.account,
      platform: post.platform,
      content: post.content,
    }),
  );
  await desk.store.add({ ...summary, id, fingerprint, title }, drafts, desk.clock.now(), desk.actor.id);
  return drafts.length;
}

/** Fills the queue with so many drafts or a few more, and approves `approved` posts beside them if so many pass. */
export async function fillDesk(desk: Desk, drafts: number, approved = 0): Promise<void> {
  const stories = await composed(desk);
  let count = stories.flat().length;
  for (let round = 2; count < drafts + approved; round += 1) {
    for (const story of stories) if (count < drafts + approved) count += await copy(desk, story, round);
  }
  let done = 0;
  for (const { post } of stories.flat()) {
    if (done >= approved) return;
    if ((await approve(desk, [post.id], { when: { kind: "next" } })).ok) done += 1;
  }
}

/** Posts on a desk, for tests of what people do with them. */
import { add } from "../../src/desk/add.ts";
import { approve } from "../../src/desk/approve.ts";
import type { Desk } from "../../src/desk/desk.ts";
import type { PlatformId } from "../../src/domain/account.ts";
import type { Instant } from "../../src/domain/instant.ts";
import type { PostView } from "../../src/domain/view.ts";
import type { When } from "../../src/pipeline/review.ts";
import { value } from "./people-desk.ts";

export interface Story {
  /** Tells stories apart. */
  readonly number?: number;
  readonly embargo?: Instant;
  readonly expires?: Instant;
}

function textOf({ number = 1, embargo, expires }: Story): string {
  const front = [
    `title: Canal plan ${number} approved`,
    "date: 2026-03-01",
    ...(embargo === undefined ? [] : [`embargo: ${new Date(embargo).toISOString()}`]),
    ...(expires === undefined ? [] : [`expires: ${new Date(expires).toISOString()}`]),
  ];
  const body = [
    `The cabinet approved canal plan ${number} for three districts, Water Minister Sana Mirza said.`,
    "Farmers there will get water two weeks earlier than before, the ministry said.",
    "A parliamentary committee will look at the plan every year and publish what it finds.",
  ];
  return ["---", ...front, "---", "", body.join("\n\n")].join("\n");
}

/** A story's drafts, by platform. */
export async function drafts(desk: Desk, story: Story = {}): Promise<(platform: PlatformId) => string> {
  const [added] = value(await add(desk, [{ name: `canal-${story.number ?? 1}.md`, bytes: Buffer.from(textOf(story)) }]));
  return (platform) => {
    const found = added?.posts.find(({ post }) => post.platform === platform);
    if (!found) throw new Error(`No draft on ${platform}.`);
    return found.post.id;
  };
}

/** Approves it; gives its id. */
export async function approveFor(desk: Desk, id: string, when: When): Promise<string> {
  value(await approve(desk, [id], { when }));
  return id;
}

export async function viewOf({ store }: Desk, id: string): Promise<PostView> {
  const view = await store.view(id);
  if (!view) throw new Error(`There is no post ${id}.`);
  return view;
}

/** The address of a community post. */
export function youtubePost(letter: string): string {
  return `https://www.youtube.com/post/Ugkx${letter.repeat(32)}`;
}

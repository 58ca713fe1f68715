/** Platforms and a queue for a script, and nothing running yet. */

import type { PostView } from "../../src/domain/view.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import type { World } from "../../src/sandbox/keep.ts";
import { type Cast, variablesFor } from "./cast.ts";
import { type Ground, layGround } from "./ground.ts";
import type { Script } from "./script.ts";

/** One run under way. */
export interface Stage {
  readonly standIns: StandIns;
  readonly ground: Ground;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @param preload a broken engine, also for what queues the posts */
export async function openStage({ cast, queued, rules, byHand, preload }: Omit<Script, "troubles">): Promise<Stage> {
  const standIns = await startStandIns({ people: cast.people, duplicateProof: false, ...rules });
  if (byHand !== undefined) postByHand(standIns, byHand);
  const ground = await layGround(queued ?? cast, preload);
  return {
    standIns,
    ground,
    env: { ...standIns.envForChild(), ...variablesFor(cast.roles) },
    close: async () => {
      await standIns.close();
      ground.remove();
    },
  };
}

/** A post of the account's that Herald knows nothing of, an hour old. */
function postByHand(standIns: StandIns, text: string): void {
  const id = "1900000000000000999";
  const [person] = standIns.people.x;
  const createdAt = Date.now() - 3_600_000;
  const post = { id, authorId: person?.id ?? "", text, createdAt, replyTo: null, conversationId: id, mediaIds: [], deleted: false };
  standIns.world().x.posts.push(post);
}

/** Ids of everything that readers see now. */
export function shownIds(standIns: StandIns): readonly string[] {
  const { x, instagram } = standIns.world();
  return [...x.posts, ...instagram.media].map(({ id }) => id);
}

/** The world as it stands, safe from what comes later. */
export function worldOf(standIns: StandIns): World {
  return structuredClone(standIns.world());
}

export async function viewsOf(ground: Ground, cast: Cast): Promise<readonly PostView[]> {
  const store = await ground.open();
  try {
    const views = await Promise.all(cast.parts.map(({ id }) => store.view(id)));
    return views.flatMap((view) => view ?? []);
  } finally {
    await store.close();
  }
}

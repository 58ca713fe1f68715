import type { Post } from "../domain/post.ts";
import type { Recent } from "../pipeline/house-rules.ts";
import { type Desk, nowOf } from "./desk.ts";

/** How far back readers remember what an account said; X compares with about as much. */
export const memoryMs = 7 * 86_400_000;

/** The words of a post as it will go out, or did. */
export function wordsOf({ registry }: Pick<Desk, "registry">, { id, platform: name, plan, content }: Post): Recent {
  const platform = registry[name];
  const parsed = platform.parse(plan?.content ?? content);
  return { id, texts: parsed.ok ? platform.read(parsed.content).parts.map(({ text }) => text) : [] };
}

/** What the account's other posts say: those of the last week, and those to come. */
export async function recentOf(desk: Desk, { id, account }: Pick<Post, "id" | "account">): Promise<readonly Recent[]> {
  const near = await desk.store.neighbours(account, nowOf(desk) - memoryMs);
  return near.filter((post) => post.id !== id).map((post) => wordsOf(desk, post));
}

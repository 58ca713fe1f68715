import { createHash } from "node:crypto";
import type { Instant } from "../../src/domain/instant.ts";
import type { Json } from "../../src/domain/json.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Post } from "../../src/domain/post.ts";
import { ok, type Result } from "../../src/domain/problem.ts";
import type { Summary } from "../../src/domain/summary.ts";
import type { Change, PostView } from "../../src/domain/view.ts";
import type { Claimed, NewPost, Store } from "../../src/storage/store.ts";

/** A Monday morning in Karachi, with milliseconds that must not get lost. */
export const morning: Instant = Date.UTC(2026, 2, 2, 4, 0, 0, 123);
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const editor = "Ayesha";
export const owner = "desk-1/4242/777";

export function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

export function summaryOf(name: string, more: Partial<Summary> = {}): Summary {
  const paragraphs = [`The cabinet approved ${name} on Monday.`, "It takes effect in July."];
  const id = `sum-${name}`;
  return { id, fingerprint: sha256(name), language: "en", kind: "news", paragraphs, tags: ["economy"], source: `${name}.md`, ...more };
}

export function draftOf(id: string, account = "x", content: Json = { parts: [{ text: `On ${id}`, media: [] }] }): NewPost {
  return { ids: [id], account, platform: account === "instagram" ? "instagram" : "x", content };
}

export function planOf(account: string, content: Json = { parts: [] }): Plan {
  return {
    version: 1,
    account,
    platform: "x",
    remoteId: "1001",
    content,
    steps: [{ key: "post-1", repeat: "never", method: "POST", path: "tweets", body: content }],
  };
}

/** An editor's approval for a time. */
export function approval(account: string, scheduledAt: Instant, content: Json = { parts: [] }): Change {
  const digest = sha256(JSON.stringify(content));
  return {
    transition: "approve",
    set: { plan: planOf(account, content), digest, scheduledAt, dueAt: scheduledAt },
    note: { digest, scheduledAt },
  };
}

export function plain(transition: Change["transition"], set: Change["set"] = {}): Change {
  return { transition, set, note: {} };
}

/** The same change for each post of a decision. */
export function always(change: Change): (view: PostView) => Result<Change> {
  return () => ok(change);
}

/** A draft of its own summary. */
export async function drafted(store: Store, id: string, account = "x", at = morning): Promise<void> {
  await store.add(summaryOf(id), [draftOf(id, account)], at, editor);
}

/** A post approved for `at`. */
export async function approved(store: Store, id: string, account = "x", at = morning, content: Json = { parts: [] }): Promise<Post> {
  await drafted(store, id, account);
  return theOnly(await store.decide([id], always(approval(account, at, content)), morning, editor));
}

/** A post in a worker's hands. */
export async function claimed(store: Store, id: string, account = "x", content: Json = { parts: [] }): Promise<Claimed> {
  await approved(store, id, account, morning, content);
  const claim = await store.claim(id, null, owner, morning);
  if (claim === null) throw new Error(`${id} could not be claimed`);
  return claim;
}

export function theOnly<T>(result: Result<readonly T[]>): T {
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(" "));
  const [first] = result.value;
  if (first === undefined || result.value.length !== 1) throw new Error(`expected one, got ${result.value.length}`);
  return first;
}

/** What the journal says of a post's way, in short: `add approve claim`. */
export function way(view: PostView | undefined): string {
  return (view?.journal ?? []).map((entry) => (entry.kind === "moved" ? entry.transition : entry.kind)).join(" ");
}

import type { Desk } from "../../src/desk/desk.ts";
import { done } from "../../src/desk/done.ts";
import { isHandoff, type Output } from "../../src/domain/plan.ts";
import type { PostView } from "../../src/domain/view.ts";
import { stepDigest } from "../../src/pipeline/digest.ts";
import { isDelete } from "../../src/pipeline/half-sent.ts";
import { outputsOf, standingsOf } from "../../src/pipeline/standing.ts";
import { owner, plain } from "./store-fixtures.ts";

let lastNumber = 1_890_000_000_000_000_000n;

/** What a step leaves: the id that a delete names, else a new one. */
function outputFor(view: PostView, key: string): Output {
  const step = view.post.plan?.steps.find((one) => one.key === key);
  if (step && isDelete(step) && "path" in step && typeof step.path === "string") return { id: step.path.split("/").at(-1) ?? "" };
  lastNumber += 1n;
  const id = String(lastNumber);
  const urls = { x: `https://x.com/i/status/${id}`, instagram: `https://www.instagram.com/p/C${id}/`, "youtube-community": "" };
  return step?.repeat === "never" ? { id, url: urls[view.post.platform] } : { id };
}

async function viewOf({ store }: Desk, id: string): Promise<PostView> {
  const view = await store.view(id);
  if (!view) throw new Error(`There is no post ${id}.`);
  return view;
}

/** Does what a worker would with an approved post whose platform says yes to everything; at a hand-off it stops. */
export async function sendAll(desk: Desk, id: string): Promise<PostView> {
  const { store, clock } = desk;
  const claimed = await store.claim(id, null, owner, clock.now());
  if (!claimed) throw new Error(`${id} can't be claimed.`);
  const { token } = claimed.lease;
  for (;;) {
    const view = await viewOf(desk, id);
    const { plan } = view.post;
    if (!plan) throw new Error(`${id} has no plan.`);
    const next = standingsOf(plan, view.journal).steps.find(({ status }) => status !== "done");
    if (!next) {
      await store.move(id, token, plain(plan.steps.some(isDelete) ? "taken-down" : "publish", { dueAt: null }), clock.now(), owner);
      return viewOf(desk, id);
    }
    if (isHandoff(next.step)) {
      await store.move(id, token, plain("hand-off", { dueAt: null }), clock.now(), owner);
      return viewOf(desk, id);
    }
    const about = { step: next.step.key, stepDigest: stepDigest(next.step) };
    const seq = view.journal.length + 1;
    await store.intend(id, token, seq, { kind: "intent", ...about }, () => null, clock.now(), owner);
    const outcome = { kind: "done", output: outputFor(view, next.step.key) } as const;
    await store.record(id, seq + 1, { kind: "outcome", ...about, outcome }, clock.now(), owner);
  }
}

/** A person posts a hand-off on YouTube. */
export async function postByHand(desk: Desk, id: string, address: string): Promise<PostView> {
  const reported = await done(desk, id, { kind: "url", url: address });
  if (!reported.ok) throw new Error(reported.problems.map(({ message }) => message).join(" "));
  return viewOf(desk, id);
}

/** The id that the post's first visible step left. */
export function numberOf({ post, journal }: PostView): string {
  const shown = post.plan?.steps.find(({ repeat }) => repeat === "never")?.key ?? "";
  return (post.plan && outputsOf(standingsOf(post.plan, journal)).get(shown)?.id) ?? "";
}

import type { Instant } from "../../domain/instant.ts";
import type { Entry, Happening, Verdict } from "../../domain/journal.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { stepDigest } from "../digest.ts";
import { doubtfulStep, outputsIn, sayStep } from "../half-sent.ts";

/** What a person saw of a step in doubt: the same that the platform could have answered. */
export type Answer = Extract<Verdict, { readonly kind: "took" | "absent" }>;

function notInDoubt({ post }: PostView): Problem {
  const message = `It is ${post.state}, and no part of it is in doubt.`;
  return block("state-no-doubt", `post ${post.id}`, message, `\`herald show ${post.id}\` tells what can be done with it.`);
}

function partOfItself(id: string, key: string): Problem {
  const message = `${id} is ${sayStep(key)} of this very post.`;
  return block("link-known", "--took", message, "Give the address of the part in doubt, or --absent if readers don't see it.");
}

/** The step of this post that an id stands for already. */
function ownerOf(view: PostView, id: string): string | null {
  const steps = view.post.plan?.steps ?? [];
  const owner = steps.find((step) => outputsIn(view.journal, stepDigest(step)).some((output) => output.id === id));
  return owner?.key ?? null;
}

/** A person's answer to the doubt as its journal will hold it. */
export function answered(view: PostView, answer: Answer): Result<Extract<Happening, { readonly kind: "verdict" }>> {
  const doubt = doubtfulStep(view);
  if (!doubt) return refuse(notInDoubt(view));
  const owner = answer.kind === "took" ? ownerOf(view, answer.output.id) : null;
  if (owner !== null && answer.kind === "took") return refuse(partOfItself(answer.output.id, owner));
  return ok({ kind: "verdict", step: doubt.step.key, stepDigest: doubt.digest, verdict: answer });
}

/** The post as it will stand with the answer in its journal. */
export function withAnswer(view: PostView, answer: Happening | null): PostView {
  if (!answer) return view;
  const entry: Entry = { ...answer, seq: view.journal.length + 1, at: 0, by: "" };
  return { ...view, journal: [...view.journal, entry] };
}

/** A person settles a doubt, and the post goes on. */
export function settle(view: PostView, answer: Answer, now: Instant): Result<Change> {
  if (view.post.state !== "held") return refuse(notInDoubt(view));
  const before = answered(view, answer);
  return before.ok ? ok({ transition: "settle", set: { dueAt: now }, note: {}, before: before.value }) : before;
}

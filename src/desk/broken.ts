/** What a person decides on a post that broke, was stopped or is held, with something of it out. */
import { ok, type Result } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { type Answer, leave as leaveStage, resumePost as resumeStage, takeDown as takeDownStage } from "../pipeline/review.ts";
import { decideAs } from "./decide-as.ts";
import { benchFor, type Desk, nowOf, viewsOf } from "./desk.ts";
import { answerFor, type Seen, unlessTaken } from "./resolve.ts";

type Stage = (view: PostView, answer: Answer | null) => Result<Change>;

async function decide(desk: Desk, id: string, seen: Seen | null, stage: Stage): Promise<Result<readonly PostView[]>> {
  const known = seen ? await unlessTaken(desk, id, seen) : null;
  if (known && !known.ok) return known;
  const decideOn = (view: PostView) => {
    const answer = seen ? answerFor(desk, view, seen) : ok(null);
    return answer.ok ? stage(view, answer.value) : answer;
  };
  const posts = await decideAs(desk, [id], decideOn);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}

/** Sends the rest, as approved. */
export function resumePost(desk: Desk, id: string): Promise<Result<readonly PostView[]>> {
  return decide(desk, id, null, (view) => resumeStage(view, nowOf(desk)));
}

/** Deletes what is out, by the worker. @param seen what a person saw of a part in doubt */
export function takeDown(desk: Desk, id: string, seen: Seen | null): Promise<Result<readonly PostView[]>> {
  return decide(desk, id, seen, (view, answer) => {
    const bench = benchFor(desk, view.post.account);
    return bench.ok ? takeDownStage(view, bench.value.platform, answer, nowOf(desk)) : bench;
  });
}

/** Leaves what is out, and sends nothing more. @param seen what a person saw of a part in doubt */
export function leave(desk: Desk, id: string, seen: Seen | null): Promise<Result<readonly PostView[]>> {
  return decide(desk, id, seen, leaveStage);
}

import { type Problem, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { type ChangeProblem, type Difference, differenceOf, sayDifference } from "../pipeline/approval.ts";
import { planDigest } from "../pipeline/digest.ts";
import { planOf } from "../pipeline/review.ts";
import type { Reading } from "../platforms/platform.ts";
import { accountOf, type Desk, platformOf, viewOf } from "./desk.ts";

/** States of a post that are compared with what an editor saw; older ones nobody has open any more. */
const mostStates = 50;

/** Every content that the post had, the newest first, as the record keeps them. */
async function contentsOf(desk: Desk, id: string): Promise<readonly PostView["post"]["content"][]> {
  const contents: PostView["post"]["content"][] = [];
  for (let after = 0; ; ) {
    const rows = await desk.store.audit.rows({ after, limit: 200, subject: `post ${id}` });
    for (const { body } of rows) {
      const { content } = JSON.parse(body);
      if (content !== undefined) contents.push(content);
    }
    const last = rows.at(-1);
    if (!last) return contents.reverse().slice(0, mostStates);
    after = last.seq;
  }
}

/** How a state of the post reads, and the digest that an editor saw with it. */
function readAs(desk: Desk, { post }: PostView, content: PostView["post"]["content"]): { digest: string; reading: Reading } | null {
  const account = accountOf(desk, post.account);
  if (!account.ok) return null;
  const platform = platformOf(desk, account.value);
  const parsed = platform.parse(content);
  const plan = planOf({ post: { ...post, content, state: "draft" } }, { platform, account: account.value });
  return parsed.ok && plan.ok ? { digest: planDigest(plan.value), reading: platform.read(parsed.content) } : null;
}

/** What changed since an editor saw the post with this digest; null where what they saw is not known any more. */
async function differenceSince(desk: Desk, id: string, seen: string): Promise<readonly Difference[] | null> {
  const view = await viewOf(desk, id);
  if (!view.ok) return null;
  const now = readAs(desk, view.value, view.value.post.content);
  const before = (await contentsOf(desk, id)).map((content) => readAs(desk, view.value, content)).find((state) => state?.digest === seen);
  return now && before ? differenceOf(before.reading, now.reading) : null;
}

function withDifference(problem: Problem, difference: readonly Difference[]): ChangeProblem {
  const lines = difference.map(sayDifference);
  const what = lines.length > 0 ? `It changed since you saw it. ${lines.join(" · ")}` : problem.message;
  return { ...problem, message: what, difference };
}

/** A refusal because the post changed, with what changed shown. */
export async function showingChange<T>(desk: Desk, id: string, seen: string, result: Result<T>): Promise<Result<T>> {
  const isMeant = ({ code, where }: Problem) => code === "state-changed" && where === `post ${id}`;
  if (result.ok || !result.problems.some(isMeant)) return result;
  const difference = await differenceSince(desk, id, seen);
  if (!difference) return result;
  return refuse(...result.problems.map((problem) => (isMeant(problem) ? withDifference(problem, difference) : problem)));
}

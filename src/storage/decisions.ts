import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import { allows, type Post, type Transition, transitions } from "../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { calendarOf, placeOf } from "./calendar.ts";
import { applyDecision, changed } from "./change.ts";
import { outputOf } from "./journal.ts";
import { postRow, viewOf } from "./posts.ts";
import type { PostRow } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { Change, PostView } from "./store.ts";

type Decide = (view: PostView) => Result<Change>;
type Calendars = Map<string, Map<string, Instant>>;

/** A person's decision on several posts, each once: first all are decided, then, if nothing stands against any, all are changed. */
export async function decide(
  trx: Trx,
  postIds: readonly string[],
  decision: Decide,
  at: Instant,
  by: string,
): Promise<Result<readonly Post[]>> {
  const calendars: Calendars = new Map();
  const decided: { readonly post: Post; readonly change: Change }[] = [];
  const problems: Problem[] = [];
  for (const id of new Set(postIds)) {
    const result = await decideOne(trx, id, decision, calendars, at);
    if (result.ok) decided.push(result.value);
    else problems.push(...result.problems);
  }
  if (problems.length > 0) return refuse(...problems);
  const posts: Post[] = [];
  for (const { post, change } of decided) posts.push(await applyDecision(trx, post, change, at, by));
  return ok(posts);
}

async function decideOne(trx: Trx, id: string, decision: Decide, calendars: Calendars, at: Instant) {
  const row = await postRow(trx, id);
  if (row === undefined) return refuse(unknownPost(id));
  const calendar = await calendarFor(trx, row, calendars, at);
  const view = await viewOf(trx, row, calendar, at);
  const result = decision(view);
  if (!result.ok) return result;
  const change = result.value;
  if (!allows(change.transition, view.post.state)) return refuse(notFromHere(view.post, change.transition));
  const owner = await ownerOf(trx, view.post, change.before);
  if (owner !== null) return refuse(standsFor(owner));
  book(calendar, changed(view.post, change), at);
  return ok({ post: view.post, change });
}

/** Read once a call and kept up with what was decided, so that two posts of one account see each other's place. */
async function calendarFor(trx: Trx, row: PostRow, calendars: Calendars, at: Instant): Promise<Map<string, Instant>> {
  const known = calendars.get(row.account);
  if (known) return known;
  const calendar = await calendarOf(trx, row.account, { at, span: "all" });
  calendars.set(row.account, calendar);
  return calendar;
}

function book(calendar: Map<string, Instant>, post: Post, at: Instant): void {
  const place = placeOf(post.state, post.scheduledAt, at);
  if (place === null) calendar.delete(post.id);
  else calendar.set(post.id, place);
}

/** The other post whose journal holds the address that a person gives for this one. */
async function ownerOf(trx: Trx, { id, account }: Post, said: Happening | undefined): Promise<string | null> {
  const output = said && outputOf(said);
  if (!output?.url) return null;
  const known = trx.selectFrom("outputs").select("post_id").where("account", "=", account).where("output_id", "=", output.id);
  return (await known.where("post_id", "!=", id).orderBy("post_id").limit(1).executeTakeFirst())?.post_id ?? null;
}

function standsFor(owner: string): Problem {
  const message = `It is the address of post ${owner}.`;
  return block("link-known", "the address", message, "Give the address of this post; nothing was changed.");
}

function unknownPost(id: string): Problem {
  return block("input-unknown-post", `post ${id}`, `There is no post ${id}.`, "Look up its id in the list of posts.");
}

export function notFromHere(post: Post, transition: Transition): Problem {
  const { from, to }: { readonly from: readonly string[]; readonly to: string | null } = transitions[transition];
  const needed = from.length === 0 ? "a new post" : `a post that is ${from.join(", ").replace(/, (?=[^,]*$)/, " or ")}`;
  const message = to === post.state ? `It is ${post.state} already.` : `It is ${post.state}, and \`${transition}\` is for ${needed}.`;
  return block(
    `state-${transition}`,
    `post ${post.id}`,
    message,
    "Nothing was changed; look at the post again: it may have moved since you last saw it.",
  );
}

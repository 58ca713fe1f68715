import type { Instant } from "../domain/instant.ts";
import type { PostView } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown, standingParts } from "../pipeline/half-sent.ts";
import { type Choice, choicesOn } from "../pipeline/review.ts";
import { type Desk, nowOf, viewsOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { type OpenIncident, openIncidents } from "./incidents.ts";
import { stoppedPosts } from "./pause.ts";

/**
 * What is wrong with a post, for people. `doubt`: nobody knows whether readers see a part; `held`: it stands still for another reason;
 * `rest`: part of it is out, and the rest waits for somebody's word; `deleting`: it is being deleted, or is to be.
 */
export type TroubleKind = "doubt" | "held" | "failed" | "missed" | "stopped" | "rest" | "deleting";

export interface TroubledPost {
  readonly view: PostView;
  readonly kind: TroubleKind;
  readonly platformName: string;
  readonly words: string;
  /** What Herald noted when it happened; empty: nothing. */
  readonly why: string;
  readonly since: Instant;
  /** The part in doubt, by its number, where there are several; null: the post as a whole, or no doubt. */
  readonly part: number | null;
  /** Addresses (or ids) of what readers see. */
  readonly visible: readonly string[];
  readonly choices: readonly Choice[];
}

export interface PausedAccount {
  /** Null: everything. */
  readonly account: string | null;
  readonly reason: string;
  readonly by: string;
  readonly since: Instant;
  readonly until: Instant | null;
}

export interface Trouble {
  readonly posts: readonly TroubledPost[];
  readonly paused: readonly PausedAccount[];
  /** What else people must hear of. */
  readonly incidents: readonly OpenIncident[];
}

function kindOf(view: PostView): TroubleKind {
  const { state, plan } = view.post;
  if (state === "held") return doubtfulStep(view) ? "doubt" : "held";
  if (plan && isTakeDown(plan)) return "deleting";
  if (isStopped(view)) return "stopped";
  return state === "failed" || state === "missed" ? state : "rest";
}

function partOf(view: PostView): number | null {
  const doubt = doubtfulStep(view);
  const shown = view.post.plan?.steps.filter(({ repeat }) => repeat === "never") ?? [];
  return doubt && shown.length > 1 ? shown.indexOf(doubt.step) + 1 : null;
}

function troubled(desk: Desk, view: PostView): TroubledPost {
  const { post, journal } = view;
  const platform = desk.registry[post.platform];
  const move = journal.findLast((entry) => entry.kind === "moved");
  const half = halfSent(view);
  return {
    view,
    kind: kindOf(view),
    platformName: platform.name,
    words: firstWordsOf(desk, view),
    why: move?.reason ?? doubtfulStep(view)?.reason ?? "",
    since: move?.at ?? post.createdAt,
    part: partOf(view),
    visible: half ? standingParts(half).map(({ output }) => output.url ?? output.id) : [],
    choices: choicesOn(view, platform.retract !== undefined),
  };
}

/** Half-sent posts whose rest a person changed or approved and nobody has sent. */
async function rests(desk: Desk): Promise<readonly PostView[]> {
  const [drafts, approved] = await Promise.all([desk.store.posts({ state: "draft" }), desk.store.posts({ state: "approved" })]);
  const likely = [...drafts.filter(({ plan }) => plan !== null), ...approved.filter(({ dueAt }) => dueAt === null)];
  return (await viewsOf(desk, likely)).filter((view) => halfSent(view) !== null);
}

async function pauses(desk: Desk): Promise<readonly PausedAccount[]> {
  const [accounts, house] = await Promise.all([desk.store.accounts(), desk.store.housePause()]);
  const all = [{ id: null, pause: house }, ...accounts];
  return all.flatMap(({ id, pause }) => (pause && isPaused(pause, nowOf(desk)) ? [{ account: id, ...pause }] : []));
}

/** Everything that went wrong and waits for a person, doubts first. */
export async function troubleOf(desk: Desk): Promise<Trouble> {
  const broken = await Promise.all((["held", "failed", "missed"] as const).map((state) => desk.store.posts({ state })));
  const views = [...(await viewsOf(desk, broken.flat())), ...(await stoppedPosts(desk, null)), ...(await rests(desk))];
  const shown = new Set(views.map(({ post }) => post.id));
  const paused = await pauses(desk);
  const incidents = (await openIncidents(desk)).filter(
    ({ kind, post }) => kind !== "hand-off" && kind !== "paused" && (kind === "duplicate" || post === null || !shown.has(post.id)),
  );
  return { posts: views.map((view) => troubled(desk, view)), paused, incidents };
}

import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown, standingParts } from "../pipeline/half-sent.ts";
import { type Choice, choicesOn } from "../pipeline/review.ts";
import { type Desk, nowOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { type OpenIncident, openIncidents } from "./incidents.ts";
import { stoppedPosts } from "./pause.ts";
import { viewsOfRests } from "./status.ts";
import { someOfState } from "./stretches.ts";

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
  /** States of which there are more posts than are shown, and how many. */
  readonly more: readonly { readonly state: State; readonly count: number }[];
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

/** Of one kind, more than this nobody looks through on one page. */
const most = 200;
const broken = ["held", "failed", "missed"] as const satisfies readonly State[];

/** Half-sent posts whose rest a person changed or approved and nobody has sent. */
async function rests(desk: Desk): Promise<readonly PostView[]> {
  const rests: PostView[] = [];
  for (const state of ["draft", "approved"] as const)
    for await (const views of viewsOfRests(desk, state)) {
      rests.push(...views.filter((view) => halfSent(view) !== null));
      if (rests.length >= most) break;
    }
  return rests;
}

async function pauses(desk: Desk): Promise<readonly PausedAccount[]> {
  const [accounts, house] = await Promise.all([desk.store.accounts(), desk.store.housePause()]);
  const all = [{ id: null, pause: house }, ...accounts];
  return all.flatMap(({ id, pause }) => (pause && isPaused(pause, nowOf(desk)) ? [{ account: id, ...pause }] : []));
}

/** Everything that went wrong and waits for a person, doubts first. */
export async function troubleOf(desk: Desk): Promise<Trouble> {
  const some = await Promise.all(broken.map(async (state) => ({ state, ...(await someOfState(desk, state, most)) })));
  const views = [...some.flatMap((one) => one.views), ...(await stoppedPosts(desk, null)), ...(await rests(desk))];
  const more = some.flatMap(({ state, views: own, all }) => (all > own.length ? [{ state, count: all - own.length }] : []));
  const shown = new Set(views.map(({ post }) => post.id));
  const left = new Set<string>(more.map(({ state }) => state));
  const paused = await pauses(desk);
  const incidents = (await openIncidents(desk)).filter(
    ({ kind, post }) =>
      kind !== "hand-off" && kind !== "paused" && (kind === "duplicate" || post === null || !(shown.has(post.id) || left.has(post.state))),
  );
  return { posts: views.map((view) => troubled(desk, view)), more, paused, incidents };
}

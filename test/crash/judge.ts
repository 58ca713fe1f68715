/** The checker: what readers see and what the journals say, against what was approved. */
import type { Entry } from "../../src/domain/journal.ts";
import type { State } from "../../src/domain/post.ts";
import type { PostView } from "../../src/domain/view.ts";
import { outputsOf, standingsOf } from "../../src/pipeline/standing.ts";
import type { InstagramContent } from "../../src/platforms/instagram/content.ts";
import type { XContent } from "../../src/platforms/x/content.ts";
import type { World } from "../../src/sandbox/keep.ts";
import type { Part } from "./cast.ts";
import type { Ending } from "./script.ts";

/** `duplicate`: something stands twice. `disorder`: in a wrong place. `loss`: not there, and nobody was told. */
export interface Complaint {
  readonly kind: "duplicate" | "disorder" | "loss" | "stray" | "waste" | "accident";
  readonly what: string;
}

export interface Leniency {
  /** The platform was made unable to tell, so that a person must be asked. */
  readonly mayHold?: boolean;
  /** The credential or the content was made to fail. */
  readonly mayFail?: boolean;
}

function complain(kind: Complaint["kind"], what: string): Complaint {
  return { kind, what };
}

/** One visible thing: a part of a thread, or a picture post. */
interface Shown {
  readonly id: string;
  readonly account: string;
  readonly text: string;
  /** Text of what it answers; null: nothing. */
  readonly after: string | null;
  readonly pictures: readonly string[];
}

function shownOnX(world: World): readonly Shown[] {
  const { posts, uploads } = world.x;
  return posts.map(({ id, authorId, text, replyTo, mediaIds }) => ({
    id,
    account: authorId,
    text,
    after: replyTo === null ? null : (posts.find((post) => post.id === replyTo)?.text ?? "something else"),
    pictures: mediaIds.map((media) => {
      const upload = uploads.find((one) => one.id === media);
      return `${upload?.digest} ${upload?.alt}`;
    }),
  }));
}

function shownOnInstagram(world: World): readonly Shown[] {
  return world.instagram.media.map(({ id, ownerId, caption, pictures }) => ({
    id,
    account: ownerId,
    text: caption,
    after: null,
    pictures: pictures.map(({ digest, alt }) => `${digest} ${alt}`),
  }));
}

interface Due extends Omit<Shown, "id"> {
  readonly post: string;
}

function pictureNames(pictures: readonly { readonly digest: string; readonly alt: string }[]): readonly string[] {
  return pictures.map(({ digest, alt }) => `${digest} ${alt}`);
}

/** What readers should see of a post, in order; of a hand-off nothing. */
function dueOf({ id, role, content }: Part): readonly Due[] {
  if (role.platform === "x") {
    const { parts } = content as XContent;
    return parts.map(({ text, media }, index) => ({
      post: id,
      account: role.remoteId,
      text,
      after: parts[index - 1]?.text ?? null,
      pictures: pictureNames(media),
    }));
  }
  if (role.platform !== "instagram") return [];
  const { caption, images } = content as InstagramContent;
  return [{ post: id, account: role.remoteId, text: caption, after: null, pictures: pictureNames(images) }];
}

function same(one: Shown, due: Due): boolean {
  return one.account === due.account && one.text === due.text;
}

function seenRight(one: Shown, due: readonly Due[]): boolean {
  return due.some((wanted) => same(one, wanted) && one.after === wanted.after && one.pictures.join() === wanted.pictures.join());
}

/** Each thing at most as often as it was approved, in its place, and nothing else. */
function visibleComplaints(shown: readonly Shown[], due: readonly Due[]): readonly Complaint[] {
  const counted = due.filter(
    (wanted, index) => due.findIndex(({ account, text }) => account === wanted.account && text === wanted.text) === index,
  );
  const duplicates = counted.flatMap((wanted) => {
    const times = shown.filter((one) => same(one, wanted)).length;
    const most = due.filter(({ account, text }) => account === wanted.account && text === wanted.text).length;
    return times > most ? [complain("duplicate", `${wanted.post}: "${wanted.text}" stands ${times} times`)] : [];
  });
  const strays = shown.flatMap((one) => {
    if (!due.some((wanted) => same(one, wanted))) return [complain("stray", `"${one.text}" was never approved`)];
    return seenRight(one, due)
      ? []
      : [complain("disorder", `"${one.text}" follows ${JSON.stringify(one.after)} with ${one.pictures.length} pictures`)];
  });
  return [...duplicates, ...strays];
}

const ends: readonly State[] = ["published", "waiting"];

function reasonOf({ journal }: PostView): string {
  const moved = journal.findLast((entry) => entry.kind === "moved");
  return moved?.kind === "moved" ? (moved.reason ?? "without a reason") : "";
}

function lossComplaints(view: PostView, due: readonly Due[], shown: readonly Shown[], lenient: Leniency): readonly Complaint[] {
  const { id, state } = view.post;
  if (state === "held" && lenient.mayHold) return [];
  if (state === "failed" && lenient.mayFail) return [];
  if (!ends.includes(state)) return [complain("loss", `${id} ended ${state}: ${reasonOf(view)}`)];
  return due
    .filter((wanted) => !shown.some((one) => same(one, wanted)))
    .map(({ text }) => complain("loss", `${id} is ${state}, but nobody sees "${text}"`));
}

/** The journal names what readers see. */
function journalComplaints(view: PostView, shown: readonly Shown[]): readonly Complaint[] {
  const { post, journal, lease } = view;
  const complaints: Complaint[] = [];
  if (journal.some(({ seq }, index) => seq !== index + 1)) complaints.push(complain("accident", `${post.id}: its journal has a gap`));
  if (lease !== null) complaints.push(complain("accident", `${post.id} is still leased to ${lease.owner}`));
  if (!post.plan) return complaints;
  const outputs = outputsOf(standingsOf(post.plan, journal));
  for (const { key, repeat } of post.plan.steps) {
    const id = outputs.get(key)?.id;
    const known = id === undefined || id.startsWith("container:") || shown.some((one) => one.id === id);
    if (repeat === "never" && !known) complaints.push(complain("accident", `${post.id}: ${key} has the id ${id}, which nobody sees`));
  }
  return [...complaints, ...wasteOf(view)];
}

function isDone(entry: Entry): boolean {
  return (entry.kind === "outcome" && entry.outcome.kind === "done") || (entry.kind === "verdict" && entry.verdict.kind === "took");
}

function startsOver(entry: Entry): boolean {
  return entry.kind === "outcome" && entry.outcome.kind === "restart";
}

/** A finished step is not taken again, and a platform that answered is not asked the same again. */
function wasteOf({ post, journal }: PostView): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const finished = new Set<string>();
  const answered = new Set<string>();
  for (const entry of journal) {
    if (startsOver(entry)) finished.clear();
    if (entry.kind === "moved") continue;
    const name = `${post.id}: ${entry.step}`;
    if (entry.kind === "intent") {
      if (finished.has(entry.stepDigest)) complaints.push(complain("waste", `${name} was done, and was taken again`));
      answered.delete(entry.stepDigest);
    }
    if (entry.kind === "verdict" && answered.has(entry.stepDigest)) complaints.push(complain("waste", `${name} was asked about twice`));
    if (entry.kind === "verdict" && entry.verdict.kind !== "later") answered.add(entry.stepDigest);
    if (isDone(entry)) finished.add(entry.stepDigest);
  }
  return complaints;
}

/** Everything that is wrong with an ending; empty: exactly one of everything, in order. */
export function judge(
  { script, views, world, prior, accidents }: Pick<Ending, "script" | "views" | "world" | "prior" | "accidents">,
  lenient: Leniency = {},
): readonly Complaint[] {
  const { parts } = script.cast;
  const shown = [...shownOnX(world), ...shownOnInstagram(world)].filter(({ id }) => !prior.includes(id));
  const gone = parts.filter(({ id }) => !views.some(({ post }) => post.id === id));
  return [
    ...accidents.map((what) => complain("accident", what)),
    ...gone.map(({ id }) => complain("loss", `${id} is no longer in the queue`)),
    ...visibleComplaints(shown, parts.flatMap(dueOf)),
    ...views.flatMap((view) => {
      const part = parts.find(({ id }) => id === view.post.id);
      return [...lossComplaints(view, part ? dueOf(part) : [], shown, lenient), ...journalComplaints(view, shown)];
    }),
  ];
}

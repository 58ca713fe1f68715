import type { Desk } from "../../desk/desk.ts";
import { type Preview, type ShownPost, shownPost } from "../../desk/report.ts";
import { someOfState } from "../../desk/stretches.ts";
import { isHandoff } from "../../domain/plan.ts";
import type { State } from "../../domain/post.ts";
import { passes } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { fill } from "../../pipeline/fill.ts";
import { type OpenHandoff, type PublishedPost, sandboxPage } from "./sandbox-page.ts";

/** A post as stored, beside how it is shown. */
interface Seen {
  readonly view: PostView;
  readonly shown: ShownPost;
}

const others = [
  "waiting",
  "approved",
  "publishing",
  "held",
  "failed",
  "missed",
  "rejected",
  "cancelled",
] as const satisfies readonly State[];
/** Of a state, more than this one page doesn't show. */
const most = 200;

/** The newest drafts and the first of what became of others, by age. */
async function somePosts(desk: Desk): Promise<readonly Seen[]> {
  const { pages } = desk.store;
  const drafts = (await pages.drafts({}, null, most)).rows.map(({ id }) => id);
  const views = [...(await pages.views(drafts.toReversed()))];
  for (const state of others) views.push(...(await someOfState(desk, state, most)).views);
  return views
    .toSorted((a, b) => a.post.createdAt - b.post.createdAt)
    .flatMap((view) => {
      const shown = shownPost(desk, view);
      return shown ? [{ view, shown }] : [];
    });
}

async function picturesOf(desk: Desk, shown: readonly ShownPost[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const digests = new Set(shown.flatMap(({ reading }) => reading.parts.flatMap(({ pictures }) => pictures.map(({ digest }) => digest))));
  const kept = await Promise.all([...digests].map(async (digest) => [digest, (await desk.store.media(digest))?.bytes] as const));
  return new Map(kept.flatMap(([digest, bytes]) => (bytes ? [[digest, bytes] as const] : [])));
}

/** The posts by summary, each summary with only these. */
async function previewsOf(desk: Desk, seen: readonly Seen[]): Promise<readonly Preview[]> {
  const pictures = await picturesOf(
    desk,
    seen.map(({ shown }) => shown),
  );
  const groups = Map.groupBy(seen, ({ view }) => view.post.summaryId);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ summary: first.view.summary.summary, posts: group.map(({ shown }) => shown), pictures }] : [];
  });
}

function handoffOf({ view, shown }: Seen, pictures: ReadonlyMap<string, Uint8Array>): OpenHandoff[] {
  const { plan, id, platform } = view.post;
  const step = plan?.steps.find(isHandoff);
  if (!plan || !step) return [];
  const filled = fill(step, plan, new Map());
  if (!isHandoff(filled)) return [];
  const named = shown.reading.parts.flatMap((part) => part.pictures);
  const shownPictures = named.flatMap(({ digest, mime, alt }) => {
    const bytes = pictures.get(digest);
    return bytes ? [{ mime, bytes, alt }] : [];
  });
  return [{ id, platform, handle: shown.handle, text: filled.text, pictures: shownPictures, openUrl: filled.openUrl }];
}

/** The sandbox's page as it stands now. @param published what readers see on the stand-ins. */
export async function sandboxHome(desk: Desk, published: readonly PublishedPost[]): Promise<string> {
  const seen = await somePosts(desk);
  const inState = (...states: readonly State[]) => seen.filter(({ view }) => states.includes(view.post.state));
  const drafts = inState("draft");
  const handoffs = inState("waiting");
  const pictures = await picturesOf(
    desk,
    handoffs.map(({ shown }) => shown),
  );
  const view = {
    outlet: desk.settings.house.brand.name,
    timezone: desk.settings.timezone,
    published,
    stopped: await previewsOf(
      desk,
      drafts.filter(({ shown }) => !passes(shown.report.problems)),
    ),
    waiting: await previewsOf(
      desk,
      drafts.filter(({ shown }) => passes(shown.report.problems)),
    ),
    handoffs: handoffs.flatMap((one) => handoffOf(one, pictures)),
    rest: inState("approved", "publishing", "held", "failed", "missed", "rejected", "cancelled").map(({ shown }) => shown),
  };
  return sandboxPage(view, desk.templates);
}

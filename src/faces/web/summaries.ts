import type { OpenPost } from "../../desk/draft.ts";
import { inHouseZone, type SummaryForm } from "../../desk/new-summary.ts";
import { sayComposer } from "../../desk/report.ts";
import { changeStory, confirmPicture, type OpenStory, openStory, type Sibling } from "../../desk/story-page.ts";
import { storyTitle } from "../../desk/story-title.ts";
import { withdraw } from "../../desk/withdraw.ts";
import { block, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { decisions } from "./decisions.ts";
import { type Form, readForm } from "./form.ts";
import { onTo } from "./on-to.ts";
import { page, problemPage } from "./page.ts";
import { judgement } from "./post-page.ts";
import { onDesk } from "./remedies.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import { formValues, readSummaryForm } from "./summary-form.ts";
import { inFull, zoneFor, zoneOf } from "./times.ts";
import { againstEach, approveTogether, type Chosen, chosenIn } from "./together.ts";
import type { Visit } from "./visit.ts";

/** What was asked for and refused: the page shows it as it was, and what stands against it. */
interface Refused {
  readonly problems: readonly Problem[];
  /** What was typed and not kept. */
  readonly form?: SummaryForm;
  /** In which its times were typed. */
  readonly zone?: string;
  readonly chosen?: Chosen;
}

function postValues(visit: Visit, open: OpenPost, against: readonly Problem[]) {
  const { shown, view, nextSlot } = open;
  const { post } = view;
  const zone = zoneFor(visit, shown.account);
  return {
    ...judgement(visit, open),
    id: post.id,
    account: shown.account.id,
    platformName: shown.platformName,
    state: post.state,
    words: sayComposer(shown.report),
    scheduled: post.scheduledAt === null ? null : inFull(post.scheduledAt, zone),
    nextSlot: nextSlot === null ? null : inFull(nextSlot, zone),
    url: shown.report.url,
    isDraft: post.state === "draft",
    value: `${post.id} ${shown.report.digest}`,
    against: against.map((problem) => onDesk(problem, strings(visit.desk.templates))),
  };
}

function siblingValues({ summary: { summary }, comparison }: Sibling) {
  return {
    id: summary.id,
    title: storyTitle(summary),
    titled: summary.title !== undefined,
    lang: summary.language,
    paragraphs: summary.paragraphs,
    here: comparison.one,
    there: comparison.other,
    same: comparison.one.length + comparison.other.length === 0,
  };
}

function againstPosts({ problems, chosen }: Refused): ReadonlyMap<string, readonly Problem[]> {
  return chosen ? againstEach(chosen, problems) : new Map([["", problems]]);
}

function pageValues(visit: Visit, open: OpenStory, refused: Refused | null) {
  const { story, posts, fates, siblings } = open;
  const { summary, addedAt, withdrawn, withdrawal, version = 1 } = story.summary;
  const zone = zoneOf(visit);
  const local = (at: number) => inFull(at, zone);
  const against = refused ? againstPosts(refused) : new Map<string, readonly Problem[]>();
  const form = refused?.form ?? open.form;
  return {
    id: summary.id,
    title: storyTitle(summary),
    titled: summary.title !== undefined,
    lang: summary.language,
    other: summary.language === "en" ? "ur" : "en",
    storyKey: summary.story ?? null,
    storyParam: encodeURIComponent(summary.story ?? ""),
    paragraphs: summary.paragraphs,
    link: summary.link ?? null,
    facts: [
      ["kind", summary.author === undefined ? summary.kind : `${summary.kind}, ${summary.author}`],
      ["date", summary.date ?? ""],
      ["embargo", summary.embargo === undefined ? "" : local(summary.embargo)],
      ["expires", summary.expires === undefined ? "" : local(summary.expires)],
      ["tags", summary.tags.join(", ")],
      ["source", summary.source],
      ["added", local(addedAt)],
    ].flatMap(([term = "", said = ""]) => (said === "" ? [] : [{ term, said }])),
    image: summary.image
      ? { src: summary.image.src, ours: summary.image.ours === true, kept: formValues(open.form).kept, alt: summary.image.alt ?? "" }
      : null,
    version,
    versions: story.versions.map((one) => ({
      version: one.version,
      at: local(one.at),
      by: one.by,
      title: one.summary.title ?? null,
      paragraphs: one.summary.paragraphs,
      isNow: one.version === version,
    })),
    withdrawn: withdrawn
      ? { by: withdrawal?.by ?? "", reason: withdrawal?.reason ?? "", at: withdrawal ? local(withdrawal.at) : "" }
      : null,
    posts: posts.map((post) => postValues(visit, post, against.get(post.view.post.id) ?? [])),
    drafts: posts.filter(({ view }) => view.post.state === "draft").length,
    fates: fates.map(({ view, fate }) => ({ id: view.post.id, account: view.post.account, state: view.post.state, fate })),
    siblings: siblings.map(siblingValues),
    form: formValues(form),
    files: [],
    revising: true,
    changing: refused?.form !== undefined,
    // What was typed and not kept stands in the zone that it was typed in.
    zone: refused?.zone ?? zone,
  };
}

async function show(visit: Visit, refused: Refused | null = null): Promise<Response> {
  const open = await openStory(visit.desk, visit.id, zoneOf(visit));
  if (!open.ok) return problemPage(visit, open.problems, 404);
  const values = pageValues(visit, open.value, refused);
  const ids = new Set(values.posts.map(({ id }) => id));
  const apart = refused ? [...againstPosts(refused)].flatMap(([id, own]) => (ids.has(id) ? [] : own)) : [];
  const problems = [...apart, ...open.value.unreadable];
  return page(visit, { view: "summary", title: values.title, values, problems, status: refused ? 422 : 200 });
}

function changed(visit: Visit, said: string): Response {
  return onTo(visit, `/summaries/${visit.id}`, said);
}

async function approveAll(visit: Visit): Promise<Response> {
  const chosen = chosenIn(await readForm(visit.context));
  const none = block("input-none", "", "No draft of this story waits.", "Open the inbox for what does.");
  if (chosen.size === 0) return show(visit, { problems: [none] });
  const done = await approveTogether(visit, chosen);
  return done.ok ? changed(visit, "approvedTogether") : show(visit, { problems: done.problems, chosen });
}

/** The version that the form was opened with; one that names none was opened with none that stands. */
function seenVersion(form: Form): number {
  const seen = Number(form.word("version") ?? "0");
  return Number.isSafeInteger(seen) ? seen : 0;
}

async function change(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const { problems, ...written } = await readSummaryForm(visit, form);
  if (problems.length > 0) return show(visit, { problems, ...written });
  const done = await changeStory(visit.desk, visit.id, inHouseZone(visit.desk, written), seenVersion(form));
  return done.ok ? changed(visit, "storyChanged") : show(visit, { problems: done.problems, ...written });
}

const decision = decisions({ to: ({ id }) => `/summaries/${id}`, refused: (visit, problems) => show(visit, { problems }) });

async function takeBack(visit: Visit, reason: string | null): Promise<Result<unknown>> {
  if (reason === null)
    return refuse(block("input-reason", "", "No reason is given.", "Say why: it is kept, and told to whoever looks later."));
  return withdraw(visit.desk, visit.id, reason);
}

/** `/summaries/:id`: a story whole, its posts together, and what is done to all of it at once. */
export function summaries(routes: Routes): void {
  routes.get("/summaries/:id", "read", (visit) => show(visit));
  routes.post("/summaries/:id", "write", change);
  routes.post("/summaries/:id/approve", "approve", approveAll);
  routes.post(
    "/summaries/:id/ours",
    "review",
    decision("pictureOurs", (visit, form) => confirmPicture(visit.desk, visit.id, seenVersion(form))),
  );
  routes.post(
    "/summaries/:id/withdraw",
    "correct",
    decision("withdrawn", (visit, form) => takeBack(visit, form.word("reason"))),
  );
}

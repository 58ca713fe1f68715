import type { OpenIncident } from "../../desk/incidents.ts";
import { type PausedAccount, type TroubledPost, troubleOf } from "../../desk/trouble.ts";
import type { Right } from "../../domain/person.ts";
import type { Choice } from "../../pipeline/review.ts";
import { may } from "../../pipeline/rights.ts";
import { page } from "./page.ts";
import { sayOnDesk } from "./remedies.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import { dayAndTime, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** What can be done with one button, where it is sent, and who may; everything else is done on the post's own page. */
const buttons: Readonly<Record<string, { readonly path: string; readonly need: Right }>> = {
  resolve: { path: "resolve", need: "settle" },
  "resume-post": { path: "resume", need: "settle" },
  leave: { path: "leave", need: "settle" },
  "take-down": { path: "take-down", need: "correct" },
  retry: { path: "retry", need: "settle" },
  cancel: { path: "cancel", need: "review" },
};

function choiceRow({ desk }: Visit, { view, kind }: TroubledPost, { act, addition }: Choice) {
  const { id } = view.post;
  const button = buttons[act];
  if (button && !may(desk.actor, button.need)) return [];
  const key = [act, addition, act === "resume-post" && kind === "doubt" ? "doubt" : null].filter((part) => part !== null).join("-");
  if (!button) return [{ key, kind: "link", href: `/posts/${id}`, seen: null, needsAddress: false }];
  const seen = addition === "took" || addition === "absent" ? addition : null;
  return [{ key, kind: "button", href: `/posts/${id}/${button.path}`, seen, needsAddress: addition === "took" }];
}

function postRow(visit: Visit, post: TroubledPost, zone: string) {
  const { view, kind, platformName, words, why, since, part, visible } = post;
  return {
    id: view.post.id,
    account: view.post.account,
    state: view.post.state,
    lang: view.summary.summary.language,
    kind,
    platformName,
    words,
    why,
    since: dayAndTime(since, zone),
    part,
    visible: visible.map((place) => ({ place, isLink: place.startsWith("https://") })),
    choices: post.choices.flatMap((choice) => choiceRow(visit, post, choice)),
  };
}

function pauseRow({ desk }: Visit, { account, reason, by, since, until }: PausedAccount, zone: string) {
  return {
    account,
    reason: sayOnDesk(reason, strings(desk.templates)),
    by,
    since: dayAndTime(since, zone),
    until: until === null ? null : dayAndTime(until, zone),
  };
}

/** Open hand-offs have a page of their own; what no button here mends says itself what to do. */
const byHand: readonly OpenIncident["kind"][] = ["reminder", "overdue", "do-not-post", "expired"];

function incidentRow({ id, kind, subject, happened, todo, post }: OpenIncident) {
  return {
    id,
    subject,
    happened,
    todo: todo.flatMap(({ command, does }) => (command === null ? [does] : [])),
    post: post?.id ?? null,
    isByHand: byHand.includes(kind),
    canDismiss: kind === "duplicate",
  };
}

/** `GET /trouble`: doubts and failures, in words that need no knowledge of Herald, with what can be done about each. */
export function trouble(routes: Routes): void {
  routes.get("/trouble", "read", async (visit) => {
    const zone = zoneOf(visit);
    const { posts, more, paused, incidents } = await troubleOf(visit.desk);
    return page(visit, {
      view: "trouble",
      place: "trouble",
      values: {
        zone,
        more,
        posts: posts.map((post) => postRow(visit, post, zone)),
        paused: paused.map((pause) => pauseRow(visit, pause, zone)),
        incidents: incidents.map(incidentRow),
      },
    });
  });
}

import { type QueuedPost, type QueueQuestion, queueOf, queueStates } from "../../desk/queue.ts";
import { page } from "./page.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import { dayAndTime, there, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

function row({ desk }: Visit, { view, platformName, words, postponed, paused, isLate }: QueuedPost, zone: string) {
  const { id, account, state, scheduledAt } = view.post;
  const own = desk.settings.accounts.find((one) => one.id === account);
  return {
    id,
    account,
    platformName,
    state,
    words,
    lang: view.summary.summary.language,
    when: scheduledAt === null ? null : dayAndTime(scheduledAt, zone),
    there: scheduledAt === null || !own ? null : there(scheduledAt, zone, own),
    postponed,
    paused,
    isLate,
  };
}

function addressOf({ account, state }: QueueQuestion, after: string | null): string {
  const search = new URLSearchParams({ ...(account === undefined ? {} : { account }), ...(state === undefined ? {} : { state }) });
  if (after !== null) search.set("after", after);
  return search.size > 0 ? `/queue?${search}` : "/queue";
}

/** `GET /queue?account=&state=&after=`: all that is approved or under way, in the order in which it goes out; or one state of it. */
export function queue(routes: Routes): void {
  routes.get("/queue", "read", async (visit) => {
    const { desk, context } = visit;
    const accounts = desk.settings.accounts.map(({ id }) => id);
    const account = accounts.find((id) => id === context.req.query("account")) ?? null;
    const state = queueStates.find((one) => one === context.req.query("state")) ?? null;
    const question = { ...(account === null ? {} : { account }), ...(state === null ? {} : { state }) };
    const zone = zoneOf(visit);
    const { posts, isFirst, next } = await queueOf(desk, question, context.req.query("after"));
    const links = { first: isFirst ? null : addressOf(question, null), later: next && addressOf(question, next) };
    const values = { accounts, account, state, zone, ...links, posts: posts.map((post) => row(visit, post, zone)) };
    return page(visit, { view: "queue", title: strings(desk.templates).queue.title, place: "calendar", values });
  });
}

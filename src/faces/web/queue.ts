import { type QueuedPost, queueOf } from "../../desk/queue.ts";
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

/** `GET /queue?account=`: all that is approved or under way, in the order in which it goes out. */
export function queue(routes: Routes): void {
  routes.get("/queue", "read", async (visit) => {
    const { desk, context } = visit;
    const accounts = desk.settings.accounts.map(({ id }) => id);
    const account = accounts.find((id) => id === context.req.query("account")) ?? null;
    const zone = zoneOf(visit);
    const posts = await queueOf(desk, account ?? undefined);
    const values = { accounts, account, zone, posts: posts.map((post) => row(visit, post, zone)) };
    return page(visit, { view: "queue", title: strings(desk.templates).queue.title, place: "calendar", values });
  });
}

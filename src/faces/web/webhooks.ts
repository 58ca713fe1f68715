/** `/webhooks`: which programs and chats are told of every change, for admins. A secret is shown once, when it is made. */
import { localTime } from "../../desk/page/local-time.ts";
import type { WebhookReport } from "../../desk/webhook-reports.ts";
import { testWebhook } from "../../desk/webhook-try.ts";
import {
  addWebhook,
  deliveriesTo,
  removeWebhook,
  renewSecret,
  replayWebhook,
  turnWebhook,
  type WithSecret,
  webhooks,
} from "../../desk/webhooks.ts";
import { endpointForms, eventMeanings, eventTypes } from "../../domain/event.ts";
import type { Problem, Result } from "../../domain/problem.ts";
import { readInstant } from "../../pipeline/schedule.ts";
import { decisions } from "./decisions.ts";
import { type Form, readForm } from "./form.ts";
import { page, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import type { Handle, Visit } from "./visit.ts";

const mostDeliveries = 8;

async function row(visit: Visit, one: WebhookReport) {
  const local = (iso: string) => localTime(iso, visit.desk.settings.timezone);
  const sent = await deliveriesTo(visit.desk, one.id, mostDeliveries);
  return {
    ...one,
    events: one.events?.join(", ") ?? null,
    addedAt: local(one.addedAt),
    failingSince: one.failingSince === null ? null : local(one.failingSince),
    deliveries: (sent.ok ? sent.value : []).map(({ at, nextAt, ...rest }) => ({
      ...rest,
      at: local(at),
      nextAt: nextAt === null ? null : local(nextAt),
    })),
  };
}

interface Shown {
  readonly problems?: readonly Problem[];
  /** A secret that was just made. */
  readonly made?: WithSecret;
}

async function show(visit: Visit, { problems = [], made }: Shown = {}): Promise<Response> {
  const { desk } = visit;
  const all = await webhooks(desk);
  if (!all.ok) return problemPage(visit, all.problems, 403);
  const { sealKeys } = desk.settings;
  const [locked] = sealKeys.current.ok ? [] : sealKeys.current.problems;
  const values = {
    webhooks: await Promise.all(all.value.map((one) => row(visit, one))),
    forms: endpointForms,
    types: eventTypes.map((type) => ({ type, meaning: eventMeanings[type] })),
    locked: locked ?? null,
    made: made ? { id: made.webhook.id, url: made.webhook.url, secret: made.secret, notes: made.notes } : null,
  };
  return page(visit, { view: "webhooks", place: "webhooks", values, problems });
}

/** Shows what was made on the page itself: a secret is in no address, and nowhere a second time. */
function showing(make: (visit: Visit, form: Form) => Promise<Result<WithSecret>>): Handle {
  return async (visit) => {
    const made = await make(visit, await readForm(visit.context));
    return show(visit, made.ok ? { made: made.value } : { problems: made.problems });
  };
}

function wanted(form: Form) {
  const chosen = endpointForms.find((one) => one === form.word("form")) ?? "plain";
  const events = form.all("events").filter(Boolean);
  return { url: form.text("url"), form: chosen, events: events.length > 0 ? events : null, full: form.word("full") !== null };
}

async function replay(visit: Visit, form: Form): Promise<Result<unknown>> {
  const { desk, id } = visit;
  const event = form.word("event");
  if (event !== null) return replayWebhook(desk, id, { event });
  const since = readInstant(form.text("since"), desk.settings.timezone, desk.clock.now());
  return since.ok ? replayWebhook(desk, id, { since: since.value }) : since;
}

const decision = decisions({ to: () => "/webhooks", refused: (visit, problems) => show(visit, { problems }) });

export function webhookPages(routes: Routes): void {
  routes.get("/webhooks", "house", (visit) => show(visit));
  routes.post(
    "/webhooks",
    "house",
    showing((visit, form) => addWebhook(visit.desk, wanted(form))),
  );
  routes.post(
    "/webhooks/:id/secret",
    "house",
    showing((visit) => renewSecret(visit.desk, visit.id)),
  );
  routes.post(
    "/webhooks/:id/test",
    "house",
    decision("webhookTested", (visit) => testWebhook(visit.desk, visit.id)),
  );
  routes.post("/webhooks/:id/replay", "house", decision("webhookReplayed", replay));
  routes.post(
    "/webhooks/:id/on",
    "house",
    decision("webhookOn", (visit) => turnWebhook(visit.desk, visit.id, "on")),
  );
  routes.post(
    "/webhooks/:id/off",
    "house",
    decision("webhookOff", (visit) => turnWebhook(visit.desk, visit.id, "off")),
  );
  routes.post(
    "/webhooks/:id/remove",
    "house",
    decision("webhookRemoved", (visit) => removeWebhook(visit.desk, visit.id)),
  );
}

/** `/webhooks`: which programs and chats are told of every change, for admins. A secret is shown once, when it is made. */
import type { WebhookReport } from "../../desk/webhook-reports.ts";
import { testWebhook } from "../../desk/webhook-try.ts";
import {
  addWebhook,
  deliveriesTo,
  type NewWebhook,
  newWebhookName,
  removeWebhook,
  renewSecret,
  replayWebhook,
  secretMarks,
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
import { inFull, zoneNamed, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

const mostDeliveries = 8;

async function row(visit: Visit, one: WebhookReport, mark: string | undefined) {
  const zone = zoneOf(visit);
  const local = (iso: string) => inFull(iso, zone);
  const sent = await deliveriesTo(visit.desk, one.id, mostDeliveries);
  return {
    ...one,
    mark: mark ?? "",
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
  /** What was just typed of a new one; it must not be lost where something stands against it. */
  readonly typed?: NewWebhook;
  /** A secret that was just made. */
  readonly made?: WithSecret;
}

const nothingTyped: NewWebhook = { url: "", form: "plain", events: null, full: false };

async function show(visit: Visit, { problems = [], typed = nothingTyped, made }: Shown = {}): Promise<Response> {
  const { desk } = visit;
  const all = await webhooks(desk);
  if (!all.ok) return problemPage(visit, all.problems, 403);
  const { sealKeys } = desk.settings;
  const marks = await secretMarks(desk);
  const [locked] = sealKeys.current.ok ? [] : sealKeys.current.problems;
  const values = {
    zone: zoneOf(visit),
    webhooks: await Promise.all(all.value.map((one) => row(visit, one, marks.get(one.id)))),
    forms: endpointForms,
    types: eventTypes.map((type) => ({ type, meaning: eventMeanings[type], chosen: typed.events?.includes(type) ?? false })),
    typed: { url: typed.url, form: typed.form, full: typed.full, some: typed.events !== null },
    // A reload of the answer sends the form again: under the same name nothing is added twice.
    name: newWebhookName(),
    locked: locked ?? null,
    made: made ? { id: made.webhook.id, url: made.webhook.url, secret: made.secret, notes: made.notes } : null,
  };
  return page(visit, { view: "webhooks", place: "webhooks", values, problems });
}

/** Shows what was made on the page itself: a secret is in no address, and nowhere a second time. */
function shownOf(made: Result<WithSecret>, typed?: NewWebhook): Shown {
  if (made.ok) return { made: made.value };
  return { problems: made.problems, ...(typed ? { typed } : {}) };
}

async function add(visit: Visit): Promise<Response> {
  const typed = typedIn(await readForm(visit.context));
  return show(visit, shownOf(await addWebhook(visit.desk, typed), typed));
}

async function renew(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  return show(visit, shownOf(await renewSecret(visit.desk, visit.id, form.text("mark"))));
}

function typedIn(form: Form): NewWebhook {
  const chosen = endpointForms.find((one) => one === form.word("form")) ?? "plain";
  const events = form.all("events").filter(Boolean);
  return {
    url: form.text("url"),
    form: chosen,
    events: events.length > 0 ? events : null,
    full: form.word("full") !== null,
    name: form.text("name"),
  };
}

async function replay(visit: Visit, form: Form): Promise<Result<unknown>> {
  const { desk, id } = visit;
  const event = form.word("event");
  if (event !== null) return replayWebhook(desk, id, { event });
  const zone = zoneNamed(form, zoneOf(visit));
  if (!zone.ok) return zone;
  const since = readInstant(form.text("since"), zone.value, desk.clock.now());
  return since.ok ? replayWebhook(desk, id, { since: since.value }) : since;
}

const decision = decisions({ to: () => "/webhooks", refused: (visit, problems) => show(visit, { problems }) });

export function webhookPages(routes: Routes): void {
  routes.get("/webhooks", "house", (visit) => show(visit));
  routes.post("/webhooks", "house", add);
  routes.post("/webhooks/:id/secret", "house", renew);
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

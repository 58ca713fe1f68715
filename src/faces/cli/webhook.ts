import type { Desk } from "../../desk/desk.ts";
import type { DeliveryReport, WebhookReport } from "../../desk/webhook-reports.ts";
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
import { type EndpointForm, endpointForms, eventMeanings, eventTypes } from "../../domain/event.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { readTime } from "./time.ts";

/** What a `webhook` command did, for programs and for people. */
interface Done {
  readonly json: object;
  readonly text: string;
}

type Act = (desk: Desk, typed: Typed) => Promise<Result<Done>>;

const name = (typed: Typed) => word(typed, 1);

function usage(message: string, remedy: string): Problem {
  return block("usage-webhook", "webhook", message, remedy);
}

function sayWebhook({ id, url, form, events, full, state, failingSince, problem, waiting, failed }: WebhookReport): string {
  const told = events === null ? "everything" : events.join(", ");
  const how = state === "failing" ? `failing since ${failingSince}` : state;
  const counts = [waiting > 0 ? `${waiting} waiting` : "", failed > 0 ? `${failed} given up` : ""].filter((part) => part !== "");
  const head = [`${id}  ${url}  ${form}, ${how}`, ...counts].join(", ");
  const rest = [`    ${told}${full ? ", with texts under embargo" : ""}`, ...(problem ? [`    ${problem}`] : [])];
  return [head, ...rest].join("\n");
}

function sayDelivery({ event, type, subject, at, state, tries, nextAt, problem }: DeliveryReport): string {
  const next = nextAt === null ? "" : `, next try ${nextAt}`;
  const often = tries === 1 ? "1 try" : `${tries} tries`;
  return `    ${at}  ${type.padEnd(24)} ${subject.padEnd(20)} ${state}, ${often}${next}${problem ? `: ${problem}` : ""}  ${event}`;
}

function saySecret({ webhook, secret, notes }: WithSecret): Done {
  const shown = secret === null ? [] : [`Its secret, shown this once: ${secret}`];
  return { json: { webhook, secret, notes }, text: [sayWebhook(webhook), ...shown, ...notes].join("\n") };
}

async function saying<T>(result: Promise<Result<T>>, say: (value: T) => Done): Promise<Result<Done>> {
  const done = await result;
  return done.ok ? ok(say(done.value)) : done;
}

function formOf(typed: Typed): Result<EndpointForm> {
  const [form = "plain", other] = endpointForms.filter((one) => flag(typed, one));
  return other === undefined ? ok(form) : refuse(usage(`--${form} and --${other} say two different things.`, "Give one of them."));
}

const add: Act = async (desk, typed) => {
  const form = formOf(typed);
  if (!form.ok) return form;
  const written = textOption(typed, "events");
  const events = written === undefined ? null : written.split(/[\s,]+/).filter(Boolean);
  return saying(addWebhook(desk, { url: name(typed), form: form.value, events, full: flag(typed, "full") }), saySecret);
};

const list: Act = (desk) =>
  saying(webhooks(desk), (all) => ({
    json: { webhooks: all },
    text: all.length === 0 ? "Nobody is told of events: `herald webhook add URL`." : all.map(sayWebhook).join("\n"),
  }));

const show: Act = async (desk, typed) => {
  const [all, sent] = [await webhooks(desk), await deliveriesTo(desk, name(typed))];
  if (!all.ok) return all;
  if (!sent.ok) return sent;
  const webhook = all.value.find(({ id }) => id === name(typed)) ?? null;
  const head = webhook === null ? [] : [sayWebhook(webhook)];
  return ok({ json: { webhook, deliveries: sent.value }, text: [...head, ...sent.value.map(sayDelivery)].join("\n") });
};

const replay: Act = async (desk, typed) => {
  const [since, event] = [textOption(typed, "since"), textOption(typed, "event")];
  if ((since === undefined) === (event === undefined))
    return refuse(usage("Say what is to be sent again.", "Give --since TIME or --event ID."));
  const at = since === undefined ? null : readTime(desk, since, desk.settings.timezone, "--since");
  if (at?.ok === false) return at;
  const which = at === null ? { event: event ?? "" } : { since: at.value };
  return saying(replayWebhook(desk, name(typed), which), (replayed) => ({
    json: replayed,
    text: `${replayed.replayed} ${replayed.replayed === 1 ? "event is" : "events are"} due again; \`herald start\` or \`worker\` sends them.`,
  }));
};

const turn =
  (to: "on" | "off"): Act =>
  (desk, typed) =>
    saying(turnWebhook(desk, name(typed), to), (webhook) => ({ json: { webhook }, text: sayWebhook(webhook) }));

const acts: Readonly<Record<string, Act>> = {
  add,
  list,
  show,
  replay,
  on: turn("on"),
  off: turn("off"),
  secret: (desk, typed) => saying(renewSecret(desk, name(typed)), saySecret),
  remove: (desk, typed) =>
    saying(removeWebhook(desk, name(typed)), (done) => ({ json: done, text: `${done.removed} is told nothing any more.` })),
  test: (desk, typed) => saying(testWebhook(desk, name(typed)), (done) => ({ json: done, text: `The test arrived at ${done.arrived}.` })),
  events: async () =>
    ok({
      json: { events: eventTypes.map((type) => ({ type, meaning: eventMeanings[type] })) },
      text: eventTypes.map((type) => `${type.padEnd(32)} ${eventMeanings[type]}`).join("\n"),
    }),
};

const nameless: readonly string[] = ["list", "events"];

function actTyped(typed: Typed): Result<Act> {
  const wanted = word(typed, 0);
  const act = Object.hasOwn(acts, wanted) ? acts[wanted] : undefined;
  if (!act) return refuse(usage(`There is no \`webhook ${wanted}\`.`, `Use one of: ${Object.keys(acts).join(", ")}.`));
  if (name(typed) === "" && !nameless.includes(wanted))
    return refuse(usage("Say which.", `\`herald webhook ${wanted} ${wanted === "add" ? "URL" : "NAME"}\`.`));
  return ok(act);
}

export const run: Run = async (wiring, typed) => {
  const act = actTyped(typed);
  const result = act.ok ? await wiring.withDesk(choiceOf(typed), (desk) => act.value(desk, typed)) : act;
  return print(result, wantsJson(typed), (done) => done);
};

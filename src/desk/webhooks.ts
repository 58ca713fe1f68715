/** Webhooks: who is told of events, tried out, and told again. Admins decide; secrets are shown once, when they are made. */
import { createHash, randomBytes } from "node:crypto";
import { chatEvents, type EndpointForm, type EventType, isEventType } from "../domain/event.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { isThisMachine } from "../edge/post-public.ts";
import { newSigningSecret } from "../notify/webhooks/sign.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { SealKey } from "../settings/seal.ts";
import { openEndpoint, sealEndpoint } from "../settings/webhooks.ts";
import type { Endpoint } from "../storage/endpoints.ts";
import { type Desk, nowOf } from "./desk.ts";
import { type DeliveryReport, deliveryReport, type WebhookReport, webhookReport, webhookReports } from "./webhook-reports.ts";

/** A webhook and the secret that was just made for it. */
export interface WithSecret {
  readonly webhook: WebhookReport;
  /** `whsec_…`, shown this once; null: chats are sent nothing signed. */
  readonly secret: string | null;
  readonly notes: readonly string[];
}

/** What somebody wants of a new webhook. */
export interface NewWebhook {
  readonly url: string;
  readonly form: EndpointForm;
  /** Null: all, or of a chat what people want to see. */
  readonly events: readonly string[] | null;
  readonly full: boolean;
  /** As `newWebhookName` made it before it was asked for: asked for twice, it is added once. Absent: it gets one. */
  readonly name?: string;
}

/** For a form that a browser may send again when its answer is reloaded. */
export function newWebhookName(): string {
  return `wh-${randomBytes(4).toString("hex")}`;
}

export async function webhooks(desk: Desk): Promise<Result<readonly WebhookReport[]>> {
  const problem = forbidden(desk.actor, "house");
  return problem ? refuse(problem) : ok(await webhookReports(desk));
}

/** What one was sent last. */
export async function deliveriesTo(desk: Desk, id: string, most = 20): Promise<Result<readonly DeliveryReport[]>> {
  const found = await endpointFor(desk, id);
  return found.ok ? ok((await desk.store.deliveries.recent(id, most)).map(deliveryReport)) : found;
}

export async function endpointFor(desk: Desk, id: string): Promise<Result<Endpoint>> {
  const problem = forbidden(desk.actor, "house");
  if (problem) return refuse(problem);
  const endpoint = (await desk.store.endpoints.list()).find((one) => one.id === id);
  if (endpoint) return ok(endpoint);
  return refuse(block("input-unknown-webhook", id, "There is no webhook of this name.", "`herald webhook list` shows them all."));
}

async function reportFor(desk: Desk, id: string): Promise<Result<WebhookReport>> {
  const report = (await webhookReports(desk)).find((one) => one.id === id);
  return report ? ok(report) : endpointFor(desk, id).then((found) => (found.ok ? ok(webhookReport(found.value, undefined)) : found));
}

/** The address's beginning; what follows may be a token. */
function shownOf({ origin, pathname, search }: URL): string {
  return pathname === "/" && search === "" ? origin : `${origin}/…`;
}

const onInternet = "Give an https address on the internet, such as https://example.org/hooks/herald.";
const onThisMachine = "Give an address of this machine, such as http://127.0.0.1:9000/hook.";

function wrongUrl(message: string, remedy = onInternet): Problem {
  return block("input-webhook", "URL", message, remedy);
}

/** An address that may be used; on what the network says of it is decided at every try. */
function readUrl({ settings }: Desk, written: string): Result<URL> {
  const url = URL.parse(written.trim());
  if (!url || !["https:", "http:"].includes(url.protocol)) return refuse(wrongUrl("This is no web address."));
  if (url.username || url.password) return refuse(wrongUrl("The address carries a login, which a webhook can't use."));
  const isNear = isThisMachine(url.hostname);
  if (url.protocol === "http:" && !isNear) return refuse(wrongUrl("It is not https, so anyone on the way could read it."));
  if (settings.mode === "sandbox" && !isNear) return refuse(wrongUrl("In the sandbox nothing leaves this machine.", onThisMachine));
  return ok(url);
}

function readEvents(form: EndpointForm, written: readonly string[] | null): Result<readonly EventType[] | null> {
  if (written === null || written.length === 0) return ok(form === "plain" ? null : chatEvents);
  const wrong = written.filter((name) => !isEventType(name));
  if (wrong.length === 0) return ok([...new Set(written.filter(isEventType))]);
  const message = `No event is called ${wrong.join(", ")}.`;
  return refuse(block("input-webhook", "--events", message, "`herald webhook events` lists them all."));
}

function keyOf({ settings }: Desk): Result<SealKey> {
  const key = settings.sealKeys.current;
  if (key.ok) return key;
  const remedy = "Put HERALD_SECRET into .env: `npm run herald -- setup` makes one, or `openssl rand -base64 32`.";
  const message = "A webhook's address and secret are kept encrypted, and HERALD_SECRET is missing or too weak.";
  return refuse(block("settings-secret", "HERALD_SECRET", message, remedy));
}

function addedAlready(id: string): Result<never> {
  const message = "It was added already, and its secret is shown once.";
  return refuse(block("input-webhook", `webhook ${id}`, message, "Where the secret is lost, make a new one for it."));
}

/** What tells whether its secret was changed since; nothing of the secret is in it. */
export async function secretMarks({ store }: Pick<Desk, "store">): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.endpoints.list()).map(({ id, sealed }) => [id, markOf(sealed)]));
}

function markOf(sealed: string): string {
  return createHash("sha256").update(sealed).digest("hex").slice(0, 16);
}

/** A webhook of one's own choice; its secret is shown this once. */
export async function addWebhook(desk: Desk, wanted: NewWebhook): Promise<Result<WithSecret>> {
  const problem = forbidden(desk.actor, "house");
  if (problem) return refuse(problem);
  const [url, events, key] = [readUrl(desk, wanted.url), readEvents(wanted.form, wanted.events), keyOf(desk)];
  if (!url.ok) return url;
  if (!events.ok) return events;
  if (!key.ok) return key;
  const id = /^wh-[0-9a-f]{8}$/.exec(wanted.name ?? "")?.[0] ?? newWebhookName();
  const secret = newSigningSecret();
  const sealed = sealEndpoint(id, { url: url.value.href, secret }, key.value);
  const { form, full: whole } = wanted;
  const endpoint = { id, shown: shownOf(url.value), form, types: events.value, whole, sealed, keyId: key.value.id };
  if (!(await desk.store.endpoints.add(endpoint, nowOf(desk), desk.actor.id))) return addedAlready(id);
  const report = await reportFor(desk, id);
  if (!report.ok) return report;
  const notes = url.value.protocol === "http:" ? ["Its address is not https: that is taken because it is this very machine."] : [];
  return ok({ webhook: report.value, secret: form === "plain" ? secret : null, notes });
}

export async function removeWebhook(desk: Desk, id: string): Promise<Result<{ readonly removed: string }>> {
  const found = await endpointFor(desk, id);
  if (!found.ok) return found;
  await desk.store.endpoints.remove(id, nowOf(desk), desk.actor.id);
  return ok({ removed: id });
}

/** What waits for one that is switched off is given up; `replay` sends it all the same. */
export async function turnWebhook(desk: Desk, id: string, to: "on" | "off"): Promise<Result<WebhookReport>> {
  const found = await endpointFor(desk, id);
  if (!found.ok) return found;
  await desk.store.endpoints.turn(id, to, to === "off" ? `${desk.actor.id} switched it off` : null, nowOf(desk), desk.actor.id);
  return reportFor(desk, id);
}

/** How long a former secret signs beside the new one. */
const changeoverMs = 86_400_000;

/**
 * A new secret; for a day the former one signs too, so that the receiver can be changed in its own time.
 *
 * @param seen as `secretMarks` told it to whoever asks: it is renewed only while that is so. Absent: in any case
 */
export async function renewSecret(desk: Desk, id: string, seen?: string): Promise<Result<WithSecret>> {
  const found = await endpointFor(desk, id);
  if (!found.ok) return found;
  if (seen !== undefined && seen !== markOf(found.value.sealed))
    return refuse(
      block("input-webhook", `webhook ${id}`, "Its secret was changed already.", "Where the new one is lost, change it once more."),
    );
  const [key, opened] = [keyOf(desk), openEndpoint(found.value, desk.settings.sealKeys)];
  if (!key.ok) return key;
  if (!opened.ok) return refuse(block("settings-secret", `webhook ${id}`, `It can't be opened: ${opened.why}.`, "Nothing was changed."));
  if (found.value.form !== "plain")
    return refuse(
      block("input-webhook", `webhook ${id}`, "A chat is sent nothing signed.", "Its address is its secret: add a new one there."),
    );
  const now = nowOf(desk);
  const secret = newSigningSecret();
  const former = { secret: opened.secret, until: now + changeoverMs };
  const sealed = sealEndpoint(id, { url: opened.url, secret, former }, key.value);
  await desk.store.endpoints.reseal([{ id, sealed, keyId: key.value.id }], "webhook-secret", now, desk.actor.id);
  const report = await reportFor(desk, id);
  if (!report.ok) return report;
  return ok({ webhook: report.value, secret, notes: [`The former secret signs too until ${toIso(former.until)}.`] });
}

/** Sends events again, in their order: those since a moment, or one. */
export async function replayWebhook(
  desk: Desk,
  id: string,
  which: { readonly since: Instant } | { readonly event: string },
): Promise<Result<{ readonly replayed: number }>> {
  const found = await endpointFor(desk, id);
  if (!found.ok) return found;
  if (!found.value.isOn)
    return refuse(block("input-webhook", `webhook ${id}`, "It is switched off.", `\`herald webhook on ${id}\` switches it on.`));
  const replayed = await desk.store.deliveries.replay(id, which, nowOf(desk));
  if (replayed > 0) return ok({ replayed });
  const message = "event" in which ? "No event of this name is kept." : "Nothing it takes happened since then.";
  return refuse(block("input-webhook", `webhook ${id}`, message, "Events are kept for thirty days, from the first webhook on."));
}

import type { Desk } from "../../desk/desk.ts";
import type { OpenIncident } from "../../desk/incidents.ts";
import { type LoginEnd, loginEnds } from "../../desk/login-ends.ts";
import { sourceNotes } from "../../desk/sources.ts";
import { isWaiting, type Status, status } from "../../desk/status.ts";
import { webhookNotes } from "../../desk/webhook-reports.ts";
import { ok } from "../../domain/problem.ts";
import { sayInstant } from "../../pipeline/schedule.ts";
import { choiceOf, type Run, wantsJson } from "./command.ts";
import { longJson } from "./long-json.ts";
import { output, print } from "./output.ts";
import { type Judged, judged, listed, sayJudged } from "./posts.ts";
import { sayIncident } from "./say-incident.ts";
import { sayOffers } from "./say-offers.ts";

interface Told extends Status {
  readonly notes: readonly string[];
  readonly webhooks: readonly string[];
  readonly logins: readonly LoginEnd[];
  readonly zone: string;
}

async function told(desk: Desk): Promise<Told> {
  const [stand, notes] = [await status(desk), await sourceNotes(desk)];
  return { ...stand, notes, webhooks: await webhookNotes(desk), logins: await loginEnds(desk), zone: desk.settings.timezone };
}

/** Commands that stand beside posts further down already: an incident's are of its own post. */
async function offered(desk: Desk, incidents: readonly OpenIncident[]): Promise<ReadonlySet<string>> {
  const said = new Set<string>();
  for (const { post } of incidents) {
    const views = post === null ? [] : await desk.store.pages.views([post.id]);
    for (const { offers } of listed(desk, views.filter(isWaiting))) for (const { command } of offers) said.add(command);
  }
  return said;
}

/** What stands above the posts. */
async function above(desk: Desk, { paused, postponed, incidents, notes, webhooks, logins, zone }: Told): Promise<readonly string[]> {
  const pauses = paused.map(
    ({ account, reason, until }) => `Paused: ${account} — ${reason}${until ? ` (until ${sayInstant(Date.parse(until), zone)})` : ""}`,
  );
  const said = await offered(desk, incidents);
  const wrong = incidents.flatMap((incident) => sayIncident(incident, said, zone));
  return [
    ...pauses,
    ...postponed.map(({ post, reason }) => `Waits for room: ${post} — ${reason}`),
    ...notes.map((note) => `From the sources: ${note}`),
    ...webhooks,
    ...(wrong.length > 0 ? ["What went wrong or is yours to do:", ...wrong] : []),
    ...logins.map(
      (one) => `Login of ${one.account}: until ${sayInstant(Date.parse(one.until), zone)}${one.isRenewed ? ", renewed by itself" : ""}`,
    ),
  ];
}

function sayWaiting(one: Judged): readonly string[] {
  const isPlainDraft = one.report.state === "draft" && one.report.visible.length === 0;
  return [...sayJudged(one), ...(isPlainDraft ? [] : sayOffers(one.offers))];
}

async function printText(desk: Desk): Promise<void> {
  const out = output();
  const stand = await told(desk);
  const lines = (some: readonly string[]) => out.write(some.map((line) => `${line}\n`).join(""));
  lines(await above(desk, stand));
  let isFirst = true;
  for await (const views of stand.waiting) {
    if (isFirst) lines(["Waiting for a person:"]);
    isFirst = false;
    lines((await judged(desk, views)).flatMap(sayWaiting));
    if (!out.wanted()) return;
  }
  if (isFirst) lines(["Nothing waits for a person."]);
}

async function printJson(desk: Desk): Promise<void> {
  const out = output();
  const { paused, postponed, incidents, waiting, notes, webhooks, logins } = await told(desk);
  const list = longJson(out.write, "posts");
  for await (const views of waiting) {
    for (const { report } of await judged(desk, views)) list.add(report);
    if (!out.wanted()) return;
  }
  const ends = logins.length > 0 ? { logins } : {};
  const sources = notes.length > 0 ? { sources: notes } : {};
  list.end({ paused, postponed, incidents, ...ends, ...sources, ...(webhooks.length > 0 ? { webhooks } : {}) });
}

/** What waits is printed as it is read: it may be longer than memory should hold. */
export const run: Run = async (wiring, typed) => {
  const json = wantsJson(typed);
  const printed = await wiring.withDesk(choiceOf(typed), async (desk) => {
    await (json ? printJson(desk) : printText(desk));
    return ok(null);
  });
  // What is right is printed by now; what isn't, is said here.
  return printed.ok ? 0 : print(printed, json, () => ({ json: null, text: "" }));
};

import { loginEnds } from "../../desk/login-ends.ts";
import { sourceNotes } from "../../desk/sources.ts";
import { status } from "../../desk/status.ts";
import { webhookNotes } from "../../desk/webhook-reports.ts";
import { ok } from "../../domain/problem.ts";
import { sayInstant } from "../../pipeline/schedule.ts";
import { choiceOf, type Run, wantsJson } from "./command.ts";
import { print } from "./output.ts";
import { judged, sayJudged } from "./posts.ts";
import { sayIncident } from "./say-incident.ts";
import { sayOffers } from "./say-offers.ts";

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const { paused, waiting, postponed, incidents } = await status(desk);
    const [rows, notes] = [await judged(desk, waiting), await sourceNotes(desk)];
    const webhooks = await webhookNotes(desk);
    const logins = await loginEnds(desk);
    return ok({ paused, postponed, incidents, waiting: rows, notes, webhooks, logins, zone: desk.settings.timezone });
  });
  return print(result, wantsJson(typed), ({ paused, waiting, postponed, incidents, notes, webhooks, logins, zone }) => {
    const pauses = paused.map(
      ({ account, reason, until }) => `Paused: ${account} — ${reason}${until ? ` (until ${sayInstant(Date.parse(until), zone)})` : ""}`,
    );
    const rows = waiting.flatMap((one) => {
      const isPlainDraft = one.report.state === "draft" && one.report.visible.length === 0;
      return [...sayJudged(one), ...(isPlainDraft ? [] : sayOffers(one.offers))];
    });
    const said = new Set(waiting.flatMap(({ offers }) => offers.map(({ command }) => command)));
    const told = incidents.flatMap((incident) => sayIncident(incident, said, zone));
    const wrong = told.length > 0 ? ["What went wrong or is yours to do:", ...told] : [];
    const later = postponed.map(({ post, reason }) => `Waits for room: ${post} — ${reason}`);
    const text = [
      ...pauses,
      ...later,
      ...notes.map((note) => `From the sources: ${note}`),
      ...webhooks,
      ...wrong,
      ...logins.map(
        (one) => `Login of ${one.account}: until ${sayInstant(Date.parse(one.until), zone)}${one.isRenewed ? ", renewed by itself" : ""}`,
      ),
      ...(rows.length > 0 ? ["Waiting for a person:", ...rows] : ["Nothing waits for a person."]),
    ].join("\n");
    const json = { posts: waiting.map(({ report }) => report), paused, postponed, incidents };
    const ends = logins.length > 0 ? { logins } : {};
    return {
      json: { ...json, ...ends, ...(notes.length > 0 ? { sources: notes } : {}), ...(webhooks.length > 0 ? { webhooks } : {}) },
      text,
    };
  });
};

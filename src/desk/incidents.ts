import type { KeptIncident } from "../domain/incident.ts";
import { toIso } from "../domain/instant.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import type { Message } from "../notify/channel.ts";
import { messageOf } from "../notify/message.ts";
import { forbidden } from "../pipeline/rights.ts";
import { type Desk, nowOf } from "./desk.ts";

/** An incident as it was or will be told, and how far that got: by channel, when it was told, or why it was not yet. */
export interface OpenIncident extends Message {
  readonly tellings: readonly {
    readonly channel: string;
    readonly toldAt: string | null;
    readonly tries: number;
    readonly problem: string | null;
  }[];
}

function shown({ registry }: Desk, incident: KeptIncident, view: PostView | undefined): OpenIncident {
  const tellings = incident.tellings.map(({ toldAt, ...rest }) => ({ ...rest, toldAt: toldAt === null ? null : toIso(toldAt) }));
  return { ...messageOf(incident, { registry, view }), tellings };
}

/** So many posts with their journals are in memory at once. */
const atOnce = 50;

/** What people must hear of and what is not over, oldest first, in the words in which it is told. */
export async function openIncidents(desk: Desk): Promise<readonly OpenIncident[]> {
  const incidents = await desk.store.openIncidents();
  const told: OpenIncident[] = [];
  for (let from = 0; from < incidents.length; from += atOnce) {
    const some = incidents.slice(from, from + atOnce);
    const views = await desk.store.pages.views(some.flatMap(({ post }) => post ?? []));
    const byId = new Map(views.map((view) => [view.post.id, view]));
    told.push(...some.map((incident) => shown(desk, incident, byId.get(incident.post ?? ""))));
  }
  return told;
}

function unknown(id: string): Result<never> {
  return refuse(block("input-unknown-incident", id, "No incident of this name is open.", "`herald status` shows them all."));
}

/** A person has seen to what Herald can't see by itself, a post that may have stood twice; the record says who. */
export async function dismiss(desk: Desk, id: string): Promise<Result<{ readonly dismissed: string }>> {
  const objection = forbidden(desk.actor, "settle");
  if (objection) return refuse(objection);
  const incident = (await desk.store.openIncidents()).find((one) => one.id === id);
  if (!incident) return unknown(id);
  if (incident.kind !== "duplicate")
    return refuse(block("state-incident", id, "It is over by itself once what is wrong is mended.", "`herald status` says what to do."));
  return (await desk.store.dismiss(id, nowOf(desk), desk.actor.id)) ? ok({ dismissed: id }) : unknown(id);
}

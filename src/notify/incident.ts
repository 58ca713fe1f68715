import { type Incident, type IncidentKind, topics } from "../domain/incident.ts";
import type { PostView } from "../domain/view.ts";

type Facts = Pick<Incident, "id" | "topic" | "kind"> & Partial<Incident>;

/** An incident with what most of them lack. */
export function incident(facts: Facts): Incident {
  return { account: null, platform: null, post: null, reason: "", ids: [], count: 0, covers: null, ...facts };
}

/** An incident of a post; by default it is known by the revision that brought it about, as nothing moves a post to the same one twice. */
export function ofPostAs(kind: IncidentKind, { post }: PostView, more: Partial<Incident> = {}): Incident {
  const { id, account, platform, revision } = post;
  return incident({ id: `${kind}:${id}:${revision}`, topic: topics.post(id), kind, account, platform, post: id, ...more });
}

import type { Incident, Judge, KeptIncident, Telling } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { fromJsonText, toJsonText } from "./json-text.ts";
import { recordIn } from "./record.ts";
import type { IncidentsTable, TellingsTable, Trx } from "./schema.ts";

/**
 * Sees to one topic: what `judge` says should stand open stands open after it. An incident that was open before under the same
 * id is the same one still, however often it is noticed. True if anything changed.
 */
export async function attend(trx: Trx, topic: string, judge: Judge, at: Instant): Promise<boolean> {
  return settle(trx, topic, await openOf(trx, topic), judge, at);
}

/** A topic, and who says what should stand open of it. */
export type Question = readonly [topic: string, judge: Judge];

/** The same for several topics; what is open of them is read at once. @param isAnyOpen false: none of them is, as is known already */
export async function attendEach(trx: Trx, asked: readonly Question[], at: Instant, isAnyOpen: boolean): Promise<void> {
  const topics = asked.map(([topic]) => topic);
  const those = trx.selectFrom("incidents").select(["topic", "body"]).where("topic", "in", topics).where("closed_at", "is", null);
  const rows = isAnyOpen ? await those.execute() : [];
  const open = new Map(rows.map((row) => [row.topic, fromJsonText(row.body)]));
  for (const [topic, judge] of asked) await settle(trx, topic, open.get(topic) ?? null, judge, at);
}

async function settle(trx: Trx, topic: string, open: Incident | null, judge: Judge, at: Instant): Promise<boolean> {
  const wanted = judge(open);
  if (open?.id === wanted?.id) return false;
  if (open !== null) await close(trx, open.id, at);
  return wanted === null ? open !== null : (await keep(trx, { ...wanted, topic }, at)) || open !== null;
}

/** What is open, oldest first. */
export async function openIncidents(trx: Trx): Promise<readonly KeptIncident[]> {
  const rows = await trx.selectFrom("incidents").selectAll().where("closed_at", "is", null).orderBy("opened_at").orderBy("id").execute();
  const tellings = await tellingsOf(trx);
  return rows.map((row) => toIncident(row, tellings.get(row.id) ?? []));
}

export async function openOf(trx: Trx, topic: string): Promise<Incident | null> {
  const row = await trx.selectFrom("incidents").select("body").where("topic", "=", topic).where("closed_at", "is", null).executeTakeFirst();
  return row ? fromJsonText(row.body) : null;
}

/** Ends an incident because a person has seen to it; of two at once, one did. */
export async function dismiss(trx: Trx, id: string, at: Instant, by: string): Promise<boolean> {
  const row = await trx.selectFrom("incidents").select("body").where("id", "=", id).where("closed_at", "is", null).executeTakeFirst();
  if (!row || !(await close(trx, id, at))) return false;
  const { post, reason, ids } = fromJsonText(row.body);
  const subject = post === null ? `incident ${id}` : `post ${post}`;
  await recordIn(trx, { at, by, kind: "dismiss", subject, body: { incident: id, reason, ids } });
  return true;
}

/** Told of already, under this id: nothing is opened, whoever noticed it first. */
async function keep(trx: Trx, incident: Incident, at: Instant): Promise<boolean> {
  const { id, topic, covers } = incident;
  const result = await trx
    .insertInto("incidents")
    .values({ id, topic, covers, body: toJsonText(incident), opened_at: at, closed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

async function close(trx: Trx, id: string, at: Instant): Promise<boolean> {
  const open = trx.updateTable("incidents").set({ closed_at: at }).where("id", "=", id).where("closed_at", "is", null);
  return (await open.executeTakeFirst()).numUpdatedRows === 1n;
}

async function tellingsOf(trx: Trx): Promise<ReadonlyMap<string, readonly Telling[]>> {
  const rows = await trx
    .selectFrom("tellings")
    .selectAll()
    .where("incident_id", "in", ({ selectFrom }) => selectFrom("incidents").select("id").where("closed_at", "is", null))
    .orderBy("channel")
    .execute();
  return Map.groupBy(
    rows.map((row) => ({ id: row.incident_id, ...toTelling(row) })),
    ({ id }) => id,
  );
}

function toTelling(row: TellingsTable): Telling {
  return { channel: row.channel, toldAt: row.told_at, tries: row.tries, problem: row.problem };
}

export function toIncident(row: IncidentsTable, tellings: readonly Telling[]): KeptIncident {
  const told = tellings.map(({ channel, toldAt, tries, problem }) => ({ channel, toldAt, tries, problem }));
  return { ...fromJsonText(row.body), openedAt: row.opened_at, closedAt: row.closed_at, tellings: told };
}

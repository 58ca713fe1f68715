/** Whom other programs' webhooks are: their addresses and secrets are kept sealed, and known only to whoever has the key. */
import type { Selectable } from "kysely";
import type { EndpointForm, EventType } from "../domain/event.ts";
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { EndpointsTable } from "./event-tables.ts";
import { fromJsonText, toJsonText } from "./json-text.ts";
import { recordIn, type Signed } from "./record.ts";
import type { Trx } from "./schema.ts";

/** Somebody who is told of events. */
export interface Endpoint {
  /** `wh-3f9a2c`. */
  readonly id: string;
  /** Its address as far as it may be shown. */
  readonly shown: string;
  readonly form: EndpointForm;
  /** Null: of everything. */
  readonly types: readonly EventType[] | null;
  /** With the text of posts under embargo, too. */
  readonly whole: boolean;
  readonly isOn: boolean;
  /** Since when nothing arrives; null: the last try did arrive, or there was none. */
  readonly failingSince: Instant | null;
  /** Why the last try failed, or why it was switched off. */
  readonly problem: string | null;
  /** After a failure nothing is tried before; null: it doesn't rest. */
  readonly restsUntil: Instant | null;
  /** Who switched it off; null: it is on. */
  readonly stoppedBy: string | null;
  readonly madeAt: Instant;
  readonly by: string;
  /** As `settings/seal.ts` makes it: the address and what signs. */
  readonly sealed: string;
  readonly keyId: string;
}

export type NewEndpoint = Pick<Endpoint, "id" | "shown" | "form" | "types" | "whole" | "sealed" | "keyId">;

/** What is sealed for an endpoint, and by which key. */
export type Sealing = Pick<Endpoint, "id" | "sealed" | "keyId">;

export interface Endpoints {
  /** The oldest first. */
  list(): Promise<readonly Endpoint[]>;
  /** False: there is one of this name, which stays as it is. */
  add(endpoint: NewEndpoint, at: Instant, by: string): Promise<boolean>;
  /** With all that was to be delivered to it; false: there is none of this name. */
  remove(id: string, at: Instant, by: string): Promise<boolean>;
  /** Switches it on, or off (`why` it is); false: there is none of this name. What waits for one that is off is given up. */
  turn(id: string, to: "on" | "off", why: string | null, at: Instant, by: string): Promise<boolean>;
  /** Puts these under another seal, all in one. @param kind as the record calls it */
  reseal(sealings: readonly Sealing[], kind: "webhook-secret" | "rotate", at: Instant, by: string): Promise<void>;
}

export function endpointsOn({ read, write }: Database): Endpoints {
  return {
    list: () => read(list),
    add: (endpoint, at, by) => write((trx) => add(trx, endpoint, { at, by })),
    remove: (id, at, by) => write((trx) => remove(trx, id, { at, by })),
    turn: (id, to, why, at, by) => write((trx) => turn(trx, id, to, why, { at, by })),
    reseal: (sealings, kind, at, by) => write((trx) => reseal(trx, sealings, kind, { at, by })),
  };
}

function toEndpoint(row: Selectable<EndpointsTable>): Endpoint {
  const { id, shown, form, sealed, by, problem } = row;
  const types = row.types === null ? null : fromJsonText(row.types);
  const state = {
    isOn: row.state === "on",
    failingSince: row.failing_since,
    problem,
    restsUntil: row.rests_until,
    stoppedBy: row.stopped_by,
  };
  return { id, shown, form, types, whole: row.whole === 1, ...state, madeAt: row.made_at, by, sealed, keyId: row.key_id };
}

async function list(trx: Trx): Promise<readonly Endpoint[]> {
  const rows = await trx.selectFrom("endpoints").selectAll().orderBy("made_at").orderBy("id").execute();
  return rows.map(toEndpoint);
}

function subjectOf(id: string): string {
  return `webhook ${id}`;
}

async function add(trx: Trx, endpoint: NewEndpoint, { at, by }: Signed): Promise<boolean> {
  const { id, shown, form, types, whole, sealed, keyId } = endpoint;
  const fresh = {
    state: "on",
    failing_since: null,
    problem: null,
    failures: 0,
    rests_until: null,
    stopped_by: null,
    made_at: at,
    by,
  } as const;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("endpoints")
    .values({ id, shown, form, types: types && toJsonText(types), whole: whole ? 1 : 0, sealed, key_id: keyId, ...fresh })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await recordIn(trx, { at, by, kind: "webhook-add", subject: subjectOf(id), body: { shown, form, types, whole } });
  return true;
}

async function remove(trx: Trx, id: string, { at, by }: Signed): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("endpoints").where("id", "=", id).executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await trx.deleteFrom("deliveries").where("endpoint", "=", id).execute();
  await recordIn(trx, { at, by, kind: "webhook-remove", subject: subjectOf(id), body: {} });
  return true;
}

async function turn(trx: Trx, id: string, state: "on" | "off", problem: string | null, { at, by }: Signed): Promise<boolean> {
  const set = { state, problem, failing_since: null, failures: 0, rests_until: null, stopped_by: state === "off" ? by : null };
  const { numUpdatedRows } = await trx.updateTable("endpoints").set(set).where("id", "=", id).executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  if (state === "off") {
    await trx
      .updateTable("deliveries")
      .set({ failed_at: at, token: null, owner: null, problem: problem ?? "the webhook was switched off" })
      .where("endpoint", "=", id)
      .where("told_at", "is", null)
      .where("failed_at", "is", null)
      .execute();
  }
  await recordIn(trx, { at, by, kind: `webhook-${state}`, subject: subjectOf(id), body: problem === null ? {} : { reason: problem } });
  return true;
}

async function reseal(trx: Trx, sealings: readonly Sealing[], kind: string, { at, by }: Signed): Promise<void> {
  for (const { id, sealed, keyId } of sealings) {
    await trx.updateTable("endpoints").set({ sealed, key_id: keyId }).where("id", "=", id).execute();
    await recordIn(trx, { at, by, kind, subject: subjectOf(id), body: { key: keyId } });
  }
}

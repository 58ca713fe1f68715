/** The tables of what other programs are told of, and of morning digests, alike in every dialect. */
import type { EndpointForm, EventType } from "../domain/event.ts";
import type { Day, Instant } from "../domain/instant.ts";
import type { Json } from "../domain/json.ts";
import type { JsonText } from "./json-text.ts";

export interface EventTables {
  endpoints: EndpointsTable;
  events: EventsTable;
  deliveries: DeliveriesTable;
  digests: DigestsTable;
  digest_wishes: DigestWishesTable;
}

/** Whom to tell. The address and the secret are under `sealed`: an address may be a secret itself. */
export interface EndpointsTable {
  id: string;
  /** The address as far as it may be shown. */
  shown: string;
  form: EndpointForm;
  /** Which types it is told of; null: all. */
  types: JsonText<readonly EventType[]> | null;
  /** 1: with the text of posts under embargo, too. */
  whole: 0 | 1;
  sealed: string;
  key_id: string;
  state: "on" | "off";
  /** Since when no try has arrived; null: the last one did, or there was none. */
  failing_since: Instant | null;
  problem: string | null;
  /** Tries that failed since the last that arrived. */
  failures: number;
  /** Nothing is tried before; null: it doesn't rest. */
  rests_until: Instant | null;
  /** Who switched it off; null: it is on, or nobody wrote it down. */
  stopped_by: string | null;
  made_at: Instant;
  by: string;
}

/** What happened, written with it. */
export interface EventsTable {
  id: string;
  type: EventType;
  at: Instant;
  /** Keeps the order of what happened in one millisecond. */
  place: number;
  subject: string;
  /** The story whose embargo counts; null: none's. */
  summary_id: string | null;
  data: JsonText<Readonly<Record<string, Json>>>;
  /** Ids and states only. */
  bare: JsonText<Readonly<Record<string, Json>>>;
  /** 1: its story was under embargo when it happened. */
  hidden: 0 | 1;
}

/** One row an endpoint and an event; `at` and `place` are the event's. */
export interface DeliveriesTable {
  endpoint: string;
  event: string;
  at: Instant;
  place: number;
  /** When it began to be due: anew with every replay. */
  made_at: Instant;
  tries: number;
  next_at: Instant;
  token: string | null;
  owner: string | null;
  told_at: Instant | null;
  /** When it was given up. */
  failed_at: Instant | null;
  problem: string | null;
}

/** A person's digest of a day, one a way; the primary key sees to it that there is one. */
export interface DigestsTable {
  /** A person's id, or `*`: the house. */
  person: string;
  day: Day;
  way: "email" | "telegram" | "webhook";
  made_at: Instant;
  tries: number;
  next_at: Instant;
  token: string | null;
  owner: string | null;
  told_at: Instant | null;
  dropped_at: Instant | null;
  problem: string | null;
}

/** Who said whether they want it; without a row they do. */
export interface DigestWishesTable {
  person: string;
  wanted: 0 | 1;
}

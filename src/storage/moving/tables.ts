/**
 * Every table that a move copies, in an order in which no row comes before one that it refers to. A new table is written down here, or
 * a test says so.
 */
import { sealSubject } from "../seal.ts";

export interface TableToMove {
  readonly name: string;
  /** Its primary key: rows are copied and compared in this order. */
  readonly key: readonly string[];
  /** So many rows are in memory at once. */
  readonly atOnce: number;
  /** Columns that the database works out by itself. */
  readonly generated?: readonly string[];
  /** A row that is each database's own. */
  readonly but?: { readonly column: string; readonly value: string };
}

const usual = 200;
/** Rows of a few short columns. */
const slim = 1_000;
/** What may have twelve megabytes: one by one. */
const stout = 1;

const table = (name: string, key: readonly string[], atOnce = usual): TableToMove => ({ name, key, atOnce });

export const tablesToMove: readonly TableToMove[] = [
  table("summaries", ["id"]),
  table("summary_versions", ["summary_id", "version"]),
  table("overrides", ["summary_id", "code", "finding"]),
  { ...table("posts", ["id"]), generated: ["wake_at"] },
  table("journal", ["post_id", "seq"], slim),
  table("archived_journals", ["post_id"], 20),
  table("outputs", ["account", "output_id", "post_id"], slim),
  table("bookings", ["post_id"], slim),
  table("showings", ["post_id", "step_digest"], slim),
  table("media", ["digest"], stout),
  table("post_media", ["post_id", "digest"], slim),
  table("outings", ["post_id"]),
  table("results", ["post_id", "mark"], slim),
  table("read_spending", ["account", "month"]),
  table("accounts", ["id"]),
  { ...table("pauses", ["subject"]), but: { column: "subject", value: sealSubject } },
  table("pause_ends", ["subject"]),
  table("incidents", ["id"]),
  table("tellings", ["incident_id", "channel"]),
  table("people", ["id"]),
  table("invitations", ["digest"]),
  table("sessions", ["digest"]),
  table("devices", ["digest", "person_id"]),
  table("passkeys", ["id"]),
  table("challenges", ["digest"]),
  table("attempts", ["id", "subject"]),
  table("reaches", ["person"]),
  table("letters", ["id"], slim),
  table("digest_wishes", ["person"]),
  table("digests", ["person", "day", "way"]),
  table("calendar_feeds", ["owner"]),
  table("sources", ["name"]),
  table("items", ["source", "key"], slim),
  table("secrets", ["account"]),
  table("renewals", ["account"]),
  table("authorizations", ["state_digest"]),
  table("api_keys", ["name"]),
  table("requests", ["api_key", "name"]),
  table("endpoints", ["id"]),
  table("events", ["id"]),
  table("deliveries", ["endpoint", "event"], slim),
  table("chores", ["name"]),
  table("settlings", ["post_id"], slim),
  table("record", ["seq"]),
];

/** Each database's own: where it works, what moves it saw, and its server's life. */
export const tablesOfTheirOwn: readonly string[] = ["installation", "moves", "server_life", "kysely_migration", "kysely_migration_lock"];

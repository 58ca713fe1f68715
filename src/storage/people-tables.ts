/** The tables of people and of how they sign in, alike in every dialect. No secret stands in them: of tokens and links only digests. */
import type { Instant } from "../domain/instant.ts";
import type { Role } from "../domain/person.ts";
import type { JsonText } from "./json-text.ts";
import type { Purpose } from "./people.ts";

export interface PeopleTables {
  people: PersonsTable;
  invitations: InvitationsTable;
  sessions: SessionsTable;
  devices: DevicesTable;
  passkeys: PasskeysTable;
  challenges: ChallengesTable;
  attempts: AttemptsTable;
}

/** Nobody is ever deleted: journals name people by id. */
export interface PersonsTable {
  id: string;
  name: string;
  /** In lower case. */
  email: string;
  role: Role;
  system_user: string | null;
  active: 0 | 1;
  created_at: Instant;
  /** Encoded argon2id hash; null: they have none. */
  password: string | null;
  /** Random; the name under which authenticators know them. */
  handle: string;
}

/** Open one-time links, at most one a person; a used one is gone. */
export interface InvitationsTable {
  digest: string;
  person_id: string;
  purpose: Purpose;
  made_at: Instant;
  made_by: string;
  expires_at: Instant;
}

export interface SessionsTable {
  digest: string;
  id: string;
  person_id: string;
  created_at: Instant;
  seen_at: Instant;
  expires_at: Instant;
  agent: string;
  address: string;
}

/** On which browsers people have signed in before. */
export interface DevicesTable {
  digest: string;
  person_id: string;
  expires_at: Instant;
}

export interface PasskeysTable {
  id: string;
  person_id: string;
  name: string;
  public_key: string;
  counter: number;
  transports: JsonText<readonly string[]>;
  created_at: Instant;
  used_at: Instant | null;
}

/** What authenticators were asked to sign and have not signed yet. */
export interface ChallengesTable {
  digest: string;
  person_id: string | null;
  expires_at: Instant;
}

/** Tries to sign in of the last day that failed or are under way, a row for each subject that they count on. */
export interface AttemptsTable {
  id: string;
  subject: string;
  at: Instant;
}

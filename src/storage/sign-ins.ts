/**
 * Who is signed in and who tries to: sessions, known devices, passkeys and attempts. Every verb is one committed transaction. A
 * token comes here only as its digest: SHA-256, hex.
 */
import type { Instant } from "../domain/instant.ts";
import type { Person } from "../domain/person.ts";

/** Somebody signed in on one browser. */
export interface Session {
  /** For lists; the token can't be told from it. */
  readonly id: string;
  readonly personId: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  /** As the browser called itself. */
  readonly agent: string;
  /** The network address of the sign-in. */
  readonly address: string;
}

/** What a session is opened on, and what must still be so inside the transaction. */
export type Evidence =
  /** The encoded hash that the password was held against. */
  | { readonly kind: "password"; readonly encoded: string }
  /** A passkey and its counter: `before` as kept, `after` as its authenticator said. */
  | { readonly kind: "passkey"; readonly id: string; readonly before: number; readonly after: number };

export interface Opening {
  readonly digest: string;
  readonly session: Session;
  readonly evidence: Evidence;
  /** The digest of the session that this browser had before: it ends. */
  readonly replaces: string | null;
  /** The browser's device token: whoever `before` was known for is known by `digest` from now on, and this person too. */
  readonly device: { readonly before: string | null; readonly digest: string; readonly expiresAt: Instant };
  /** Attempts that are forgiven: this one, and all that these subjects failed at. */
  readonly forgive?: { readonly attempt: string; readonly subjects: readonly string[] };
}

/** A passkey as kept. */
export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string;
  readonly personId: string;
  /** As its owner calls it. */
  readonly name: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: Instant;
  readonly usedAt: Instant | null;
}

/** What failed on one subject lately. */
export interface Failures {
  readonly count: number;
  readonly last: Instant | null;
}

export interface SignIns {
  /** Opens a session if the evidence still stands and the person is active; else nothing changes. */
  open(opening: Opening, at: Instant): Promise<boolean>;
  /** The session while it lasts and its person is active. */
  session(digest: string, at: Instant): Promise<{ readonly session: Session; readonly person: Person } | undefined>;
  /** The person was seen: the session lasts until `expiresAt`. */
  touch(digest: string, at: Instant, expiresAt: Instant): Promise<void>;
  /** Where a person is signed in, the latest first. */
  sessionsOf(personId: string, at: Instant): Promise<readonly Session[]>;
  /** Ends one session, by its digest or by its id among a person's; false where there is none. */
  end(which: { readonly digest: string } | { readonly personId: string; readonly id: string }, at: Instant): Promise<boolean>;
  /** Whether the person has signed in on this device before. */
  knowsDevice(digest: string, personId: string, at: Instant): Promise<boolean>;

  /**
   * Counts an attempt on each subject, before it is known how it ends, if `admit` (pure) lets it; `failures` stand in the order of
   * `subjects` and count what is younger than a day.
   */
  attempt<T extends { readonly kind: string }>(
    id: string,
    subjects: readonly string[],
    admit: (failures: readonly Failures[]) => T,
    at: Instant,
  ): Promise<T>;
  /** The attempt was none, or what it tried is proven: it counts no more, and neither do others on these subjects. */
  forgive(attempt: string, subjects: readonly string[]): Promise<void>;

  /** A person's passkeys, oldest first. */
  passkeysOf(personId: string): Promise<readonly Passkey[]>;
  /** With its owner, and the name under which authenticators know them. */
  passkey(id: string): Promise<{ readonly passkey: Passkey; readonly person: Person; readonly handle: string } | undefined>;
  /** False where a passkey of this id is known already. */
  addPasskey(passkey: Passkey, at: Instant, by: string): Promise<boolean>;
  removePasskey(personId: string, id: string, at: Instant, by: string): Promise<boolean>;
  /** Keeps what an authenticator will be asked to sign. @param personId null: whoever signs in */
  keepChallenge(digest: string, personId: string | null, expiresAt: Instant, at: Instant): Promise<void>;
  /** Uses a challenge up; false where it is unknown, over, or another's. */
  takeChallenge(digest: string, personId: string | null, at: Instant): Promise<boolean>;
}

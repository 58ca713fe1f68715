/**
 * The people who work with Herald, and what proves that they are who they say: passwords and one-time links. Every verb is one
 * committed transaction. A password comes here only as its hash, and a link only as its digest.
 */
import type { Instant } from "../domain/instant.ts";
import type { Person } from "../domain/person.ts";
import type { Result } from "../domain/problem.ts";

/** A change of the people, as a decision on all of them makes it. */
export type PeopleChange =
  | { readonly what: "added"; readonly person: Omit<Person, "createdAt" | "active"> }
  | {
      readonly what: "role" | "disabled" | "enabled" | "linked";
      readonly id: string;
      readonly set: Partial<Pick<Person, "role" | "active" | "systemUser">>;
    };

/** Why somebody was sent a link: to begin, or to choose a new password. */
export type Purpose = "join" | "reset";

/** A one-time link, by its digest. */
export interface Invitation {
  /** SHA-256 (hex) of the token in the link. */
  readonly digest: string;
  readonly personId: string;
  readonly purpose: Purpose;
  readonly expiresAt: Instant;
}

/** What somebody signs in with. */
export interface Proof {
  readonly person: Person;
  /** The encoded hash; null: no password was ever set. */
  readonly password: string | null;
}

/** Somebody, and how they can come in. */
export interface Footing {
  readonly person: Person;
  readonly hasPassword: boolean;
  readonly passkeys: number;
  /** Where they are signed in. */
  readonly sessions: number;
  /** When they were last seen signed in; null: they are not. */
  readonly seenAt: Instant | null;
  /** Until when a link that they were sent is good; null: none is open. */
  readonly invitedUntil: Instant | null;
}

export interface People {
  /** Everybody, active or not, in the order in which they came. */
  list(): Promise<readonly Person[]>;
  /** The same, with how each can come in at `at`. */
  footings(at: Instant): Promise<readonly Footing[]>;
  person(id: string): Promise<Person | undefined>;
  /** @param email as kept: in lower case */
  proofOf(email: string): Promise<Proof | undefined>;
  /** The random name under which authenticators know a person; undefined: nobody is of this id. */
  handleOf(id: string): Promise<string | undefined>;
  /**
   * A change that `decide` (pure) finds good, given everybody as they stand in the transaction. Another role, and being disabled,
   * sign a person out everywhere; a disabled person's links and known devices are gone.
   */
  decide(decide: (people: readonly Person[]) => Result<PeopleChange>, at: Instant, by: string): Promise<Result<Person>>;
  /** Sets a password: the person is signed out everywhere, and open links and known devices are gone. */
  keepPassword(personId: string, encoded: string, at: Instant, by: string): Promise<void>;
  /** Keeps a link; any other of the person's is gone. */
  invite(invitation: Invitation, at: Instant, by: string): Promise<void>;
  /** The link while it is good at `at`: not used, not over, and its person active. */
  invitation(digest: string, at: Instant): Promise<Invitation | undefined>;
  /** Uses the link up for a password, as `keepPassword` sets it; false where it is no longer good. */
  accept(digest: string, encoded: string, at: Instant): Promise<boolean>;
  /** Signs a person out everywhere; gives how many sessions ended. @param but the digest of one that stays */
  signOut(personId: string, at: Instant, by: string, but?: string): Promise<number>;
}

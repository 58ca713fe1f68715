/**
 * The part of a platform's contract by which an account is connected without copying tokens: a person consents at the platform, which
 * sends them back with a code, and the code is exchanged for a login (RFC 6749, 7636 and 9700). Logins that run out are renewed.
 */
import type { Instant } from "../domain/instant.ts";
import type { Problem } from "../domain/problem.ts";
import type { Deadline, Secret, Variable } from "./platform.ts";

/** One consent that is asked for. */
export interface Consent {
  /** Where the platform sends the person back to, to the letter as it is registered there. */
  readonly redirectUri: string;
  /** Comes back with the answer and is good once. */
  readonly state: string;
  /** PKCE's secret: only whoever has it can use the code. A platform without PKCE leaves it aside. */
  readonly verifier: string;
}

/** What a request needs of the outside; none is made after the deadline. */
export interface Net {
  readonly deadline: Deadline;
  readonly now: Instant;
  /** The platform's clock, as an answer's `Date` header gave it. */
  sawDate(header: string | null): void;
}

/** What came of a code: a login of the account's variables, or why none. */
export type Granted = { readonly kind: "granted"; readonly secret: Secret } | { readonly kind: "refused"; readonly problem: Problem };

/** What came of renewing a login. Reasons are whole sentences without a secret. */
export type Renewed =
  | { readonly kind: "granted"; readonly secret: Secret }
  /** It may pass: the login in hand is good as long as it lives. */
  | { readonly kind: "again"; readonly reason: string }
  /** The platform doesn't know this login any more. */
  | { readonly kind: "dead"; readonly reason: string };

export interface OAuth {
  /** What the app is known by at the platform, without the account's prefix: `X_CLIENT_ID`. All required ones must be set. */
  readonly client: readonly Variable[];
  /** What is asked for, in the platform's words. @example ["tweet.read", "tweet.write", "offline.access"] */
  readonly scopes: readonly string[];
  /** What a person does once at the platform, as one sentence about the redirect address. */
  register(redirectUri: string): string;
  /** True where the platform sends people back to https addresses only. */
  readonly isHttpsOnly: boolean;
  /** How long a code is good. */
  readonly codeLifeMs: number;
  /** False where posts go out without this login: a dead one pauses nothing. */
  readonly isNeeded: boolean;

  /** Pure: where the person consents. */
  authorize(consent: Consent, client: Secret): URL;
  /** A login for the code, with the account's number in it; refused where a right was not granted. @param where for problems: `account x` */
  exchange(code: string, consent: Consent, client: Secret, where: string, net: Net): Promise<Granted>;

  /** Pure: true for a login that came about this way and is whole without the variables that a person would copy. */
  isWhole(secret: Secret): boolean;
  /** Pure: when a login ends unless it is renewed; null: it isn't known, or it never does. */
  until(secret: Secret): Instant | null;
  /** Pure: from when on it should be renewed; null: it can't or need not be. @param since when it was given out */
  renewAt(secret: Secret, since: Instant): Instant | null;
  /** Renews a login: one request, never repeated here. @param client the app's credentials as set now; {}: none are */
  renew(secret: Secret, client: Secret, net: Net): Promise<Renewed>;
}

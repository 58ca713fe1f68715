import type { Account } from "../domain/account.ts";
import type { Secret } from "./platform.ts";

/** A login as it stands; `generation` tells it from the one before and the one after. */
export interface CurrentLogin {
  readonly secret: Secret;
  readonly generation: number;
}

/** Logins that are renewed while Herald runs, whoever renews them. */
export interface Logins {
  /** The login for what is sent now, renewed first if it would not outlive that. Null: there is none to send with, and a person knows. */
  ready(account: Account): Promise<CurrentLogin | null>;
  /** The platform refused the login of this generation: true where there is another by now, so that what was refused may be tried anew. */
  replaced(account: Account, generation: number): Promise<boolean>;
  /** The login of this generation did what it was asked. */
  proven(account: Account, generation: number): Promise<void>;
}

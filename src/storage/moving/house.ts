import type { Database } from "../database.ts";
import type { Home } from "../home.ts";

/** A database as a move needs it: without a store on it, so that no seal is in the way. */
export interface House {
  readonly database: Database;
  readonly home: Home;
}

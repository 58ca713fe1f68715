import type { XPerson } from "../people.ts";
import type { Route } from "../route.ts";
import type { Stage } from "../stage.ts";

/** One request of a known person. */
export interface Turn {
  readonly stage: Stage;
  readonly person: XPerson;
}

/** A resource of X, with how many of its requests are answered in 15 minutes. */
export type XRoute = Route<Turn> & { readonly limit: number; readonly scopes: readonly string[] };

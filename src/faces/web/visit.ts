import type { Context } from "hono";
import type { Meet } from "../../desk/connect.ts";
import type { Desk } from "../../desk/desk.ts";
import type { Actor } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Log } from "../../edge/log.ts";
import type { Logins } from "../../platforms/current-login.ts";
import type { Net } from "../../platforms/oauth.ts";

/** Who visits the desk. */
export interface Visitor {
  readonly actor: Actor;
  /** As pages greet them. */
  readonly name: string;
  /** Every form carries it back: what comes without was not sent from a page of ours. */
  readonly csrf: string;
}

/** Who is let in. */
export interface Door {
  /** False while nobody could sign in: then there is no desk at all. */
  isOpen(): Promise<boolean>;
  /** @param token the session's, from the cookie. @returns null where it belongs to nobody */
  visitor(token: string | undefined): Promise<Visitor | null>;
}

/** What the desk's pages are made from. */
export interface Site {
  /** Its actor is replaced by the visitor, page by page. */
  readonly desk: Desk;
  readonly door: Door;
  readonly log: Log;
  /** What readers see on the stand-ins, as a page; never given in live mode. */
  readonly standIns?: () => Promise<string>;
  /** What stands against the settings on disk, where they are refused and the former ones hold; absent: nothing ever does. */
  readonly notices?: () => readonly Problem[];
  /** Asks the platforms whose logins these are; absent: nobody can be asked. */
  readonly meet?: Meet;
  /** Renews a login first where that is due, before its platform is asked; absent: it is asked with as it stands. */
  readonly logins?: Pick<Logins, "ready">;
  /** Exchanges what comes back from a platform's consent; absent: accounts are connected by variables alone. */
  readonly net?: () => Net;
  /** The outlet's own address without a slash at the end, as people type it. */
  readonly origin: () => string;
}

/** One request of somebody who was let in, or who asks for a page that is open to all (`visitor: null`). */
export interface Visit {
  readonly context: Context;
  readonly site: Site;
  /** Acts as the visitor does. */
  readonly desk: Desk;
  readonly visitor: Visitor | null;
  /** What its address names as `:id`; "" where it names nothing. */
  readonly id: string;
}

export type Handle = (visit: Visit) => Promise<Response> | Response;

/** How many people agree to a post, and how many must. Pure: read from the journal, and nothing else remembers it. */
import type { Account } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Entry } from "../../domain/journal.ts";
import type { Transition } from "../../domain/post.ts";
import type { Problem } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { approversNeeded } from "../house-rules.ts";
import { ableOn, type Colleague } from "./who.ts";

export type Move = Extract<Entry, { readonly kind: "moved" }>;

/** Moves that leave a draft as it is; any other takes earlier voices back. */
const harmless: readonly Transition[] = ["endorse", "announce", "stop-auto"];

/** What was said of a draft since anything about it changed. */
export function sinceChange(journal: readonly Entry[]): readonly Move[] {
  const moves = journal.filter((entry) => entry.kind === "moved");
  return moves.slice(moves.findLastIndex(({ transition }) => !harmless.includes(transition)) + 1);
}

/** One person's voice for this very digest, and when they want it to go out. */
export interface Voice {
  readonly by: string;
  readonly at: Instant;
  /** Absent: they named no time. */
  readonly scheduledAt?: Instant;
  readonly atOnce?: true;
}

/** Who agreed to this very digest since the last change, each once, by their last word. */
function voicesFor({ journal }: Pick<PostView, "journal">, digest: string): readonly Voice[] {
  const voices = new Map<string, Voice>();
  for (const { transition, digest: seen, by, at, scheduledAt, atOnce } of sinceChange(journal)) {
    if (transition !== "endorse" || seen !== digest) continue;
    voices.delete(by);
    voices.set(by, { by, at, ...(scheduledAt === undefined ? {} : { scheduledAt }), ...(atOnce ? { atOnce } : {}) });
  }
  return [...voices.values()];
}

/** Where the agreement on a post stands. */
export interface Tally {
  /** How many different people must agree. */
  readonly needed: number;
  /** Who did, and still may. */
  readonly agreed: readonly Voice[];
  /** Who may and did not yet, by id. */
  readonly open: readonly string[];
}

/**
 * @param found what is found on the post: a matter that needs care needs a second person, where more than one may approve
 * @param people everybody active; none: whoever is alone suffices
 */
export function tally(
  view: Pick<PostView, "post" | "journal">,
  digest: string,
  found: readonly Problem[],
  account: Pick<Account, "approvers" | "approval">,
  people: readonly Colleague[],
): Tally {
  if (people.length === 0) return { needed: 1, agreed: [], open: [] };
  const able = ableOn(view, account, people);
  const agreed = voicesFor(view, digest).filter(({ by }) => able.includes(by));
  const open = able.filter((id) => agreed.every(({ by }) => by !== id));
  return { needed: approversNeeded(found, account.approvers, able.length), agreed, open };
}

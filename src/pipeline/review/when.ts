import type { Account } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { nextFree, sayInstant, soonest } from "../schedule.ts";
import type { Bench } from "./bench.ts";

/** When an approved post goes out: the next free slot, a moment someone chose, or at once. */
export type When = { readonly kind: "next" } | { readonly kind: "at"; readonly at: Instant } | { readonly kind: "now" };

function noSlot(account: Account): Problem {
  return block(
    "time-no-slot",
    `account ${account.id}`,
    "It has no free slot in the next year.",
    "Add slots in config/herald.yaml, or give a time with --at.",
  );
}

/** A moment someone chose must lie ahead, after the embargo and before the expiry. */
function chosen(at: Instant, { post, summary: { summary } }: PostView, { account, now }: Bench): Result<Instant> {
  const say = (instant: Instant) => sayInstant(instant, account.timetable.timezone);
  if (at < now) return refuse(block("time-past", "--at", `${say(at)} has passed.`, "Choose a time ahead, or send it now."));
  if (summary.embargo !== undefined && at < summary.embargo)
    return refuse(block("embargo-before", "--at", `Its embargo holds until ${say(summary.embargo)}.`, "Choose a later time."));
  if (!post.correction && summary.expires !== undefined && at >= summary.expires)
    return refuse(block("time-after-expiry", "--at", `It expires ${say(summary.expires)}.`, "Choose an earlier time."));
  return ok(at);
}

/** The moment at which the post goes out. */
export function timeFor(view: PostView, bench: Bench, when: When): Result<Instant> {
  const { account, now } = bench;
  if (when.kind !== "next") return chosen(when.kind === "at" ? when.at : now, view, bench);
  const { embargo, expires } = view.summary.summary;
  // Readers hold something wrong: it waits for no slot and no distance, only for the end of a quiet window.
  if (view.post.correction) return ok(soonest(account.timetable, Math.max(now, embargo ?? now)));
  const at = nextFree(account.timetable, {
    after: now,
    taken: view.taken,
    ...(embargo === undefined ? {} : { notBefore: embargo }),
    ...(expires === undefined ? {} : { notAfter: expires }),
  });
  return at === null ? refuse(noSlot(account)) : ok(at);
}

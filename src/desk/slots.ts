import type { Account } from "../domain/account.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import { type Slot, sayInstant, slotsOf } from "../pipeline/schedule.ts";
import type { Scheduled } from "../storage/pages.ts";
import { type Desk, nowOf } from "./desk.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** One place in an account's calendar, as computed: free, taken by a post, or skipped and why. */
export interface CalendarSlot {
  readonly account: string;
  readonly at: string;
  /** In the account's zone. */
  readonly local: string;
  readonly post: string | null;
  readonly skipped: string | null;
}

export interface SlotRange {
  readonly from?: Instant;
  readonly days?: number;
}

/** Posts that stand at a time of their own, between the slots. */
function besides(account: Account, posts: readonly Scheduled[], computed: readonly Slot[]): readonly CalendarSlot[] {
  const isSlot = new Set(computed.map(({ at }) => at));
  const own = posts.filter(({ scheduledAt }) => !isSlot.has(scheduledAt));
  return own.map(({ id, scheduledAt: at }) => {
    return { account: account.id, at: toIso(at), local: sayInstant(at, account.timetable.timezone), post: id, skipped: null };
  });
}

async function slotsOfAccount({ store }: Desk, account: Account, from: Instant, until: Instant): Promise<readonly CalendarSlot[]> {
  const own = await store.pages.scheduled(account.id, from, until);
  const at = new Map(own.map((post) => [post.scheduledAt, post.id]));
  const computed = slotsOf(account.timetable, from, until);
  const rows = computed.map((slot) => ({
    account: account.id,
    at: toIso(slot.at),
    local: slot.local,
    post: at.get(slot.at) ?? null,
    skipped: slot.skipped ?? null,
  }));
  return [...rows, ...besides(account, own, computed)].sort((a, b) => a.at.localeCompare(b.at));
}

/** The calendar of every account, with what stands in it. */
export async function slots(desk: Desk, { from = nowOf(desk), days = 7 }: SlotRange): Promise<readonly CalendarSlot[]> {
  const until = from + days * dayMs;
  const all = await Promise.all(desk.settings.accounts.map((account) => slotsOfAccount(desk, account, from, until)));
  return all.flat();
}

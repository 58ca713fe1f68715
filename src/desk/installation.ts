import { sayInstant } from "../pipeline/schedule/say-instant.ts";
import { suspicionOf } from "../pipeline/suspect.ts";
import type { Care, Copy } from "../storage/store.ts";
import { type Desk, nowOf } from "./desk.ts";

/** How the journal and the pause are signed: no person did it, and no worker. */
const signature = "herald (copied database)";

const found: Readonly<Record<Copy["why"], (when: string) => string>> = {
  backup: (when) => `This database is a copy made on ${when}.`,
  "no-place": (when) => `This database is a copy, its last change of ${when}: the file "installation" that belongs beside it is missing.`,
  "other-place": (when) => `This database is a copy, its last change of ${when}: the file "installation" beside it belongs to another.`,
  restored: (when) => `This database is a copy, its last change of ${when}: it was restored from a dump, or worked on another server.`,
  older: (when) => `This database is an older copy, its last change of ${when}: another has worked here since.`,
};

function whyPaused({ why, at }: Copy, timezone: string): string {
  return [
    found[why](sayInstant(at, timezone)),
    "What was sent or decided since then it doesn't know, so nothing goes out; people sign in anew, and programs need new keys.",
    "Stop any other Herald that posts to these accounts, settle the held posts (`herald status`), look through `herald list` for what was",
    "posted, moved or cancelled since, then run `herald resume --all`.",
  ].join(" ");
}

/** How a copy of this database is made safe. */
export function careFor(desk: Desk, copy: Copy): Care {
  const since = sayInstant(copy.at, desk.settings.timezone);
  const reason = `Another copy of this database may have sent it since ${since}: look at the account, then say what readers see.`;
  return {
    pause: { reason: whyPaused(copy, desk.settings.timezone), since: nowOf(desk), until: null, by: signature },
    suspect: (view) => suspicionOf(view, reason),
    reason,
  };
}

/**
 * Before anything works on the database: a copy, or an older one put in the place of another, is paused, and all that it might
 * send a second time is doubted. @returns what to tell people; null where the database is at home.
 */
export async function settleIn(desk: Desk): Promise<string | null> {
  const copy = await desk.store.settleIn((found) => careFor(desk, found), nowOf(desk), signature);
  return copy && whyPaused(copy, desk.settings.timezone);
}

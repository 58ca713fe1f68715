/** Posts that came out are noted with what they were like then, and with when they are to be counted. */
import type { Account } from "../domain/account.ts";
import { marks } from "../domain/result.ts";
import type { PostView } from "../domain/view.ts";
import { ageAt, isTooLate, longestMs, traitsOf } from "../pipeline/results.ts";
import type { NewMark } from "../storage/results.ts";
import { briefFor } from "./compose-post.ts";
import { type Desk, nowOf, platformOf } from "./desk.ts";
import { shownOf } from "./shown.ts";

/** What stood longer in doubt than this is found no more. */
const slackMs = 86_400_000;
const mostAtOnce = 100;

const missed = "Nobody asked in time.";

/** @param outAt in the past, or when a person set it to come out */
function marksFrom(outAt: number, now: number): readonly NewMark[] {
  return marks.map((mark) =>
    isTooLate(mark, outAt, now)
      ? { mark, fate: "skipped", wakeAt: null, note: missed }
      : { mark, fate: "waiting", wakeAt: outAt + ageAt[mark], note: null },
  );
}

async function enrol(desk: Desk, account: Account, view: PostView): Promise<void> {
  const platform = platformOf(desk, account);
  const shown = shownOf(view);
  const { post, summary } = view;
  const outAt = shown?.at ?? post.scheduledAt ?? post.createdAt;
  const parsed = platform.parse(post.content);
  const { house } = desk.settings;
  const brief = { ...briefFor(desk, account), ...(post.look ? { look: post.look } : {}) };
  const reading = parsed.ok ? platform.read(parsed.content) : { parts: [] };
  const traits = traitsOf({ view, account, house, reading, cards: platform.cards(summary.summary, brief), outAt });
  const counts = shown && traits.kind !== "edit" ? marksFrom(outAt, nowOf(desk)) : [];
  await desk.store.results.enrol({ post: post.id, account: account.id, platform: platform.id, outAt, traits }, counts);
}

/** Notes what came out since the last look. */
export async function enrolNew(desk: Desk): Promise<void> {
  for (const account of desk.settings.accounts) {
    const ids = await desk.store.results.unknown(account.id, nowOf(desk) - longestMs - slackMs, mostAtOnce);
    for (const view of await desk.store.views(ids)) await enrol(desk, account, view);
  }
}

/** A desk whose platforms tell what a test lets them tell of posts that are out. */
import type { Desk } from "../../src/desk/desk.ts";
import { enrolNew } from "../../src/desk/results-enrol.ts";
import { readResults } from "../../src/desk/results-read.ts";
import type { PlatformId } from "../../src/domain/account.ts";
import type { Tally } from "../../src/domain/result.ts";
import type { Logins } from "../../src/platforms/current-login.ts";
import type { Counted, Counting, OutPost, Platform, Secret } from "../../src/platforms/platform.ts";
import { approveFor, drafts } from "./desk-posts.ts";
import type { PeopleDesk } from "./people-desk.ts";
import { deadlineIn, edgeWith } from "./platform-fixtures.ts";
import { sendAll } from "./published.ts";

export const noTally: Tally = { likes: null, reposts: null, replies: null, quotes: null, views: null, comments: null };

export interface CountingDesk {
  readonly desk: Desk;
  /** Every question, in order: the posts asked about. */
  readonly asked: (readonly OutPost[])[];
  /** What a platform says of each post; absent: three likes. */
  answer: (post: OutPost) => Counted;
  billed: (posts: readonly OutPost[]) => number;
  /** Logins as something renews them; absent: those of the settings. */
  logins?: Pick<Logins, "ready">;
  /** With which logins platforms were opened, in order. */
  readonly opened: Secret[];
  /** Notes what is out and counts what is due. */
  look(): Promise<void>;
  /** Publishes the story of this number on a platform, now. */
  publish(platform: PlatformId, number: number): Promise<string>;
}

/** @param settings changes of every account */
export function layCounting(
  { desk: plain, clock }: PeopleDesk,
  settings: Partial<Desk["settings"]["accounts"][number]> = {},
): CountingDesk {
  const asked: (readonly OutPost[])[] = [];
  const opened: Secret[] = [];
  const counts = async (posts: readonly OutPost[]): Promise<Counting> => {
    asked.push(posts);
    return { answers: posts.map((post) => counting.answer(post)), billed: counting.billed(posts) };
  };
  const told = (platform: Platform): Platform => ({
    ...platform,
    open: async (...given) => {
      opened.push(given[1]);
      return { ...(await platform.open(...given)), counts };
    },
  });
  const registry = { ...plain.registry, x: told(plain.registry.x), instagram: told(plain.registry.instagram) };
  const accounts = plain.settings.accounts.map((account) => ({ ...account, ...settings }));
  const desk = { ...plain, registry, settings: { ...plain.settings, accounts } };
  const counting: CountingDesk = {
    desk,
    asked,
    opened,
    answer: () => ({ kind: "counted", tally: { ...noTally, likes: 3 } }),
    billed: (posts) => posts.length,
    look: async () => {
      await enrolNew(desk);
      const { logins } = counting;
      const looking = { edge: edgeWith({ clock }), deadline: () => deadlineIn(5000, clock) };
      await readResults(desk, { ...looking, ...(logins ? { logins } : {}) });
    },
    publish: async (platform, number) => {
      const id = await approveFor(desk, (await drafts(desk, { number }))(platform), { kind: "now" });
      await sendAll(desk, id);
      return id;
    },
  };
  return counting;
}

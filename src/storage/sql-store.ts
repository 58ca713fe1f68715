import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { account, accounts, keepStanding, pause, pauseEndedAt, pauseOf, resume } from "./accounts.ts";
import { attendAll, attendAnswer, attendLooks, attendMoves, attendPause, needsAttention } from "./attention.ts";
import { auditOn } from "./audit.ts";
import { begin } from "./begin.ts";
import type { Database } from "./database.ts";
import { decide } from "./decisions.ts";
import { feedsOn } from "./feeds.ts";
import { type Home, homeless } from "./home.ts";
import { attend, openIncidents } from "./incidents.ts";
import { outputs } from "./journal.ts";
import { claim, due, release, renew } from "./leases.ts";
import { isPublic, keepMedia, media } from "./media.ts";
import { neighbours } from "./neighbours.ts";
import { postponed, posts, unsettled, view } from "./posts.ts";
import { secretsOn } from "./secrets.ts";
import { settleIn } from "./settle.ts";
import { lettersOn } from "./sql-letters.ts";
import { peopleOn, signInsOn } from "./sql-people.ts";
import { intend, move, record } from "./steps.ts";
import { stopUnderWay } from "./stops.ts";
import type { Store } from "./store.ts";
import { storiesOn } from "./stories-on.ts";
import { add, summaries, summary } from "./summaries.ts";
import { claimTelling, nextUntold, notTold, told } from "./tellings.ts";
import { countPosts, summariesOfStory, views } from "./views.ts";

/** Takes nothing for an incident. */
const blind: Watch = {
  ofPost: () => () => null,
  ofPause: () => () => null,
  ofAnswer: () => () => null,
  ofOutputs: () => () => null,
};

/** What a dialect does in a way of its own. */
export interface Dialect {
  readonly home: Home;
  readonly backUp: Store["backUp"];
}

const noDialect: Dialect = {
  home: homeless,
  backUp: async () => {
    throw new Error("Only a database in a file can be copied into one.");
  },
};

/**
 * The store on any dialect: each verb one transaction.
 * @param now for questions that name no instant of their own
 * @param watch what changes mean for the incidents
 */
export function storeOn(database: Database, now: () => Instant, watch: Watch = blind, { home, backUp }: Dialect = noDialect): Store {
  const { read, write } = database;
  return {
    people: peopleOn(database),
    signIns: signInsOn(database),
    feeds: feedsOn(database),
    secrets: secretsOn(database),
    letters: lettersOn(database),
    stories: storiesOn(database, watch),

    add: (what, drafts, at, by) => write((trx) => add(trx, what, drafts, at, by)),
    summary: (id) => read((trx) => summary(trx, id)),
    summaries: () => read((trx) => summaries(trx)),
    summariesOfStory: (story) => read((trx) => summariesOfStory(trx, story)),

    view: (postId) => read((trx) => view(trx, postId, { at: now(), span: "all" })),
    views: (wanted) => read((trx) => views(trx, wanted, now())),
    count: (states) => read((trx) => countPosts(trx, states)),
    posts: (filter) => read((trx) => posts(trx, filter)),
    neighbours: (id, since) => read((trx) => neighbours(trx, id, since)),
    decide: (postIds, decision, at, by) =>
      write(async (trx) => {
        const decided = await decide(trx, postIds, decision, at, by);
        if (!decided.ok) return decided;
        await attendMoves(trx, watch, postIds, at);
        await attendLooks(trx, watch, postIds, at);
        return decided;
      }),

    due: (at) => read((trx) => due(trx, at)),
    claim: (postId, seen, owner, at) => write((trx) => claim(trx, postId, seen, owner, at)),
    begin: (postId, owner, at, admit) =>
      write(async (trx) => {
        const begun = await begin(trx, postId, owner, at, admit);
        if (begun?.kind === "miss") await attendMoves(trx, watch, [postId], at);
        return begun;
      }),
    postponed: () => read((trx) => postponed(trx, now())),
    pauseEndedAt: (id, at) => read((trx) => pauseEndedAt(trx, id, at)),
    renew: (postId, token) => write((trx) => renew(trx, postId, token)),
    release: (postId, token, dueAt) => write((trx) => release(trx, postId, token, dueAt)),
    intend: (postId, token, seq, happening, guard, at, by) => write((trx) => intend(trx, postId, token, { seq, happening, guard }, at, by)),
    record: (postId, seq, happening, at, by) =>
      write(async (trx) => {
        const recorded = await record(trx, postId, seq, happening, at, by);
        await attendAnswer(trx, watch, postId, happening, at);
        return recorded;
      }),
    move: (postId, token, change, at, by) =>
      write(async (trx) => {
        const moved = await move(trx, postId, token, change, at, by);
        if (moved) await attendMoves(trx, watch, [postId], at);
        return moved;
      }),

    outputs: (id) => read((trx) => outputs(trx, id)),
    unsettled: (id) => read((trx) => unsettled(trx, id, now())),

    account: (id) => read((trx) => account(trx, id, now())),
    accounts: () => read((trx) => accounts(trx, now())),
    pause: (id, wanted, stop) =>
      write(async (trx) => {
        const paused = await pause(trx, id, wanted);
        if (stop) await attendMoves(trx, watch, await stopUnderWay(trx, id, stop, wanted.since, wanted.by), wanted.since);
        if (paused) await attendPause(trx, watch, id, now());
        return paused;
      }),
    resume: (id, seen, by) =>
      write(async (trx) => {
        const resumed = await resume(trx, id, now(), seen, by);
        await attendPause(trx, watch, id, now());
        return resumed;
      }),
    housePause: () => read((trx) => pauseOf(trx, null, now())),
    keepStanding: (id, standing) => write((trx) => keepStanding(trx, id, standing, now())),

    audit: auditOn(database),

    openIncidents: () => read((trx) => openIncidents(trx)),
    attend: (topic, judge, at) => write((trx) => attend(trx, topic, judge, at)),
    attendAll: async (at) => {
      if (await read((trx) => needsAttention(trx, watch, at))) await write((trx) => attendAll(trx, watch, at));
    },
    claimTelling: async (channel, messenger, at) => {
      const waits = await read((trx) => nextUntold(trx, channel, messenger, at));
      return waits ? write((trx) => claimTelling(trx, channel, messenger, at)) : null;
    },
    told: (incidentId, channel, at) => write((trx) => told(trx, incidentId, channel, at)),
    notTold: (incidentId, channel, token, problem, nextAt) => write((trx) => notTold(trx, incidentId, channel, token, problem, nextAt)),

    keepMedia: (digest, picture) => write((trx) => keepMedia(trx, digest, picture, now())),
    media: (digest) => read((trx) => media(trx, digest)),
    isPublic: (digest, at) => read((trx) => isPublic(trx, digest, at)),

    origin: () => read((trx) => home.origin(trx)),
    settleIn: (care, at, by) => settleIn(database, { home, watch, at, by }, care),
    backUp,

    close: () => database.close(),
  };
}

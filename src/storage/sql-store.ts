import type { Instant } from "../domain/instant.ts";
import { account, accounts, keepStanding, pause, pauseOf, resume } from "./accounts.ts";
import type { Database } from "./database.ts";
import { decide } from "./decisions.ts";
import { outputs } from "./journal.ts";
import { claim, due, release, renew } from "./leases.ts";
import { isPublic, keepMedia, media } from "./media.ts";
import { posts, unsettled, view } from "./posts.ts";
import { intend, move, record } from "./steps.ts";
import type { Store } from "./store.ts";
import { add, summaries, summary } from "./summaries.ts";

/** The store on any dialect: each verb one transaction. @param now for questions that name no instant of their own */
export function storeOn(database: Database, now: () => Instant): Store {
  const { read, write } = database;
  return {
    add: (what, drafts, at, by) => write((trx) => add(trx, what, drafts, at, by)),
    summary: (id) => read((trx) => summary(trx, id)),
    summaries: () => read((trx) => summaries(trx)),

    view: (postId) => read((trx) => view(trx, postId, { at: now(), span: "all" })),
    posts: (filter) => read((trx) => posts(trx, filter)),
    decide: (postIds, decision, at, by) => write((trx) => decide(trx, postIds, decision, at, by)),

    due: (at) => read((trx) => due(trx, at)),
    claim: (postId, seen, owner, at) => write((trx) => claim(trx, postId, seen, owner, at)),
    renew: (postId, token) => write((trx) => renew(trx, postId, token)),
    release: (postId, token, dueAt) => write((trx) => release(trx, postId, token, dueAt)),
    intend: (postId, token, seq, happening, guard, at, by) => write((trx) => intend(trx, postId, token, { seq, happening, guard }, at, by)),
    record: (postId, seq, happening, at, by) => write((trx) => record(trx, postId, seq, happening, at, by)),
    move: (postId, token, change, at, by) => write((trx) => move(trx, postId, token, change, at, by)),

    outputs: (id) => read((trx) => outputs(trx, id)),
    unsettled: (id) => read((trx) => unsettled(trx, id, now())),

    account: (id) => read((trx) => account(trx, id, now())),
    accounts: () => read((trx) => accounts(trx, now())),
    pause: (id, wanted) => write((trx) => pause(trx, id, wanted)),
    resume: (id) => write((trx) => resume(trx, id, now())),
    housePause: () => read((trx) => pauseOf(trx, null, now())),
    keepStanding: (id, standing) => write((trx) => keepStanding(trx, id, standing)),

    keepMedia: (digest, picture) => write((trx) => keepMedia(trx, digest, picture, now())),
    media: (digest) => read((trx) => media(trx, digest)),
    isPublic: (digest, at) => read((trx) => isPublic(trx, digest, at)),

    close: () => database.close(),
  };
}

/** A store in which every table has rows, each put there by the verb that puts it there in life. */
import type { Happening } from "../../src/domain/journal.ts";
import { incident } from "../../src/notify/incident.ts";
import type { Store } from "../../src/storage/store.ts";
import { joined, opening, passkeyOf } from "./people-fixtures.ts";
import {
  always,
  approval,
  approved,
  drafted,
  draftOf,
  editor,
  hourMs,
  minuteMs,
  morning,
  owner,
  plain,
  sha256,
  summaryOf,
  theOnly,
} from "./store-fixtures.ts";

const leaseMs = minuteMs;
const hand = { owner, leaseMs, isGone: () => false };
const about = { step: "post-1", stepDigest: "d1" } as const;
/** Long before the others, so that its journal is packed away. */
const longAgo = morning - 400 * 24 * hourMs;
const farAway = Date.UTC(2286, 10, 20, 17, 46, 40, 1);
export const megabytes = 12 * 1_048_576;

/** What must arrive letter for letter: both scripts, marks of direction, joiners, all planes, and what looks like another's syntax. */
const difficult = "حکومت نے ۱۲٫۵٪ کا اضافہ کیا — “Rs. 42 بلین” \u200f\u200d😀𝒳 \\x00 \\u0000 'a';--\t\n\u0001 é é";

async function published(store: Store, id: string, at: number): Promise<void> {
  const booking = { day: "2026-03-02", posts: 1, microCents: 1_500_000 };
  const begun = await store.begin(id, owner, at, () => ({ kind: "go", booking }));
  if (begun?.kind !== "go") throw new Error(`${id} did not begin.`);
  const { length } = begun.view.journal;
  const { token } = begun.lease;
  const intent: Happening = { kind: "intent", ...about };
  const outcome: Happening = {
    kind: "outcome",
    ...about,
    outcome: { kind: "done", output: { id: `out-${id}`, url: `https://x.com/i/${id}` } },
  };
  await store.intend(id, token, length + 1, intent, () => null, at, "w");
  await store.record(id, length + 2, outcome, at, "w");
  await store.move(id, token, plain("publish", { dueAt: null }), at, "w");
}

async function fillQueue(store: Store): Promise<void> {
  const bytes = new Uint8Array(megabytes).map((_, index) => (index * 31) % 251);
  for (const [mime, picture] of [
    ["image/jpeg", bytes],
    ["image/png", new Uint8Array([0, 255, 92, 120])],
  ] as const)
    await store.keepMedia(sha256(picture), { mime, bytes: picture });
  const content = { parts: [{ text: difficult, media: [{ digest: sha256(bytes), mime: "image/jpeg", alt: difficult }] }] };
  await approved(store, "old", "x", longAgo, content);
  await published(store, "old", longAgo);
  await approved(store, "out", "x", morning, content);
  await published(store, "out", morning);
  const summary = summaryOf("urdu", { language: "ur", title: difficult, paragraphs: [difficult, ""], expires: farAway });
  await store.add(summary, [draftOf("urdu-1", "x", content), draftOf("urdu-2", "instagram", content)], morning, editor);
  const override = { code: "claim-number", finding: difficult, reason: "It says so.", by: editor, at: morning };
  theOnly(await store.decide(["urdu-1"], always({ ...approval("x", farAway, content), overrides: [override] }), morning, editor));
  await approved(store, "in-hand", "x", morning);
  await store.claim("in-hand", null, owner, morning);
  await store.settlings.begin("in-hand", 3, 12);
  for (let number = 0; number < 450; number += 1) await drafted(store, `draft-${String(number).padStart(4, "0")}`, number % 2 ? "x" : "ð");
  await store.archive.pack(longAgo + hourMs, 10, morning);
}

async function fillHouse(store: Store): Promise<void> {
  await store.keepStanding("x", { remoteId: "1001", name: difficult, url: "https://x.com/house" });
  await store.pause("x", { reason: difficult, since: morning - hourMs, until: morning - minuteMs, by: editor });
  await store.resume("x", undefined, editor);
  await store.pause(null, { reason: "Election day", since: morning, until: null, by: editor });
  await store.attend("clock", () => incident({ id: "clock:1", topic: "clock", kind: "clock", reason: difficult }), morning);
  await store.claimTelling("webhook", { ...hand, graceMs: 0 }, morning);
  await store.chores.take("archive", leaseMs, morning);
  const traits = { kind: "single", card: "headline", theme: "dark", photo: true, words: "herald", weekday: "mon", slot: "09:00" } as const;
  const waiting = { mark: "1h", fate: "waiting", wakeAt: morning, note: null } as const;
  await store.results.enrol({ post: "out", account: "x", platform: "x", outAt: morning, traits }, [waiting]);
  const tally = { likes: 9_007_199_254_740_991, reposts: null, replies: 0, quotes: 1, views: 3, comments: null };
  await store.results.type("out", "1h", tally, morning, editor);
  await store.results.reserve("x", "2026-03", 2, 1_000, 9_000);
}

async function fillPeople(store: Store): Promise<void> {
  await joined(store, "ayesha", "admin", "ayesha-on-this-host");
  await joined(store, "bilal", "writer");
  await store.people.keepPassword("ayesha", "hash", morning, editor);
  await store.people.invite({ digest: sha256("link"), personId: "bilal", purpose: "join", expiresAt: farAway }, morning, "ayesha");
  await store.signIns.open(opening("token", "ayesha", morning), morning);
  await store.signIns.addPasskey(passkeyOf("key", "ayesha"), morning, "ayesha");
  await store.signIns.attempt("a", ["one", "two"], () => ({ kind: "go" }), morning);
  await store.signIns.keepChallenge(sha256("challenge"), null, farAway, morning);
  await store.letters.keepReach("ayesha", { letters: "both", chat: "12" }, morning, "ayesha");
  await store.letters.keep(
    [{ person: "ayesha", kind: "waits", subject: "urdu-2", about: difficult, slotAt: null, ways: ["email"], dueAt: 0 }],
    morning,
  );
  await store.digests.wish("bilal", false);
  await store.digests.keep("2026-03-02", [{ person: "ayesha", way: "email" }], morning);
  await store.feeds.keep(sha256("calendar"), "ayesha", morning);
}

async function fillDoors(store: Store): Promise<void> {
  const login = { account: "x", sealed: "v1.abc", keyId: "k1" };
  await store.secrets.keep(login, { variables: ["X_USER_TOKEN"], verified: true, expiresAt: farAway }, morning, editor);
  await store.renewals.take("x", 1, null, owner, morning);
  await store.authorizations.ask(
    { ...login, stateDigest: sha256("state"), redirect: "https://example.org/", session: null, expiresAt: farAway },
    morning,
  );
  const taken = await store.sources.take("ravi", "https://ravi.example/feed/", morning, leaseMs, false);
  const item = { key: difficult, address: null, titleHash: "t", contentHash: "c", firstSeen: morning, since: -1, doneHash: null };
  const rest = { listed: true, story: null, version: null, missingAt: null, gone: false, note: difficult };
  await store.sources.keepItem("ravi", taken?.token ?? "", { ...item, ...rest });
  await store.keys.add({ name: "cms", owner: "ayesha", rights: ["read", "write"], expiresAt: null }, sha256("key"), morning, "ayesha");
  await store.requests.begin({ key: "cms", name: difficult, token: "t", fingerprint: sha256("f") }, morning, leaseMs);
}

export async function fillStore(store: Store): Promise<void> {
  const endpoint = {
    id: "wh-1",
    shown: "https://hooks.example/…",
    form: "plain",
    types: null,
    whole: true,
    sealed: "v1.def",
    keyId: "k1",
  } as const;
  await store.endpoints.add(endpoint, morning, editor);
  await fillQueue(store);
  await fillPeople(store);
  await fillHouse(store);
  await fillDoors(store);
}

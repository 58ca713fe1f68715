import type { Account, PlatformId } from "../../src/domain/account.ts";
import type { Instant } from "../../src/domain/instant.ts";
import type { Outcome, Verdict } from "../../src/domain/journal.ts";
import type { Plan, Step } from "../../src/domain/plan.ts";
import type { State } from "../../src/domain/post.ts";
import type { Summary } from "../../src/domain/summary.ts";
import type { Edge } from "../../src/edge/edge.ts";
import type { News } from "../../src/notify/news.ts";
import { freeze } from "../../src/pipeline/digest.ts";
import type { Logins } from "../../src/platforms/current-login.ts";
import type { Platform, Registry, Session } from "../../src/platforms/platform.ts";
import type { Store } from "../../src/storage/store.ts";
import type { Concurrency } from "../../src/worker/lanes.ts";
import { isIdle, tick } from "../../src/worker/tick.ts";
import { makeWorker, type Worker } from "../../src/worker/worker.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { accountOn, edgeWith } from "./platform-fixtures.ts";
import { laySqlite } from "./sqlite-ground.ts";
import { always, editor, summaryOf, theOnly } from "./store-fixtures.ts";

/** One request that reached the scripted platform. */
export interface Sent {
  readonly account: string;
  readonly post: string;
  readonly step: string;
  /** Really, not by this machine's clock. */
  readonly at: Instant;
}

/** Where the platforms of a play depart from answering "done". */
export interface Script {
  outcome?: (sent: Sent) => Outcome | Promise<Outcome> | undefined;
  verdict?: () => Verdict;
  capacity?: () => { readonly left: number; readonly resetsAt: Instant } | null;
  /** How far the platforms' own clock is off. */
  platformOffMs?: number;
  /** What a plan costs. */
  usd?: number;
}

export interface WorkerPlay {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly script: Script;
  readonly sent: Sent[];
  readonly news: News[];
  /** How often a platform was asked who we are. */
  verified(): number;
  /** A worker that has just started. */
  begin(concurrency?: Concurrency, logins?: Logins): Worker;
  /** Approves a post of its own summary. */
  approve(id: string, at: Instant, more?: Approval): Promise<void>;
  stateOf(id: string): Promise<State | undefined>;
  close(): Promise<void>;
}

export interface Approval {
  readonly account?: string;
  readonly parts?: number;
  readonly picture?: boolean;
  readonly atOnce?: true;
  readonly summary?: Partial<Summary>;
}

/** A thread: perhaps a picture, then its parts. */
function threadOf(id: string, account: Account, { parts = 1, picture = false }: Approval): Plan {
  const upload: Step = { key: "media-1", repeat: "harmless", method: "POST", path: "/media", body: { post: id } };
  const posts = Array.from({ length: parts }, (_, index): Step => {
    const body = { post: id, part: index + 1 };
    return { key: `post-${index + 1}`, repeat: "never", method: "POST", path: "/posts", body };
  });
  const { platform, remoteId } = account;
  return { version: 1, account: account.id, platform, remoteId, content: { post: id }, steps: [...(picture ? [upload] : []), ...posts] };
}

/** A worker over a real database, with scripted platforms and clocks in the test's hands. */
export async function openWorkerPlay(start: Instant, accounts: readonly Account[] = [accountOn("x")]): Promise<WorkerPlay> {
  const clock = fakeClock(start);
  const ground = await laySqlite();
  const store = await ground.open(clock.now);
  const script: Script = {};
  const [sent, news]: [Sent[], News[]] = [[], []];
  let verified = 0;

  const open = async (account: Account, _secret: unknown, edge: Edge): Promise<Session> => {
    const showTime = () => edge.sawDate(new Date(clock.truth() + (script.platformOffMs ?? 0)).toUTCString());
    const session: Session = {
      perform: async (step) => {
        const body = "body" in step ? (step.body as { readonly post: string }) : { post: "" };
        const request = { account: account.id, post: body.post, step: step.key, at: clock.truth() };
        sent.push(request);
        showTime();
        return script.outcome?.(request) ?? { kind: "done", output: { id: `${body.post}/${step.key}/${sent.length}` } };
      },
      reconcile: async () => script.verdict?.() ?? { kind: "absent" },
      verify: async () => {
        verified += 1;
        showTime();
        return { ok: true, remoteId: "1", name: "@name", url: "https://platform.example/name", notes: [] };
      },
    };
    const { capacity } = script;
    return capacity ? { ...session, capacity: async () => capacity() } : session;
  };
  const words = { parse: (json: unknown) => ({ ok: true, content: json }), read: () => ({ parts: [{ text: "Wheat.", pictures: [] }] }) };
  const platformOf = (id: PlatformId) => ({ id, open, ...words, cost: () => ({ usd: script.usd ?? 0 }) }) as unknown as Platform;
  const registry: Registry = {
    x: platformOf("x"),
    instagram: platformOf("instagram"),
    "youtube-community": platformOf("youtube-community"),
  };

  return {
    clock,
    store,
    script,
    sent,
    news,
    verified: () => verified,
    begin: (concurrency, logins) =>
      makeWorker({
        store,
        registry,
        accounts,
        secrets: new Map(accounts.map(({ id }) => [id, {}])),
        edge: edgeWith({ clock }),
        timing: { requestTimeoutMs: 30_000, settleMs: 60_000, leaseMs: 120_000, tickMs: 1_000, ...(concurrency ? { concurrency } : {}) },
        tell: (told) => void news.push(told),
        owner: "desk-1/1/1",
        ...(logins ? { logins } : {}),
      }),
    approve: async (id, at, approval = {}) => {
      const account = accounts.find((candidate) => candidate.id === (approval.account ?? accounts[0]?.id));
      if (!account) throw new Error(`No account ${approval.account}.`);
      const draft = { ids: [id], account: account.id, platform: account.platform, content: {} };
      await store.add(summaryOf(id, approval.summary), [draft], clock.now(), editor);
      const { plan, digest } = freeze(threadOf(id, account, approval));
      const note = { digest, scheduledAt: at, ...(approval.atOnce ? { atOnce: true as const } : {}) };
      const change = { transition: "approve", set: { plan, digest, scheduledAt: at, dueAt: at }, note } as const;
      theOnly(await store.decide([id], always(change), clock.now(), editor));
    },
    stateOf: async (id) => (await store.view(id))?.post.state,
    close: async () => {
      await store.close();
      await ground.remove();
    },
  };
}

/** One look at the queue, and everything that it set going. */
export async function turn(worker: Worker): Promise<void> {
  await tick(worker);
  while (worker.inHand.size > 0) await Promise.all(worker.inHand.values());
}

/** Looks at the queue every `stepMs` for as long as `ms`, each time until nothing more comes of it. */
export async function work(play: WorkerPlay, worker: Worker, ms: number, stepMs = 60_000): Promise<void> {
  for (let passed = 0; passed <= ms; passed += stepMs) {
    for (let before = -1; before !== play.sent.length + play.news.length; await turn(worker)) before = play.sent.length + play.news.length;
    play.clock.pass(stepMs);
  }
}

/** Works until nothing is due, a bounded number of times; what is left to wait for is left. */
export async function workUntilIdle(worker: Worker): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    await turn(worker);
    if (await isIdle(worker)) return;
  }
  throw new Error("The worker never came to rest.");
}

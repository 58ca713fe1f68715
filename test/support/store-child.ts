/**
 * One of several processes on a database: `node store-child.ts ROLE LOCATION NAME`. Says on stdout, a line each, what was
 * committed; the lines are written synchronously, so that a kill takes none back.
 */

import { once } from "node:events";
import { writeSync } from "node:fs";
import type { Incident } from "../../src/domain/incident.ts";
import type { Happening } from "../../src/domain/journal.ts";
import { incident } from "../../src/notify/incident.ts";
import type { Store } from "../../src/storage/store.ts";
import { openStore } from "./open-store.ts";
import { always, approval, draftOf, morning, plain, summaryOf } from "./store-fixtures.ts";

const about = { step: "post-1", stepDigest: "d1" } as const;
const intent: Happening = { kind: "intent", ...about };
const outcome = (id: string): Happening => ({ kind: "outcome", ...about, outcome: { kind: "done", output: { id } } });

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Publishes a claimed post, and says whether anything was amiss. */
async function publish(store: Store, id: string, name: string, token: string, length: number): Promise<void> {
  const intended = await store.intend(id, token, length + 1, intent, () => null, morning, name);
  const { late } = await store.record(id, length + 2, outcome(`${id}-out`), morning, name);
  const moved = await store.move(id, token, plain("publish", { dueAt: null }), morning, name);
  if (!intended.ok || late || !moved) say(`fault ${id} intended ${intended.ok} late ${late} moved ${moved}`);
}

/** Takes whatever is due until nothing is. */
async function race(store: Store, name: string): Promise<void> {
  for (;;) {
    const due = await store.due(morning);
    if (due.length === 0) return;
    for (const { post, lease } of due) {
      if (lease !== null) continue;
      const claimed = await store.claim(post.id, null, `${name}/1/1`, morning);
      if (claimed === null) continue;
      say(`claimed ${post.id}`);
      const busy = await store.unsettled(post.account);
      if (busy.length !== 1) say(`fault ${post.account} publishes ${busy.map((view) => view.post.id).join(" and ")}`);
      await publish(store, post.id, name, claimed.lease.token, claimed.view.journal.length);
    }
  }
}

/** Makes, approves and publishes posts for ever, saying each commit. */
async function toil(store: Store, name: string): Promise<void> {
  for (let number = 1; ; number += 1) {
    const id = `${name}-${number}`;
    await store.add(summaryOf(id), [draftOf(id, name)], morning, name);
    say(`${id} add`);
    await store.decide([id], always(approval(name, morning)), morning, name);
    say(`${id} approve`);
    const claimed = await store.claim(id, null, `${name}/1/1`, morning);
    say(`${id} claim`);
    const token = claimed?.lease.token ?? "";
    await store.intend(id, token, 4, intent, () => null, morning, name);
    say(`${id} intent`);
    await store.record(id, 5, outcome(`${id}-out`), morning, name);
    say(`${id} outcome`);
    await store.move(id, token, plain("publish", { dueAt: null }), morning, name);
    say(`${id} publish`);
  }
}

/** Notices one incident a hundred times, and tells whatever is to be told, for a second or until all is. */
async function tell(store: Store, name: string): Promise<void> {
  const begun: Incident = incident({ id: "unreachable:x:1", topic: "platform:x", kind: "unreachable", reason: "away" });
  const messenger = { owner: `${name}/1/1`, leaseMs: 60_000, graceMs: 0, isGone: () => false };
  for (let time = 1; time <= 100; time += 1) {
    await store.attend("platform:x", (open) => open ?? { ...begun, id: `unreachable:x:${name}:${time}` }, morning);
    const untold = await store.claimTelling("webhook", messenger, morning);
    if (untold === null) continue;
    say(`told ${untold.incident.id}`);
    await store.told(untold.incident.id, "webhook", morning);
  }
}

const [role, location = "", name = ""] = process.argv.slice(2);
const store = await openStore(location);
say("ready");
if (role !== "open") await once(process.stdin, "data");
if (role === "race") await race(store, name);
if (role === "tell") await tell(store, name);
if (role === "toil") await toil(store, name);
await store.close();
process.exit(0);

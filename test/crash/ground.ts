/** A house of its own for one run: settings, and a queue in which everything is approved and due. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ok, type Result } from "../../src/domain/problem.ts";
import type { Change, PostView } from "../../src/domain/view.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { freeze } from "../../src/pipeline/digest.ts";
import { registry } from "../../src/platforms/registry.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Store } from "../../src/storage/store.ts";
import { makeHome, type Ran } from "../support/herald.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { summaryOf } from "../support/store-fixtures.ts";
import { type Cast, type Part, settingsFor, variablesFor } from "./cast.ts";
import { loading, node } from "./child.ts";

export interface Ground {
  readonly directory: string;
  /** The queue, opened by the test's own process; close it after use. */
  open(): Promise<Store>;
  /** Carries out a command that decides or shows, all in one process of the real program. */
  command(words: readonly string[]): Promise<Ran>;
  remove(): void;
}

/** The very change that an approval makes. */
export function approvalOf({ role, content }: Part, at: number): Result<Change> {
  const { platform, account, remoteId } = role;
  const adapter = registry[platform];
  const parsed = adapter.parse(content);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(" "));
  const steps = adapter.plan(parsed.content, { ...accountOn(platform), id: account, remoteId });
  const { plan, digest } = freeze({ version: 1, account, platform, remoteId, content: parsed.content, steps });
  return ok({ transition: "approve", set: { plan, digest, scheduledAt: at, dueAt: at }, note: { digest, scheduledAt: at } });
}

async function approve(store: Store, part: Part): Promise<void> {
  const now = systemClock.now();
  const { id } = part;
  const approved = await store.decide([id], (_: PostView) => approvalOf(part, now), now, "Ayesha");
  if (!approved.ok) throw new Error(approved.problems.map(({ message }) => message).join(" "));
}

async function queue(store: Store, part: Part): Promise<void> {
  const { id, role, content } = part;
  const draft = { ids: [id], account: role.account, platform: role.platform, content };
  await store.add(summaryOf(id), [draft], systemClock.now(), "Ayesha");
  await approve(store, part);
}

/** Approves posts that are drafts again, as they stand in `cast`. */
export async function approveAll(ground: Ground, { parts }: Pick<Cast, "parts">): Promise<void> {
  const store = await ground.open();
  for (const part of parts) await approve(store, part);
  await store.close();
}

function databaseIn(directory: string): Promise<Store> {
  return openSqlite({ file: join(directory, "data", "herald.db"), now: systemClock.now, busyTimeoutMs: 50 });
}

/** Puts the posts into the queue of a house and approves them. */
export async function queueAll(directory: string, { pictures, parts }: Pick<Cast, "pictures" | "parts">): Promise<void> {
  const store = await databaseIn(directory);
  for (const { plain, bytes } of pictures) await store.keepMedia(plain.digest, { mime: "image/jpeg", bytes });
  for (const part of parts) await queue(store, part);
  await store.close();
}

/** The same by a process of its own, which a broken engine can be loaded into. */
function queueElsewhere(directory: string, { pictures, parts }: Cast, preload: string): void {
  const plain = { parts, pictures: pictures.map(({ plain, bytes }) => ({ plain, bytes: Buffer.from(bytes).toString("base64") })) };
  const script = join(import.meta.dirname, "queue-all.ts");
  const env = { PATH: process.env.PATH, ...loading([preload]) };
  const { status, stderr } = spawnSync(node, [script, directory], { input: JSON.stringify(plain), env, encoding: "utf8" });
  if (status !== 0) throw new Error(`The posts could not be queued:\n${stderr}`);
}

/** @param preload a broken engine, with which the posts are planned */
export async function layGround(cast: Cast, preload?: string): Promise<Ground> {
  const home = makeHome(variablesFor(cast.roles), "together");
  const { directory } = home;
  writeFileSync(join(directory, "config", "herald.yaml"), settingsFor(cast.roles));
  mkdirSync(join(directory, "data"), { mode: 0o700 });
  if (preload === undefined) await queueAll(directory, cast);
  else queueElsewhere(directory, cast, preload);
  return { directory, open: () => databaseIn(directory), command: (words) => home.run(words), remove: () => home.remove() };
}

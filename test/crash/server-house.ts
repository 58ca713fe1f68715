/** A house whose queue is on PostgreSQL, for any number of workers, each a process of its own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PostView } from "../../src/domain/view.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { type People, type Rules, type StandIns, startStandIns, xLogin, xPerson } from "../../src/sandbox/index.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import type { Store } from "../../src/storage/store.ts";
import { makeHome, type Ran } from "../support/herald.ts";
import { summaryOf } from "../support/store-fixtures.ts";
import { type Part, type Role, settingsFor, variablesFor } from "./cast.ts";
import { startHerald, type Timing, timesOf, type Worker } from "./child.ts";
import { approvalOf } from "./ground.ts";

/** A post and when it is due. */
export interface DuePart extends Part {
  readonly at: number;
}

/** So many accounts on X, each with its own login. */
export function writers(count: number): { readonly people: People; readonly roles: readonly Role[] } {
  const persons = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, "0");
    return xPerson(`190000000000077${number}`, `Agency${number}`, `Agency ${number}`);
  });
  const roles = persons.map(
    (person, index): Role => ({
      account: `agency-${index + 1}`,
      platform: "x",
      remoteId: person.id,
      host: "api.x.com",
      env: `AGENCY${index + 1}`,
      login: xLogin(person),
    }),
  );
  return { people: { x: persons, instagram: [], channels: [] }, roles };
}

export interface ServerHouseOptions {
  readonly url: string;
  readonly people: People;
  readonly roles: readonly Role[];
  readonly timing: Timing;
  readonly rules?: Partial<Rules>;
  /** Changes `herald.yaml`. */
  readonly settings?: (yaml: string) => string;
}

export interface ServerHouse {
  readonly standIns: StandIns;
  readonly directory: string;
  /** A worker, or whatever `words` say. @param more variables beside the house's, another DATABASE_URL among them */
  start(words: readonly string[], more?: Readonly<Record<string, string>>, wrapper?: readonly string[]): Worker;
  /** Carries out a command that decides or shows. */
  command(words: readonly string[]): Promise<Ran>;
  /** Puts posts into the queue and approves them. */
  queue(parts: readonly DuePart[]): Promise<void>;
  views(parts: readonly Pick<Part, "id">[]): Promise<readonly PostView[]>;
  open(): Promise<Store>;
  close(): Promise<void>;
}

export async function draft(store: Store, { id, role, content }: Part): Promise<void> {
  const { account, platform } = role;
  await store.add(summaryOf(id), [{ ids: [id], account, platform, content }], systemClock.now(), "Ayesha");
}

export async function approve(store: Store, part: DuePart): Promise<void> {
  const approved = await store.decide([part.id], () => approvalOf(part, part.at), systemClock.now(), "Ayesha");
  if (!approved.ok) throw new Error(approved.problems.map(({ message }) => message).join(" "));
}

async function queueOn(store: Store, parts: readonly DuePart[]): Promise<void> {
  for (const part of parts) {
    await draft(store, part);
    await approve(store, part);
  }
}

/** @param options.url of an empty database: it is put to work here */
export async function openServerHouse({
  url,
  people,
  roles,
  timing,
  rules,
  settings = (yaml) => yaml,
}: ServerHouseOptions): Promise<ServerHouse> {
  const standIns = await startStandIns({ people, duplicateProof: false, rateLimited: false, ...rules });
  const env = { ...standIns.envForChild(), ...variablesFor(roles), ...timesOf(timing), DATABASE_URL: url };
  const home = makeHome(env, "together");
  writeFileSync(join(home.directory, "config", "herald.yaml"), settings(settingsFor(roles)));
  const open = () => openPostgres({ url, now: systemClock.now });
  const withStore = async <T>(work: (store: Store) => Promise<T>) => {
    const store = await open();
    return await work(store).finally(() => store.close());
  };
  const { code, stderr } = await home.run(["list"], { apart: true });
  if (code !== 0) throw new Error(`The house could not be opened: ${stderr}`);
  return {
    standIns,
    directory: home.directory,
    start: (words, more = {}, wrapper = []) => startHerald(words, home.directory, { ...env, ...more }, [], wrapper),
    command: (words) => home.run(words),
    queue: (parts) => withStore((store) => queueOn(store, parts)),
    views: (parts) => withStore((store) => store.views(parts.map(({ id }) => id))),
    open,
    close: async () => {
      await standIns.close();
      home.remove();
    },
  };
}

/** Texts of posts in the order in which X showed them, with when. */
export function shownOf({
  standIns,
}: ServerHouse): readonly { readonly text: string; readonly authorId: string; readonly createdAt: number }[] {
  return standIns.world().x.posts.map(({ text, authorId, createdAt }) => ({ text, authorId, createdAt }));
}

/**
 * `npm run bench -- punctuality`: how late posts that are due every second reach X (a stand-in), while nobody looks at the desk, while
 * four of its pages stand open, and while the inbox is loaded over and over. Takes turns, so that what else the machine does strikes all
 * alike. Prints, never fails.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { openStage, type Stage } from "../support/desk-stage.ts";

const postsATurn = 10;
const turns = 3;
/** Until the first post of a turn is due: to approve them all takes a while. */
const leadMs = 6_000;

const places = ["Awaran", "Badin", "Chagai", "Dera Bugti", "Gwadar", "Harnai", "Jamshoro", "Kalat", "Lasbela", "Matiari"];

async function drafts({ home, command }: Stage, turn: string): Promise<readonly string[]> {
  const names = places.slice(0, postsATurn).map((place, number) => {
    const name = `${turn}-${number}.md`;
    home.write(name, `---\naccounts: [x]\n---\n\nThe clinic of ${place} will open on every day of the week, says notice ${turn}.\n`);
    return name;
  });
  return (await command("add", ...names)).flatMap(({ id }) => (id === null ? [] : [id]));
}

/** Milliseconds from when each was due to when X was asked for it. */
async function lateness(stage: Stage, ids: readonly string[]): Promise<readonly number[]> {
  const first = Date.now() + leadMs;
  const due = ids.map((_, place) => first + place * 1000);
  for (const [place, id] of ids.entries()) await stage.command("approve", id, "--at", new Date(due[place] ?? first).toISOString());
  await delay((due.at(-1) ?? first) - Date.now() + 3_000);
  const sent = stage.standIns.requests.filter(
    ({ host, method, path }) => host === "api.x.com" && method === "POST" && path === "/2/tweets",
  );
  return sent.slice(-ids.length).map(({ at }, place) => at - (due[place] ?? first));
}

/** Opens what the way needs, and gives what closes it. */
type Way = (stage: Stage) => Promise<() => Promise<void>>;

const openPages: Way = async (stage) => {
  const page = await stage.open("editor");
  const paths = ["/", "/calendar", "/hand-offs", "/trouble"];
  for (const path of paths) await (path === "/" ? page : await page.context().newPage()).goto(`${stage.origin}${path}`);
  return () => page.context().close();
};

const loading: Way = async (stage) => {
  const page: Page = await stage.open("editor");
  const state = { over: false };
  const load = async () => {
    while (!state.over) await page.goto(stage.origin);
  };
  const loaded = load();
  return async () => {
    state.over = true;
    await loaded;
    await page.context().close();
  };
};

const ways: readonly (readonly [string, Way])[] = [
  ["nobody looks", async () => async () => undefined],
  ["four pages stand open", openPages],
  ["the inbox is loaded over and over", loading],
];

export async function punctuality(): Promise<void> {
  const stage = await openStage((yaml) => yaml.replaceAll(/minGap: \S+/g, "minGap: 0s"));
  const late = ways.map((): number[] => []);
  try {
    for (let turn = 1; turn <= turns; turn += 1) {
      for (const [index, [, way]] of ways.entries()) {
        const ids = await drafts(stage, `${turn}-${index}`);
        const close = await way(stage);
        late[index]?.push(...(await lateness(stage, ids)));
        await close();
      }
    }
  } finally {
    await stage.close();
  }
  process.stdout.write(`Lateness of posts due every second, ${turns * postsATurn} each way; the worker looks every 100 ms\n\n`);
  for (const [index, [name]] of ways.entries()) {
    const sorted = (late[index] ?? []).toSorted((a, b) => a - b);
    const at = (share: number) => String(Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)).padStart(5);
    process.stdout.write(`${at(0.5)} ms median, ${at(0.95)} ms (95 %), ${at(1)} ms most  ${name} (${sorted.length} posts)\n`);
  }
}

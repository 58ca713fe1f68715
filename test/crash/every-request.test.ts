/**
 * The real worker, killed and wronged at every request, at every commit and while it starts: three-part threads with a picture,
 * Instagram cards, carousels and hand-offs, each exactly once, in order.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestFault, RequestPhase } from "../../src/sandbox/index.ts";
import { type Cast, openCast, type Part, roles, threadOf } from "./cast.ts";
import { crowdTiming } from "./child.ts";
import { judge } from "./judge.ts";
import { play } from "./play.ts";
import { type Case, faultsOf, type Outcome, outcomeOf, sumUp } from "./run-all.ts";
import type { Ending, Trouble } from "./script.ts";
import { troupeOf } from "./troupe.ts";

const boundMs = 600_000;
const accounts = [roles.x.account, roles.card.account, roles.carousel.account] as const;
const phases: readonly RequestPhase[] = ["arrived", "effect", "answered"];

/**
 * What a platform or the way to it can do to one request. A 429 is an answer before any effect: after one it would be a lie. `empty`
 * is a success without an id. The torture draws from a longer list.
 */
const faults: readonly RequestFault[] = [
  { before: "cut" },
  { after: "cut" },
  { before: "hang" },
  { after: "hang" },
  { before: 500 },
  { after: 500 },
  { before: 429 },
  { after: "malformed" },
  { after: "empty" },
];

type Wrong = { readonly nth: number } & (
  | { readonly kind: "kill"; readonly phase: RequestPhase }
  | { readonly kind: "fault"; readonly fault: RequestFault }
);

let cast: Cast;
let clean: Ending;
const all: Outcome[] = [];

function partOf(account: string): Part {
  const part = cast.parts.find(({ role }) => role.account === account);
  if (!part) throw new Error(`Nobody posts on ${account}.`);
  return part;
}

function count(account: string): number {
  return clean.requests.filter(({ by }) => by === partOf(account).role.remoteId).length;
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** An account of its own for each thing that goes wrong: side by side in one worker they know nothing of each other. */
function eachWronged(wrongs: readonly (readonly [account: string, wrong: Wrong])[]): Pick<Case, "cast" | "troubles" | "timing"> {
  const troupe = troupeOf(cast, [...wrongs.map(([account]) => partOf(account)), partOf(roles.youtube.account)]);
  const troubles = wrongs.map(([account, wrong], index): Trouble => ({ ...wrong, account: `${account}-${index + 1}` }));
  return { cast: troupe, troubles, timing: crowdTiming };
}

async function expectWhole(one: Case): Promise<Ending> {
  const ending = await play(one);
  const outcome = outcomeOf(one, ending);
  all.push(outcome);
  expect(faultsOf([outcome])).toEqual([]);
  return ending;
}

/** All stand at their spots when the one kill comes, and a second worker finds them there. */
async function expectWholeAfterKill(one: Case): Promise<void> {
  const { starts, kills, said } = await expectWhole({ ...one, together: true });
  expect([starts, kills], said).toEqual([2, 1]);
}

beforeAll(async () => {
  cast = await openCast();
  clean = await play({ cast, troubles: [], timing: crowdTiming });
});

afterAll(() => {
  process.stdout.write(`\ntest/crash: ${sumUp(all)}\n`);
});

/** The longest are begun first. */
describe.concurrent("the worker process", { timeout: boundMs }, () => {
  /** Two of whatever a post can have several of: a third is the second again. */
  const brief: Readonly<Record<string, () => Part>> = {
    x: () => ({ ...partOf("x"), content: threadOf("Water report", cast.pictures[0]?.plain ?? null, 2) }),
    carousel: () => ({
      ...partOf("carousel"),
      content: { caption: "Rainfall in two charts", images: cast.pictures.slice(0, 2).map(({ plain }) => ({ ...plain })) },
    }),
    youtube: () => partOf("youtube"),
  };

  it.each(Object.keys(brief))("survives SIGKILL at every commit of the database for a post on %s", async (account) => {
    const part = brief[account]?.() ?? partOf(account);
    const troubles: readonly Trouble[] = [{ kind: "every-commit" }];
    const { struck, views } = await expectWhole({
      name: `commits for ${account}`,
      cast: { ...cast, roles: [part.role], parts: [part] },
      troubles,
    });
    const names = struck.flatMap((where) => where.replace(/, \w+$/, "").split(" and ")).map((name) => name.replace(/ done$/, ""));
    const steps = views.flatMap(({ post }) => post.plan?.steps ?? []);
    // What the platform shows when it is asked about an earlier step needs no step of its own any more.
    const entries = steps.flatMap(({ key }) => {
      const isTold = account === "youtube" || (names.includes(`verdict ${key} took`) && !names.includes(`intent ${key}`));
      return isTold ? [] : [`intent ${key}`, `outcome ${key}`];
    });
    const ends = account === "youtube" ? "moved hand-off" : "moved publish";
    expect(entries.length).toBeGreaterThanOrEqual(account === "youtube" ? 0 : 4);
    expect(names).toEqual(expect.arrayContaining(["nothing", "moved claim", ...entries, ends]));
  });

  it("publishes each post once when nothing is amiss", () => {
    expect(judge(clean)).toEqual([]);
    expect(accounts.map(count)).toEqual([7, 6, 9]);
  });

  it.each(accounts)("survives SIGKILL at every request of %s: on arrival, after the effect, after the answer", async (account) => {
    const spots = numbers(1, count(account)).flatMap((nth) => phases.map((phase) => [account, { kind: "kill", nth, phase }] as const));
    await expectWholeAfterKill({ name: `kills on ${account}`, ...eachWronged(spots) });
  });

  it.each(faults)("survives %j at every request", async (fault) => {
    const spots = accounts.flatMap((account) => numbers(1, count(account)).map((nth) => [account, { kind: "fault", nth, fault }] as const));
    await expectWhole({ name: JSON.stringify(fault), ...eachWronged(spots) });
  });

  it("survives SIGKILL while it starts", async () => {
    const troubles = numbers(1, 8).map((step) => ({ kind: "start", start: step, afterMs: step * 80 }) as const);
    await expectWhole({ name: "kills at the start", cast, troubles });
  });

  it("needs no help from X, and is not led astray by it, where X refuses repeated texts", async () => {
    const rules = { duplicateProof: true };
    const kills = [5, 6, 7].map((nth) => ["x", { kind: "kill", nth, phase: "effect" }] as const);
    const after = faults.filter((fault) => "after" in fault);
    const wrongs = after.map((fault, index) => ["x", { kind: "fault", nth: 5 + (index % 3), fault }] as const);
    await Promise.all([
      expectWholeAfterKill({ name: "kills of a strict X", ...eachWronged(kills), rules }),
      expectWhole({ name: "faults of a strict X", ...eachWronged(wrongs), rules }),
    ]);
  });
});

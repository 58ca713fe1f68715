/** Stopped in every phase of a request for longer than a lease, with another worker taking over: one post. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cast, openCast, type Part, people, type Role, roles, threadOf } from "./cast.ts";
import { momentCount, type Showing, sleepAfterIntent, sleepAtEveryMoment } from "./sleeper.ts";
import { troupeOf } from "./troupe.ts";

const showings: readonly Showing[] = [
  { host: roles.x.host, step: "post-1", path: /\/2\/tweets$/ },
  { host: roles.card.host, step: "publish", path: /media_publish$/ },
];
let usual: Cast;
let posts: readonly Part[] = [];
let sleepers = 0;

beforeAll(async () => {
  usual = await openCast();
  const card = usual.parts.find(({ role }) => role === roles.card);
  if (!card) throw new Error("The cast has no card.");
  posts = [{ id: "alone-1", role: roles.x, content: threadOf("Alone", null, 1) }, card];
});

afterAll(() => {
  process.stdout.write(`\ntest/crash: ${sleepers} sleeping posts: one of each\n`);
});

type Slept = Awaited<ReturnType<typeof sleepAtEveryMoment>>;

/** The sleepers left their intents; whoever took over published each; waking changed nothing. */
function expectOnce(slept: Slept, stepOf: (role: Role) => string | undefined, cast: Cast): void {
  const { asleep, complaints, codes, before, views, said } = slept;
  const all = cast.parts.map(() => "published");
  expect(asleep.map(({ journal }) => journal.at(-1))).toMatchObject(cast.parts.map(({ role }) => ({ kind: "intent", step: stepOf(role) })));
  expect(complaints, said).toEqual([]);
  expect(codes, said).toEqual([0, 0]);
  expect(before.map(({ post }) => post.state)).toEqual(all);
  expect(views.map(({ post }) => post.state)).toEqual(all);
  sleepers += cast.parts.length;
}

function stepOf({ host }: Role): string | undefined {
  return showings.find((showing) => showing.host === host)?.step;
}

describe.concurrent("a worker that sleeps through its lease", { timeout: 180_000 }, () => {
  it.each([0, 1])("sends nothing more when it is stopped after its intent (platform %i)", async (which) => {
    const [part, step] = [posts[which], showings[which]?.step];
    if (!part || !step) throw new Error("nobody to stop");
    const cast: Cast = { people, roles: [part.role], pictures: usual.pictures, parts: [part] };
    expectOnce(await sleepAfterIntent(cast, step), stepOf, cast);
  });

  it("sends nothing more when it is stopped as it connects, shakes hands, has sent, and is about to be answered", async () => {
    const cast = troupeOf(
      usual,
      posts.flatMap((part) => Array.from({ length: momentCount }, () => part)),
    );
    expectOnce(await sleepAtEveryMoment(cast, showings), stepOf, cast);
  });
});

/** Stopped in every phase of a request for longer than a lease, with another worker taking over: one post. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cast, openCast, people, roles, threadOf } from "./cast.ts";
import { moments, type Sleeper, sleepThrough } from "./sleeper.ts";

let sleepers: readonly Sleeper[] = [];

beforeAll(async () => {
  const all = await openCast();
  const card = all.parts.find(({ role }) => role === roles.card);
  if (!card) throw new Error("The cast has no card.");
  const x: Cast = {
    people,
    roles: [roles.x],
    pictures: [],
    parts: [{ id: "alone-1", role: roles.x, content: threadOf("Alone", null, 1) }],
  };
  sleepers = [
    { name: "X", cast: x, host: roles.x.host, step: "post-1", path: /\/2\/tweets$/ },
    {
      name: "Instagram",
      cast: { people, roles: [roles.card], pictures: all.pictures, parts: [card] },
      host: roles.card.host,
      step: "publish",
      path: /media_publish$/,
    },
  ];
});

let runs = 0;
afterAll(() => {
  process.stdout.write(`\ntest/crash: ${runs} sleeping workers: one post each\n`);
});

describe.concurrent("a worker that sleeps through its lease", { timeout: 180_000 }, () => {
  it.each(moments.flatMap((moment) => [[moment, 0] as const, [moment, 1] as const]))(
    "sends nothing more when it is stopped at %s (platform %i)",
    async (moment, which) => {
      const sleeper = sleepers[which];
      if (!sleeper) throw new Error("nobody to stop");
      const { last, complaints, codes, before, views, said } = await sleepThrough(moment, sleeper);
      expect(last).toMatchObject({ kind: "intent", step: sleeper.step });
      expect(complaints, said).toEqual([]);
      expect(codes, said).toEqual([0, 0]);
      expect(before.map(({ post }) => post.state)).toEqual(["published"]);
      expect(views.map(({ post }) => post.state)).toEqual(["published"]);
      runs += 1;
    },
  );
});

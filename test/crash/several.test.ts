/** Several workers on one file: every post once, whoever takes it, and whoever of them dies. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instagramLogin, instagramPerson, type People, xLogin, xPerson } from "../../src/sandbox/index.ts";
import { type Cast, openCast, type Part, type Role, threadOf } from "./cast.ts";
import { startHerald } from "./child.ts";
import { judge } from "./judge.ts";
import { openStage, viewsOf, worldOf } from "./stage.ts";

const writers = [1, 2, 3].map((number) => xPerson(`190000000000000002${number}`, `Writer${number}`, `Writer ${number}`));
const showers = [1, 2].map((number) => instagramPerson(`1784140000000002${number}`, `shower${number}`, `Shower ${number}`));
const people: People = { x: writers, instagram: showers, channels: [] };

const roles: readonly Role[] = [
  ...writers.map((person, index) => ({
    account: `writer-${index + 1}`,
    platform: "x" as const,
    remoteId: person.id,
    host: "api.x.com",
    env: `WRITER${index + 1}`,
    login: xLogin(person),
  })),
  ...showers.map((person, index) => ({
    account: `shower-${index + 1}`,
    platform: "instagram" as const,
    remoteId: person.id,
    host: "graph.instagram.com",
    env: `SHOWER${index + 1}`,
    login: instagramLogin(person),
  })),
];

/** Five posts for each of five accounts. */
function partsWith(cast: Cast): readonly Part[] {
  const images = cast.pictures.slice(0, 1).map(({ plain }) => ({ ...plain }));
  return roles.flatMap((role) =>
    [1, 2, 3, 4, 5].map((number) => {
      const id = `${role.account}-${number}`;
      const content = role.platform === "x" ? threadOf(`Report ${id}`, null, 2) : { caption: `Card ${id}`, images };
      return { id, role, content };
    }),
  );
}

let cast: Cast;
let posts = 0;
let workers = 0;

beforeAll(async () => {
  const usual = await openCast();
  cast = { people, roles, pictures: usual.pictures, parts: partsWith(usual) };
});

afterAll(() => {
  process.stdout.write(`\ntest/crash: ${workers} workers beside each other, ${posts} posts: each once\n`);
});

describe("three workers on one queue", { timeout: 120_000 }, () => {
  /** @param killAt the request at whose effect one of them is killed */
  async function publishAll(killAt: number | null) {
    const stage = await openStage({ cast, rules: { rateLimited: false, readyAfterPolls: 0 } });
    const running = [1, 2, 3].map(() => startHerald(["worker", "--until-idle"], stage.ground.directory, stage.env));
    stage.standIns.onRequest((phase, { seq }) => {
      if (phase === "effect" && seq === killAt) running[0]?.kill();
    });
    try {
      const codes = await Promise.all(running.map(({ ended }) => ended));
      const views = await viewsOf(stage.ground, cast);
      const said = running.map((worker) => worker.said()).join("\n---\n");
      const complaints = judge({ script: { cast, troubles: [] }, views, prior: [], world: worldOf(stage.standIns), accidents: [] });
      return { codes, views, said, complaints };
    } finally {
      for (const worker of running) worker.kill();
      await stage.close();
    }
  }

  it("publish each of 25 posts once, one at a time an account, and share the work", async () => {
    const { codes, views, said, complaints } = await publishAll(null);
    expect(complaints, said).toEqual([]);
    expect(codes).toEqual([0, 0, 0]);
    const hands = new Set(views.flatMap(({ journal }) => journal.flatMap((entry) => (entry.kind === "intent" ? [entry.by] : []))));
    expect(hands.size).toBeGreaterThan(1);
    posts += views.length;
    workers += 3;
  });

  it("publish each of 25 posts once, though one of them is killed", async () => {
    const { codes, views, said, complaints } = await publishAll(9);
    expect(complaints, said).toEqual([]);
    expect(codes).toEqual([null, 0, 0]);
    posts += views.length;
    workers += 3;
  });
});

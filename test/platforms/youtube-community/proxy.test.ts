import { afterAll, beforeAll, expect, it } from "vitest";
import { deadlineIn } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

/** A port on which nobody listens. */
const nowhere = "http://127.0.0.1:9";
const before = process.env.https_proxy;

let play: Play;

beforeAll(async () => {
  play = await openPlay();
  process.env.https_proxy = nowhere;
});

afterAll(async () => {
  if (before === undefined) delete process.env.https_proxy;
  else process.env.https_proxy = before;
  await play.close();
});

it("asks Google the way that Node was told, and not by the SDK's own reading of the environment", async () => {
  const session = await play.open("youtube-community");
  expect(await session.verify(deadlineIn(30_000))).toMatchObject({ ok: true, name: "Republic Policy" });
  expect(play.standIns.requests.map(({ host }) => host)).toEqual(["oauth2.googleapis.com", "youtube.googleapis.com"]);
});

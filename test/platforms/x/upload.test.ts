import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../../src/platforms/platform.ts";
import type { Trouble } from "../../../src/sandbox/index.ts";
import { deadlineIn, sent } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

let play: Play;
let session: Session;

beforeAll(async () => {
  play = await openPlay();
  session = await play.open("x");
});
afterAll(() => play.close());

function upload(ms = 10_000) {
  const body = { media: { media: play.digest }, media_category: "tweet_image", media_type: "image/jpeg" };
  return session.perform(sent("media-1", "POST", "/2/media/upload", body), deadlineIn(ms));
}

/** What goes wrong with one of the requests that an upload is made of. */
function wrong(path: RegExp, before: Trouble): void {
  play.standIns.faults.add({ host: "api.x.com", method: "POST", path, before });
}

describe("uploading a picture to X", () => {
  it("ends with the id of the picture", async () => {
    expect(await upload()).toMatchObject({ kind: "done" });
  });

  it("is to be made anew where X took a piece in words and not in fact", async () => {
    wrong(/\/append$/, "empty");
    expect(await upload()).toMatchObject({ kind: "doubt", reason: expect.stringContaining("Segments do not add up") });
    expect(await upload()).toMatchObject({ kind: "done" });
  });

  it("is to be made anew where X has lost it midway", async () => {
    wrong(/\/finalize$/, 404);
    expect(await upload()).toMatchObject({ kind: "doubt" });
  });

  it("is refused where X refuses to begin it", async () => {
    wrong(/\/initialize$/, 400);
    expect(await upload()).toMatchObject({ kind: "refused" });
  });

  it("is put off where X can't be reached to begin it", async () => {
    play.standIns.faults.add({ host: "api.x.com", connect: "refuse" });
    expect(await upload()).toMatchObject({ kind: "later" });
  });

  it("counts as a try where the time was over midway, so that it is not tried for ever", async () => {
    play.standIns.rules.processingPolls = 5;
    expect(await upload(1500)).toMatchObject({ kind: "doubt", reason: expect.stringContaining("still processing") });
    play.standIns.rules.processingPolls = 0;
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Deadline, Session } from "../../../src/platforms/platform.ts";
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

function upload(deadline = deadlineIn(10_000)) {
  const body = { media: { media: play.digest }, media_category: "tweet_image", media_type: "image/jpeg" };
  return session.perform(sent("media-1", "POST", "/2/media/upload", body), deadline);
}

/** Passes when X has answered a request of the upload that matches. */
function overAfter(path: RegExp): Deadline {
  const over = new AbortController();
  const before = play.standIns.requests.length;
  const seen = () => play.standIns.requests.slice(before).some((request) => path.test(`${request.method} ${request.path}`));
  return {
    leftMs: () => {
      if (seen()) over.abort();
      return over.signal.aborted ? 0 : 10_000;
    },
    signal: over.signal,
  };
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
    expect(await upload(overAfter(/finalize$/))).toMatchObject({ kind: "doubt", reason: expect.stringContaining("still processing") });
    play.standIns.rules.processingPolls = 0;
  });

  it("counts as a try, too, where the time was over before the next request could leave", async () => {
    expect(await upload(overAfter(/append$/))).toMatchObject({ kind: "doubt" });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Doubt } from "../../../src/domain/journal.ts";
import type { Session } from "../../../src/platforms/platform.ts";
import { deadlineIn, sent } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

const soon = () => deadlineIn(30_000);
const step = sent("permalink", "GET", "/v26.0/container%3A5", { fields: "permalink,timestamp" });

let play: Play;
let session: Session;

beforeAll(async () => {
  play = await openPlay();
  session = await play.open("instagram");
});
afterAll(() => play.close());

/** A post of the outlet's, so many milliseconds ago. */
function posted(id: string, agoMs: number) {
  const [me] = play.standIns.people.instagram;
  const publishedAt = Date.now() - agoMs;
  const media = { id, ownerId: me?.id ?? "", containerId: "5", shortcode: `C${id}`, caption: "A chart", pictures: [], publishedAt };
  play.standIns.world().instagram.media.push(media);
}

function ask(known: readonly string[] = []) {
  const among = async (ids: readonly string[]) => new Set(ids.filter((id) => known.includes(id)));
  const doubt: Doubt = { step, intendedAt: Date.now(), reason: "", known: among, rivals: [] };
  return session.reconcile(doubt, soon());
}

beforeEach(() => {
  play.standIns.world().instagram.media.length = 0;
});

describe("finding a post that is known by its container", () => {
  it("takes the only post of that time which no journal knows", async () => {
    posted("101", 600_000);
    posted("102", 5000);
    posted("103", 3000);
    const output = { id: "103", url: "https://www.instagram.com/p/C103/" };
    expect(await ask(["102"])).toEqual({ kind: "took", output });
  });

  it("never takes the newest of several", async () => {
    posted("102", 5000);
    posted("103", 3000);
    expect(await ask()).toMatchObject({ kind: "unknown", reason: expect.stringContaining("2 posts could be it") });
  });

  it("finds none where all are older", async () => {
    posted("101", 600_000);
    expect(await ask()).toEqual({ kind: "absent" });
  });

  it.each([
    [500, "later"],
    [401, "unknown"],
    ["malformed", "later"],
  ] as const)("takes %j for %s", async (before, kind) => {
    play.standIns.faults.add({ method: "GET", before });
    expect(await ask()).toMatchObject({ kind });
  });
});

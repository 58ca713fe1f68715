import { afterEach, beforeEach, expect, it } from "vitest";
import type { Change } from "../../src/domain/view.ts";
import { watchOver } from "../../src/notify/watch.ts";
import { sayWords, wordsFor } from "../../src/notify/words.ts";
import type { Store } from "../../src/storage/store.ts";
import { laySqlite, type SqliteGround } from "../support/sqlite-ground.ts";
import { always, approval, drafted, minuteMs, morning, owner, plain } from "../support/store-fixtures.ts";

let ground: SqliteGround;
let store: Store;
beforeEach(async () => {
  ground = await laySqlite();
  store = await ground.open(() => morning, watchOver([]));
});
afterEach(async () => {
  await store.close();
  await ground.remove();
});

const sentAlone: Change = { ...approval("x", morning), note: { digest: "d", alone: true, reason: "The vote is on." } };

async function open(): Promise<readonly string[]> {
  return (await store.openIncidents()).map(({ kind, post, reason }) => `${kind} ${post}: ${reason}`);
}

it("what one person sent alone is everybody's news until another has looked at it", async () => {
  await drafted(store, "one");
  await store.decide(["one"], always(sentAlone), morning, "parveen");
  expect(await open()).toEqual(["second-look one: parveen sent it alone: The vote is on."]);
  await store.attendAll(morning + minuteMs);
  expect(await open()).toHaveLength(1);
  await store.decide(["one"], always(plain("second-look")), morning + minuteMs, "esha");
  expect(await open()).toEqual([]);
  await store.attendAll(morning + 2 * minuteMs);
  expect(await open()).toEqual([]);
});

it("it is over when the post doesn't go out, and stays when it did", async () => {
  await drafted(store, "back");
  await store.decide(["back"], always(sentAlone), morning, "parveen");
  await store.decide(["back"], always(plain("unapprove", { plan: null, digest: null })), morning, "esha");
  expect(await open()).toEqual([]);
  await drafted(store, "out");
  await store.decide(["out"], always(sentAlone), morning, "parveen");
  const claim = await store.claim("out", null, owner, morning);
  await store.move("out", claim?.lease.token ?? "", plain("publish"), morning, `worker ${owner}`);
  await store.attendAll(morning + minuteMs);
  expect(await open()).toHaveLength(1);
  const before = (await store.view("out"))?.post.scheduledAt;
  await store.decide(["out"], always(plain("second-look")), morning + 2 * minuteMs, "esha");
  expect((await store.view("out"))?.post).toMatchObject({ state: "published", scheduledAt: before });
  expect(await open()).toEqual([]);
});

it("an ordinary approval is nobody's news", async () => {
  await drafted(store, "one");
  await store.decide(["one"], always(approval("x", morning)), morning, "esha");
  expect(await open()).toEqual([]);
});

it("a post that failed after it was sent alone needs no look any more, which time alone notices", async () => {
  await drafted(store, "one");
  await store.decide(["one"], always(sentAlone), morning, "parveen");
  const claim = await store.claim("one", null, owner, morning);
  await store.move("one", claim?.lease.token ?? "", plain("fail"), morning, `worker ${owner}`);
  await store.attendAll(morning + minuteMs);
  expect(await open()).toEqual([expect.stringMatching(/^failed one/)]);
});

it("the message says who, why, and what to do", async () => {
  await drafted(store, "one");
  await store.decide(["one"], always(sentAlone), morning, "parveen");
  const [incident] = await store.openIncidents();
  const said = incident ? sayWords(wordsFor(incident)) : "";
  expect(said).toContain("parveen sent it alone: The vote is on.");
  expect(said).toContain("herald look one");
});

import { describe, expect, test } from "vitest";
import { always, approved, claimed, editor, hourMs, morning, owner, plain, sha256 } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const megabyte = 1_048_576;

export function mediaContract(stage: Stage): void {
  const picture = sha256("a picture");
  const content = { parts: [{ text: "t", media: [{ digest: picture, mime: "image/jpeg", alt: "Chart" }] }] };

  describe("pictures", () => {
    test("twelve megabytes come back byte for byte", async () => {
      const bytes = new Uint8Array(12 * megabyte).map((_, index) => (index * 31) % 251);
      await stage.store.keepMedia(sha256(bytes), { mime: "image/jpeg", bytes });
      const kept = await stage.store.media(sha256(bytes));
      expect(kept?.mime).toBe("image/jpeg");
      expect(kept && sha256(kept.bytes)).toBe(sha256(bytes));
    });

    test("the same picture twice is one", async () => {
      const bytes = new Uint8Array([1, 2, 3]);
      await stage.store.keepMedia(sha256(bytes), { mime: "image/png", bytes });
      await stage.store.keepMedia(sha256(bytes), { mime: "image/png", bytes });
      expect((await stage.store.media(sha256(bytes)))?.bytes).toEqual(bytes);
    });

    test("bytes under a digest that is not theirs are a bug", async () => {
      await expect(stage.store.keepMedia(picture, { mime: "image/png", bytes: new Uint8Array([1]) })).rejects.toThrow(picture);
      expect(await stage.store.media(picture)).toBeUndefined();
    });
  });

  describe("what is public", () => {
    const isPublic = (at = morning) => stage.store.isPublic(picture, at);

    test("a picture that no post names, or only an approved one, is not", async () => {
      expect(await isPublic()).toBe(false);
      await approved(stage.store, "one", "x", morning, content);
      expect(await isPublic()).toBe(false);
    });

    test.each(["publishing", "waiting", "held"])("a picture of a post that is %s is, without end", async (state) => {
      const { lease } = await claimed(stage.store, "one", "x", content);
      if (state !== "publishing") await stage.store.move("one", lease.token, plain(state === "held" ? "hold" : "hand-off"), morning, "w");
      expect(await isPublic(morning + 1000 * hourMs)).toBe(true);
      expect(await stage.store.isPublic(sha256("another"), morning)).toBe(false);
    });

    test.each(["publish", "fail"] as const)("after %s it is for 48 hours", async (transition) => {
      const { lease } = await claimed(stage.store, "one", "x", content);
      const end = morning + 3 * hourMs;
      await stage.store.move("one", lease.token, plain(transition), end, "w");
      expect(await isPublic(end + 48 * hourMs - 1)).toBe(true);
      expect(await isPublic(end + 48 * hourMs)).toBe(false);
    });

    test("a picture that a new plan no longer names is not", async () => {
      await approved(stage.store, "one", "x", morning, content);
      const bare = { parts: [] };
      await stage.store.decide(["one"], always(plain("unapprove", { plan: null })), morning, editor);
      const plan = { version: 1, account: "x", platform: "x", remoteId: null, content: bare, steps: [] } as const;
      await stage.store.decide(["one"], always(plain("approve", { plan })), morning, editor);
      await stage.store.claim("one", null, owner, morning);
      expect(await isPublic()).toBe(false);
    });

    test("a hole for a picture in a step counts, a text that looks like a digest does not", async () => {
      const other = sha256("words");
      const nested = { steps: [{ body: { deep: [{ media: picture }] } }], text: other, digest: "short" };
      await claimed(stage.store, "one", "x", nested);
      expect(await isPublic()).toBe(true);
      expect(await stage.store.isPublic(other, morning)).toBe(false);
    });
  });
}

import { expect, it } from "vitest";
import type { NoPicture } from "../../../src/edge/media/host.ts";
import { showPictures } from "../../../src/platforms/instagram/pictures.ts";
import { open } from "../../../src/platforms/instagram/session.ts";
import { accountOn, deadlineIn, edgeWith, secrets, sent } from "../../support/platform-fixtures.ts";

const digest = "ab".repeat(32);
const question = { method: "POST", path: "/v26.0/1/media", body: { image_url: { media: digest }, caption: "Wheat" } } as const;

it("names a picture by where it can be fetched, and leaves the rest", async () => {
  const shown = await showPictures(question, edgeWith(), deadlineIn(30_000));
  expect(shown).toEqual({
    ok: true,
    question: { ...question, body: { image_url: `https://herald.example/media/${digest}.jpg`, caption: "Wheat" } },
  });
});

it.each<NoPicture>([
  { kind: "later", afterMs: 0, reason: "The bucket answered 503." },
  { kind: "denied", problem: { code: "account-media", where: "MEDIA_BUCKET", message: "Full.", remedy: "Empty it.", severity: "block" } },
])("asks nothing of Instagram while a picture is nowhere: $kind", async (outcome) => {
  const edge = edgeWith({ publicUrl: async () => ({ ok: false, outcome }), sawDate: () => expect.unreachable() });
  const session = await open(accountOn("instagram"), secrets.instagram, edge);
  expect(await session.perform(sent("container-1", "POST", question.path, question.body), deadlineIn(30_000))).toEqual(outcome);
});

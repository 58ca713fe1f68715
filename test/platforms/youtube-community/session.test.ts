import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deadlineIn } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

const soon = () => deadlineIn(30_000);

let play: Play;

beforeAll(async () => {
  play = await openPlay();
});
afterAll(() => play.close());

describe("a session for a channel", () => {
  it("confirms with Google whose channel it is", async () => {
    const session = await play.open("youtube-community");
    expect(await session.verify(soon())).toMatchObject({ ok: true, remoteId: "UCsandboxRepublicPolicy0", name: "Republic Policy" });
  });

  it("says what is known without credentials, and asks no one", async () => {
    const before = play.standIns.requests.length;
    const session = await play.open("youtube-community", { YOUTUBE_CHANNEL_ID: "UCsandboxRepublicPolicy0" });
    expect(await session.verify(soon())).toMatchObject({
      ok: true,
      name: "UCsandboxRepublicPolicy0",
      notes: [expect.any(String), expect.stringContaining("not checked")],
    });
    expect(play.standIns.requests.length).toBe(before);
  });

  it("refuses credentials of another channel", async () => {
    const secret = { ...play.standIns.logins["youtube-community"], YOUTUBE_CHANNEL_ID: "UCabcdefghijklmnopqrstuv" };
    const session = await play.open("youtube-community", secret);
    expect(await session.verify(soon())).toMatchObject({ ok: false, problem: { code: "account-other" } });
  });

  it.each([
    [{ YOUTUBE_REFRESH_TOKEN: "dead" }, "account-credential"],
    [{ YOUTUBE_CLIENT_SECRET: "wrong" }, "account-credential"],
  ])("says what is wrong with %j", async (change, code) => {
    const session = await play.open("youtube-community", { ...play.standIns.logins["youtube-community"], ...change });
    expect(await session.verify(soon())).toMatchObject({ ok: false, problem: { code, where: "account youtube-community" } });
  });

  it.each([
    [503, "account-unreachable"],
    [403, "account-quota"],
    ["cut", "account-unreachable"],
  ] as const)("asks once when Google answers %s", async (before, code) => {
    play.standIns.faults.add({ path: "/youtube/v3/channels", before, times: Number.POSITIVE_INFINITY });
    const count = play.standIns.requests.length;
    const session = await play.open("youtube-community");
    expect(await session.verify(soon())).toMatchObject({ ok: false, problem: { code } });
    play.standIns.faults.clear();
    expect(play.standIns.requests.length - count).toBe(2);
  });

  it("never takes a hand-off itself, and can't read one back", async () => {
    const session = await play.open("youtube-community");
    const step = { key: "hand-off", repeat: "never", text: "Wheat", media: [], openUrl: "https://www.youtube.com/" } as const;
    await expect(session.perform(step, soon())).rejects.toThrow("a person takes it");
    expect(
      await session.reconcile({ step, intendedAt: 0, reason: "", known: async () => new Set<string>(), rivals: [] }, soon()),
    ).toMatchObject({ kind: "unknown" });
  });
});

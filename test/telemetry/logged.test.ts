import { afterEach, describe, expect, it } from "vitest";
import { block } from "../../src/domain/problem.ts";
import { censored } from "../../src/edge/censored-log.ts";
import type { Log } from "../../src/edge/log.ts";
import { secretValues } from "../../src/settings/secret-values.ts";
import { makeWorker } from "../../src/worker/worker.ts";
import { secrets } from "../support/platform-fixtures.ts";
import { budgeted, nine, openWatchedPlay, type WatchedPlay } from "../support/watched-play.ts";
import { turn } from "../support/worker-play.ts";

interface Line {
  readonly level: keyof Log;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

const environment = {
  METRICS_TOKEN: "metrics-token-0815-0815",
  OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20collector-token-99,x-team=newsroom-17",
  X_API_SECRET: "x-api-secret-0815",
  X_ACCESS_TOKEN: "1700000000000000001-access-token",
};
const hidden = ["metrics-token-0815-0815", "collector-token-99", "x-api-secret-0815", "1700000000000000001-access-token"];

let play: WatchedPlay;
afterEach(() => play.close());

/** Opens a play whose log is kept, censored as the real one is. */
async function open(): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const keep = (level: keyof Log) => (fields: Line["fields"], message: string) => void lines.push({ level, fields, message });
  const raw: Log = { info: keep("info"), warn: keep("warn"), error: keep("error") };
  const log = censored(raw, secretValues(environment, { secrets: new Map([["x", secrets.x]]) }));
  play = await openWatchedPlay([budgeted("x")], {}, log);
  const begin = play.beginWatched;
  play = { ...play, beginWatched: () => makeWorker({ ...begin(), edge: { ...begin().edge, log } }) };
  return lines;
}

describe("the log of a post that is published, at info", () => {
  it("has a line for each step and each state, every one with the post's id, account and platform", async () => {
    const lines = await open();
    await play.approve("thread", nine, { parts: 2, picture: true });
    await turn(play.beginWatched());
    expect(lines.map(({ level, fields }) => [level, fields.news, fields.step, fields.state])).toEqual([
      ["info", "step", "media-1", "publishing"],
      ["info", "step", "post-1", "publishing"],
      ["info", "step", "post-2", "publishing"],
      ["info", "published", undefined, "published"],
    ]);
    for (const { fields } of lines) expect(fields).toMatchObject({ post: "thread", account: "x", platform: "x" });
  });

  it("names the post, too, where something goes wrong, and what a problem is called", async () => {
    const lines = await open();
    const problem = block("length-long", "part 1", "It is too long.", "Shorten it.");
    play.script.outcome = ({ post }) => (post === "refused" ? { kind: "refused", problem } : undefined);
    await play.approve("refused", nine);
    await play.approve("late", nine - 4 * 3_600_000);
    const worker = play.beginWatched();
    await turn(worker);
    await turn(worker);
    const ends = lines.filter(({ fields }) => fields.news === "failed" || fields.news === "missed");
    expect(ends.map(({ fields }) => [fields.post, fields.state, fields.code])).toContainEqual(["refused", "failed", "length-long"]);
    expect(lines.filter(({ fields }) => !("post" in fields))).toEqual([]);
  });

  it("names the post and the step where a session breaks off", async () => {
    const lines = await open();
    play.script.outcome = () => {
      throw new Error("socket gone");
    };
    await play.approve("broken", nine);
    await turn(play.beginWatched());
    expect(lines.find(({ level }) => level === "error")).toMatchObject({
      fields: { post: "broken", step: "post-1" },
      message: "a step broke off",
    });
  });

  it("holds none of the secrets, whoever quotes them", async () => {
    const lines = await open();
    const said = hidden.join(" and ");
    play.script.outcome = ({ post }) => {
      if (post === "thrown") throw new Error(said);
      return { kind: "refused", problem: block("platform-no", said, `It quotes ${said}.`, said) };
    };
    await play.approve("refused", nine);
    await play.approve("thrown", nine);
    const worker = play.beginWatched();
    await turn(worker);
    await turn(worker);
    const text = JSON.stringify(lines);
    expect(text).toContain("[secret]");
    expect(new Set(lines.map(({ fields }) => fields.post))).toEqual(new Set(["refused", "thrown"]));
    for (const secret of hidden) expect(text).not.toContain(secret);
  });
});

import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinStandIns, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { sha256 } from "../../src/sandbox/keep.ts";
import { drawPicture, openPictureServer, type PictureServer, uploadPicture, xClient } from "../support/stand-ins.ts";

const run = promisify(execFile);
let standIns: StandIns;
let pictures: PictureServer;

beforeEach(async () => {
  standIns = await startStandIns();
  pictures = await openPictureServer();
});
afterEach(async () => {
  await standIns.close();
  await pictures.close();
});

describe("the stand-ins, reached by unmodified clients", () => {
  it("show a thread with a picture that twitter-api-v2 posted", async () => {
    const x = xClient(standIns);
    const bytes = await drawPicture(1600, 900);
    const media = await uploadPicture(x, bytes);
    await x.v2.post("media/metadata", { id: media, metadata: { alt_text: { text: "A blue field" } } });
    const first = await x.v2.post("tweets", { text: "The cabinet met & agreed: example.org/a", media: { media_ids: [media] } });
    await x.v2.post("tweets", { text: "The vote is on Monday.", reply: { in_reply_to_tweet_id: first.data.id } });

    const [seen] = standIns.readers();
    expect(seen).toMatchObject({ platform: "x", handle: "RepublicPolicy", url: `https://x.com/RepublicPolicy/status/${first.data.id}` });
    expect(seen?.parts.map((part) => part.text)).toEqual(["The cabinet met & agreed: example.org/a", "The vote is on Monday."]);
    expect(seen?.parts[0]?.pictures).toMatchObject([{ digest: sha256(bytes), mime: "image/jpeg", alt: "A blue field" }]);
    expect(Buffer.from(seen?.parts[0]?.pictures[0]?.bytes ?? [])).toEqual(bytes);
  });

  it("publish a picture that a child process sent to Instagram by fetch", async () => {
    const bytes = await drawPicture(1080, 1350);
    const script = `
      const { USER, TOKEN, PICTURE } = process.env;
      const base = "https://graph.instagram.com/v26.0/";
      const say = async (path, method, fields) => {
        const query = new URLSearchParams({ ...fields, access_token: TOKEN });
        const answer = await fetch(base + path + (method === "GET" ? "?" + query : ""), { method, ...(method === "POST" && { body: query }) });
        return answer.json();
      };
      const { id } = await say(USER + "/media", "POST", { image_url: PICTURE, caption: "A caption", alt_text: "Blue" });
      const states = [];
      while (states.at(-1) !== "FINISHED") states.push((await say(id, "GET", { fields: "status_code" })).status_code);
      const media = await say(USER + "/media_publish", "POST", { creation_id: id });
      const read = await say(media.id, "GET", { fields: "permalink,timestamp" });
      console.log(JSON.stringify({ states, read, then: (await say(id, "GET", { fields: "status_code" })).status_code }));
    `;
    const env = {
      PATH: process.env.PATH,
      ...standIns.envForChild(),
      USER: standIns.logins.instagram.INSTAGRAM_USER_ID,
      TOKEN: standIns.logins.instagram.INSTAGRAM_ACCESS_TOKEN,
      PICTURE: pictures.serve("card.jpg", bytes),
    };
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { env });
    const said = JSON.parse(stdout);
    expect(said.states).toEqual(["IN_PROGRESS", "FINISHED"]);
    expect(said.then).toBe("PUBLISHED");
    const [seen] = standIns.readers();
    expect(seen).toMatchObject({ platform: "instagram", url: said.read.permalink, parts: [{ text: "A caption" }] });
    expect(seen?.parts[0]?.pictures).toMatchObject([{ digest: sha256(bytes), alt: "Blue" }]);
  });

  it("tell googleapis in this very process which channel a refresh token belongs to", async () => {
    const leave = joinStandIns(standIns);
    try {
      const { youtube } = await import("googleapis/build/src/apis/youtube/index.js");
      const { OAuth2Client } = await import("google-auth-library");
      const login = standIns.logins["youtube-community"];
      const auth = new OAuth2Client(login.YOUTUBE_CLIENT_ID, login.YOUTUBE_CLIENT_SECRET);
      auth.setCredentials({ refresh_token: login.YOUTUBE_REFRESH_TOKEN ?? "" });
      const { data } = await youtube({ version: "v3", auth }).channels.list({ part: ["id", "snippet"], mine: true });
      expect(data.items?.[0]).toMatchObject({ id: login.YOUTUBE_CHANNEL_ID, snippet: { title: "Republic Policy" } });
    } finally {
      leave();
    }
  });

  it("record every request in order, without a credential", async () => {
    const x = xClient(standIns);
    await x.v2.get("users/me");
    await x.v2.post("tweets", { text: "Recorded" });
    expect(standIns.requests.map(({ seq, method, path, effect, status }) => [seq, method, path, effect, status])).toEqual([
      [1, "GET", "/2/users/me", true, 200],
      [2, "POST", "/2/tweets", true, 201],
    ]);
    expect(standIns.requests[1]?.body).toEqual({ text: "Recorded" });
    const everything = JSON.stringify(standIns.requests);
    for (const secret of Object.values(standIns.logins.x)) expect(everything).not.toContain(secret);
  });

  it("refuse to lead anywhere else", async () => {
    expect(await connectStatus(standIns.proxyUrl, "example.com:443")).toBe(403);
    expect(await connectStatus(standIns.proxyUrl, "api.x.com:80")).toBe(403);
    expect(await connectStatus(standIns.proxyUrl, "api.x.com:443")).toBe(200);
    const script = `fetch("https://example.com/").then(() => process.exit(1), () => console.log("refused"))`;
    const env = { PATH: process.env.PATH, ...standIns.envForChild() };
    expect((await run(process.execPath, ["-e", script], { env })).stdout).toBe("refused\n");
    expect(standIns.requests).toEqual([]);
  });

  it("let loopback through, and take nothing but CONNECT", async () => {
    const { host } = new URL(pictures.serve("a.jpg", Buffer.from("a")));
    expect(await connectStatus(standIns.proxyUrl, host)).toBe(200);
    expect((await fetch(`${standIns.proxyUrl}/anything`)).status).toBe(403);
  });

  it("remember, in a folder, what was published before a restart", async () => {
    const directory = await mkdtemp(join(tmpdir(), "stand-ins-"));
    const first = await startStandIns({ directory });
    const media = await uploadPicture(xClient(first), await drawPicture(100, 100, "png"));
    await first.close();
    const second = await startStandIns({ directory });
    const third = await startStandIns({ directory });
    await xClient(second).v2.post("tweets", { text: "Still here", media: { media_ids: [media] } });
    expect(third.readers()).toMatchObject([{ parts: [{ text: "Still here", pictures: [{ mime: "image/png" }] }] }]);
    await Promise.all([second.close(), third.close()]);
    await rm(directory, { recursive: true });
  });
});

/** What the proxy says to a CONNECT. */
async function connectStatus(proxyUrl: string, path: string): Promise<number | undefined> {
  const asking = request(proxyUrl, { method: "CONNECT", path }).end();
  const [response, socket] = (await once(asking, "connect")) as [IncomingMessage, Socket];
  socket.destroy();
  return response.statusCode;
}

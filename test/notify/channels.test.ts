import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { carriersFor, channelsFor } from "../../src/notify/channels.ts";
import { readNotify } from "../../src/settings/notify.ts";
import { type SmtpServer, startSmtp } from "../support/smtp-server.ts";

let server: SmtpServer;
beforeAll(async () => {
  server = await startSmtp();
});
afterAll(() => server.close());

function settings(env: Readonly<Record<string, string>>) {
  const read = readNotify({ SMTP_URL: `smtp://desk%40example.org:pw@127.0.0.1:${server.port}`, ...env });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join(" "));
  return read.value;
}

describe("a mail server alone", () => {
  it("is enough for a letter to one person, which comes from whoever signs in there", async () => {
    const [carrier] = carriersFor(settings({}));
    const text = { subject: "A draft waits", opening: "A draft waits for you.", items: ["One: bread."], closing: "" };
    const dispatch = { id: "waits:one", to: "ayesha@example.org", text };
    expect(await carrier?.carry(dispatch, AbortSignal.timeout(5_000))).toEqual({ kind: "arrived" });
    expect(server.mails).toMatchObject([{ from: "desk@example.org", to: ["ayesha@example.org"], login: "desk@example.org:pw" }]);
    expect(server.mails[0]?.text).toContain("A draft waits for you.");
  });

  it("tells nobody of what the house must hear, until somebody is named", () => {
    expect(channelsFor(settings({}))).toEqual([]);
    expect(channelsFor(settings({ NOTIFY_EMAIL_TO: "desk@example.org" })).map(({ name }) => name)).toEqual(["email"]);
  });
});

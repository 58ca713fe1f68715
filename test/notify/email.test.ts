import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { type EmailSettings, email } from "../../src/notify/email.ts";
import { type SmtpServer, startSmtp } from "../support/smtp-server.ts";
import { messageOf } from "./message.ts";

let server: SmtpServer;
beforeEach(async () => {
  server = await startSmtp();
});
afterEach(() => server.close());

function settings(change: Partial<EmailSettings["smtp"]> = {}): EmailSettings {
  const auth = { user: "herald", pass: "s3cr3t-pass" };
  const smtp = { host: "127.0.0.1", port: server.port, secure: false, plain: true, auth, ...change };
  return { smtp, from: "Herald <herald@example.org>", to: ["desk@example.org", "editor@example.org"] };
}

const send = (change: Partial<EmailSettings["smtp"]> = {}, boundMs = 5_000) =>
  email(settings(change)).send(messageOf("held:lusab-42:7"), systemClock.timeout(boundMs));

/** A header with its folded lines joined and its encoded words read. */
function header(text: string, name: string): string {
  const line = new RegExp(`^${name}: (.*(?:\\n[ \\t].*)*)`, "im").exec(text)?.[1] ?? "";
  const read = (word: string) =>
    Buffer.from(
      word.replaceAll("_", " ").replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      "latin1",
    );
  return line
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_all, how: string, word: string) =>
      (how.toLowerCase() === "b" ? Buffer.from(word, "base64") : read(word)).toString("utf8"),
    );
}

describe("e-mail", () => {
  it("reaches everybody, signed in, with what happened and what to do", async () => {
    expect(await send()).toEqual({ ok: true });
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: "herald@example.org", to: ["desk@example.org", "editor@example.org"], login: "herald:s3cr3t-pass" });
    expect(header(mail?.text ?? "", "Subject")).toBe("Herald: lusab-42 is held — لکھا گیا");
    expect(mail?.text).toContain("herald resolve lusab-42 --absent");
    expect(header(mail?.text ?? "", "X-Herald-Incident")).toBe("held%3Alusab-42%3A7");
  });

  it("goes under the same id each time, so that a mailbox can tell a second copy", async () => {
    await send();
    await send();
    await email(settings()).send(messageOf("failed:lusab-42:9"), systemClock.timeout(5_000));
    const ids = server.mails.map(({ text }) => header(text, "Message-ID"));
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("that is refused is named by its codes alone: the server may quote the login", async () => {
    server.mishaps.push("wrong-login");
    expect(await send()).toEqual({ ok: false, reason: "EAUTH 535" });
    expect(server.mails).toEqual([]);
  });

  it("to a server that says nothing is given up in time, and the line is closed", async () => {
    server.mishaps.push("silence");
    expect(await send({}, 100)).toEqual({ ok: false, reason: "it took too long" });
  });

  it("that was cut off after its text may have arrived, and counts as not sent", async () => {
    server.mishaps.push("cut-after-text");
    expect(await send()).toMatchObject({ ok: false });
    expect(await send()).toEqual({ ok: true });
    expect(server.mails).toHaveLength(2);
  });

  it("never goes in the clear to another machine: without TLS nothing is said", async () => {
    expect(await send({ plain: false })).toMatchObject({ ok: false, reason: expect.stringMatching(/^E(TLS|SOCKET|PROTOCOL)/) });
    expect(server.mails).toEqual([]);
  });
});

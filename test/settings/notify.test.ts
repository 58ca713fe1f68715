import { describe, expect, it } from "vitest";
import { leftOut, onThisMachine, readNotify } from "../../src/settings/notify.ts";

const mail = { SMTP_URL: "smtps://herald:p%40ss%2Fw0rd@mail.example.org", NOTIFY_EMAIL_TO: "desk@example.org" };
const token = `123456789:${"s3cr3t-".repeat(5)}`;
const from = { NOTIFY_EMAIL_FROM: "Herald <herald@example.org>" };

function read(env: Readonly<Record<string, string>>) {
  const settings = readNotify(env);
  if (!settings.ok) throw new Error(settings.problems.map(({ message }) => message).join(" "));
  return settings.value;
}

function problems(env: Readonly<Record<string, string>>) {
  const settings = readNotify(env);
  return settings.ok ? [] : settings.problems;
}

describe("how people are told", () => {
  it("is left to the command line where nothing is set", () => {
    expect(read({ NOTIFY_WEBHOOK_URL: " ", SMTP_URL: "" })).toEqual({ webhookUrl: null, email: null, telegram: null });
  });

  it("is read from the webhook's address and the mail server's, with special characters in its password", () => {
    expect(read({ NOTIFY_WEBHOOK_URL: "https://hooks.example.org/a?b=c", ...mail, ...from })).toEqual({
      webhookUrl: "https://hooks.example.org/a?b=c",
      email: {
        smtp: { host: "mail.example.org", port: 465, secure: true, plain: false, auth: { user: "herald", pass: "p@ss/w0rd" } },
        to: ["desk@example.org"],
        from: "Herald <herald@example.org>",
      },
      telegram: null,
    });
  });

  it("knows the house's bot by its token", () => {
    expect(read({ TELEGRAM_BOT_TOKEN: token }).telegram).toEqual({ token });
  });

  it("takes several people, STARTTLS on its own port, and the mail server's user as the sender", () => {
    const email = read({
      SMTP_URL: "smtp://desk%40example.org:pw@mail.example.org",
      NOTIFY_EMAIL_TO: "a@example.org, B <b@example.org>,",
    }).email;
    expect(email).toMatchObject({
      to: ["a@example.org", "B <b@example.org>"],
      from: "desk@example.org",
      smtp: { port: 587, secure: false },
    });
  });

  it("needs only a mail server for letters to single people, and then tells nobody else by e-mail", () => {
    const login = read({ SMTP_URL: "smtps://desk%40example.org:pw@mail.example.org", NOTIFY_EMAIL_TO: " " });
    expect(login.email).toMatchObject({ to: [], from: "desk@example.org" });
    expect(read({ SMTP_URL: mail.SMTP_URL, ...from }).email).toMatchObject({ to: [], from: "Herald <herald@example.org>" });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["a sender without a server", from, "SMTP_URL"],
    ["no server", { NOTIFY_EMAIL_TO: "desk@example.org", ...from }, "SMTP_URL"],
    ["a sender that can't be guessed", mail, "NOTIFY_EMAIL_FROM"],
    ["a sender that can't be guessed, with nobody to be told", { SMTP_URL: mail.SMTP_URL }, "NOTIFY_EMAIL_FROM"],
    ["half a login", { ...mail, ...from, SMTP_URL: "smtps://herald@mail.example.org" }, "SMTP_URL"],
    ["an address with options", { ...mail, ...from, SMTP_URL: "smtps://a:b@mail.example.org/?pool=true" }, "SMTP_URL"],
    ["a broken password", { ...mail, ...from, SMTP_URL: "smtps://a:%zz@mail.example.org" }, "SMTP_URL"],
    ["another protocol", { ...mail, ...from, SMTP_URL: "https://mail.example.org" }, "SMTP_URL"],
    ["people without addresses", { ...mail, ...from, NOTIFY_EMAIL_TO: "the desk" }, "NOTIFY_EMAIL_TO"],
    ["a sender with a second line", { ...mail, NOTIFY_EMAIL_FROM: "a\nBcc: b <c@example.org>" }, "NOTIFY_EMAIL_FROM"],
    ["no web address", { NOTIFY_WEBHOOK_URL: "hooks.example.org/s3cr3t" }, "NOTIFY_WEBHOOK_URL"],
    ["a webhook in the clear", { NOTIFY_WEBHOOK_URL: "http://hooks.example.org/a" }, "NOTIFY_WEBHOOK_URL"],
    ["no bot's token", { TELEGRAM_BOT_TOKEN: "bot123456:s3cr3t-s3cr3t-s3cr3t" }, "TELEGRAM_BOT_TOKEN"],
    ["a webhook with a login", { NOTIFY_WEBHOOK_URL: "https://a:b@hooks.example.org" }, "NOTIFY_WEBHOOK_URL"],
  ])("refuses %s in one sentence that repeats no value", (_what, env, where) => {
    const found = problems(env);
    expect(found).toMatchObject([{ code: "settings-notify", where }]);
    expect(found[0]?.message).toContain(where);
    for (const value of Object.values(env)) expect(JSON.stringify(found)).not.toContain(value);
  });

  it("names everything that is wrong at once", () => {
    expect(problems({ NOTIFY_WEBHOOK_URL: "x", SMTP_URL: "y", NOTIFY_EMAIL_TO: "z" }).map(({ where }) => where)).toEqual([
      "NOTIFY_WEBHOOK_URL",
      "SMTP_URL",
      "NOTIFY_EMAIL_TO",
      "NOTIFY_EMAIL_FROM",
    ]);
  });

  it("stays on this machine in the sandbox, and says what has no effect there", () => {
    const near = read({ NOTIFY_WEBHOOK_URL: "http://127.0.0.1:9/a", ...mail, ...from, SMTP_URL: "smtp://localhost:2525" });
    expect(onThisMachine(near)).toEqual(near);
    expect(leftOut(near, near)).toEqual([]);
    const far = read({ NOTIFY_WEBHOOK_URL: "https://hooks.example.org/a", ...mail, ...from, TELEGRAM_BOT_TOKEN: token });
    expect(onThisMachine(far)).toEqual({ webhookUrl: null, email: null, telegram: null });
    expect(leftOut(far, onThisMachine(far))).toEqual([
      expect.stringMatching(/^NOTIFY_WEBHOOK_URL, SMTP_URL and TELEGRAM_BOT_TOKEN have no effect in the sandbox/),
    ]);
  });
});

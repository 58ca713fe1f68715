import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { approve } from "../../src/desk/approve.ts";
import { composeLetter } from "../../src/desk/compose-letter.ts";
import { ask, reject } from "../../src/desk/decide.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { letterWriter } from "../../src/desk/letters.ts";
import { changeReach, recentLetters } from "../../src/desk/reaches.ts";
import type { LetterKind } from "../../src/domain/letter.ts";
import type { Role } from "../../src/domain/person.ts";
import { ok } from "../../src/domain/problem.ts";
import { silentLog } from "../../src/edge/log.ts";
import type { Carried, Carrier, Dispatch } from "../../src/notify/letters/carrier.ts";
import { type DeliveryParts, deliverLetters } from "../../src/notify/letters/deliver.ts";
import { mail } from "../../src/notify/letters/mail.ts";
import { telegram } from "../../src/notify/letters/telegram.ts";
import { wholeText } from "../../src/notify/letters/words.ts";
import { drafts } from "../support/desk-posts.ts";
import type { FakeClock } from "../support/fake-clock.ts";
import { layPeopleDesk, origin, value } from "../support/people-desk.ts";
import { type SmtpServer, startSmtp } from "../support/smtp-server.ts";
import { hourMs, minuteMs, morning } from "../support/store-fixtures.ts";
import { botToken, openTelegram, refusal, type Telegram } from "../support/telegram.ts";

let desk: Desk;
let clock: FakeClock;
let remove: () => Promise<void>;
let write: () => Promise<number>;
let smtp: SmtpServer;
let bot: Telegram;

const smtpOf = (port: number) => ({ host: "127.0.0.1", port, secure: false, plain: true, auth: null });

beforeEach(async () => {
  const laid = await layPeopleDesk();
  [clock, remove, smtp, bot] = [laid.clock, laid.remove, await startSmtp(), await openTelegram(77, 88)];
  const email = { smtp: smtpOf(smtp.port), from: "herald@example.org", to: ["house@example.org"] };
  const notify = { ...laid.desk.settings.notify, email, telegram: { token: botToken } };
  desk = { ...laid.desk, settings: { ...laid.desk.settings, notify, tell: { quiet: [], remindMs: 3 * hourMs } } };
  write = letterWriter(desk);
  await hire(["adnan", "admin"], ["wali", "writer"]);
});
afterEach(async () => {
  await Promise.all([smtp.close(), bot.close()]);
  await remove();
});

async function hire(...people: readonly (readonly [string, Role])[]): Promise<void> {
  for (const [id, role] of people) {
    const person = { id, name: id, email: `${id}@example.org`, role, systemUser: null };
    value(await desk.store.people.decide(() => ok({ what: "added", person }), 1, "root"));
  }
}

const as = (id: string, role: Role): Desk => ({ ...desk, actor: { id, role } });
const wali = () => as("wali", "writer");
const adnan = () => as("adnan", "admin");

function parts(change: Partial<DeliveryParts> = {}): DeliveryParts {
  const { email, telegram: settings } = desk.settings.notify;
  const carriers = [...(email ? [mail(email)] : []), ...(settings ? [telegram(settings, bot.origin)] : [])];
  const { timezone, tell } = desk.settings;
  const [owner, isGone] = ["desk-1/1/1", () => false];
  const compose: DeliveryParts["compose"] = (bundle) => composeLetter(desk, bundle);
  const rules = { timezone, quiet: tell.quiet };
  const beside = { letters: desk.store.letters, clock: patient(), log: silentLog };
  return { ...beside, carriers, rules, compose, secrets: [], owner, isGone, tickMs: 5, ...change };
}

/** The desk's time, with real time-outs, for what really connects. */
function patient(): FakeClock {
  return { ...clock, timeout: (ms) => AbortSignal.timeout(ms) };
}

/** Everything that is due is told, once through. */
async function deliver(change: Partial<DeliveryParts> = {}): Promise<void> {
  const done = new AbortController();
  done.abort();
  await deliverLetters(parts(change), done.signal, new AbortController().signal);
}

/** A minute goes by, in which the house looks and tells. */
async function minute(change: Partial<DeliveryParts> = {}): Promise<void> {
  await write();
  clock.pass(minuteMs);
  await deliver(change);
}

const recipients = () => smtp.mails.map(({ to }) => to.join());

/** The body with its encoding undone. */
function bodyOf(text: string): string {
  const [head = "", ...rest] = text.split("\n\n");
  const body = rest.join("\n\n");
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  const joined = body.replaceAll("=\n", "");
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
}

/** A carrier that keeps what it is given and answers in turn; then all arrives. */
function carrier(...answers: readonly (Carried | "dies")[]): Carrier & { readonly seen: Dispatch[] } {
  const [left, seen] = [[...answers], [] as Dispatch[]];
  const carry = async (dispatch: Dispatch): Promise<Carried> => {
    seen.push(dispatch);
    const answer = left.shift() ?? { kind: "arrived" };
    if (answer === "dies") throw new Error("killed");
    return answer;
  };
  return { way: "email", carry, seen };
}

async function told(): Promise<readonly string[]> {
  const letters = value(await recentLetters(desk, 100));
  return letters.flatMap(({ person, kind, way, toldAt }) => (toldAt === null ? [] : [`${kind} ${person} ${way}`])).toSorted();
}

const kinds = (letters: readonly string[], kind: LetterKind) => letters.filter((letter) => letter.startsWith(kind));

describe("a draft that waits", () => {
  it("comes as one letter with the story's other drafts, with its first words, its page, and nothing that decides", async () => {
    const ids = await drafts(wali());
    await minute();
    await minute();
    expect(recipients()).toEqual(["adnan@example.org"]);
    const text = bodyOf(smtp.mails[0]?.text ?? "");
    expect(text).toContain("3 drafts wait for your approval.");
    for (const platform of ["x", "instagram", "youtube-community"] as const) expect(text).toContain(`${origin}/posts/${ids(platform)}\n`);
    expect(text).toContain("“\u2068");
    expect(text).toContain("Its first free slot: Mon 2 Mar 2026");
    expect([...text.matchAll(/https?:\S+/g)].map(([url]) => new URL(url).pathname.split("/")[1])).toEqual([
      "posts",
      "posts",
      "posts",
      "me",
    ]);
  });

  it("comes together with those of the same quarter of an hour after the first", async () => {
    await drafts(wali(), { number: 1 });
    await minute();
    await drafts(wali(), { number: 2 });
    await minute();
    await drafts(wali(), { number: 3 });
    for (let passed = 0; passed < 13; passed++) await minute();
    expect(recipients()).toHaveLength(1);
    await minute();
    await minute();
    expect(recipients()).toHaveLength(2);
    expect(bodyOf(smtp.mails[1]?.text ?? "")).toContain("6 drafts wait");
  });

  it("is never told once somebody decided, and is told again to nobody", async () => {
    const ids = await drafts(wali());
    await write();
    value(await approve(adnan(), [ids("x")], { when: { kind: "next" } }));
    value(await reject(adnan(), [ids("instagram"), ids("youtube-community")], "Old news."));
    await minute();
    expect(kinds(await told(), "waits")).toEqual([]);
    expect(kinds(await told(), "outcome")).toEqual(Array(3).fill("outcome wali email"));
    expect(recipients()).toEqual(["wali@example.org"]);
    expect(bodyOf(smtp.mails[0]?.text ?? "")).toContain("Rejected by adnan: \u2068Old news.\u2069");
  });

  it("under embargo is not quoted, nor is a note about it", async () => {
    const ids = await drafts(wali(), { embargo: morning + 48 * hourMs });
    await minute();
    value(await ask(adnan(), [ids("x")], "The canal in Sana's quotation is wrong."));
    await minute();
    expect(recipients()).toEqual(["adnan@example.org", "wali@example.org"]);
    const texts = smtp.mails.map(({ text }) => bodyOf(text) + text);
    for (const text of texts) expect(text).toContain("under embargo until Wed 4 Mar 2026 09:00");
    for (const text of texts) expect(text).not.toMatch(/canal|Mirza|growers|Sana/i);
  });

  it("is put before its approvers once more after three hours, and once more in the hour before its first slot", async () => {
    const ids = await drafts(wali());
    for (let passed = 0; passed < 10 * 6; passed++) {
      await minute();
      clock.pass(9 * minuteMs);
    }
    const letters = value(await recentLetters(desk, 100)).filter(({ kind }) => kind === "reminder");
    const hoursAt = (id: string) =>
      letters.flatMap(({ subject, toldAt }) => (subject === id && toldAt ? [(Date.parse(toldAt) - morning) / hourMs] : [])).toSorted();
    // Their first slots are at 13:00, 11:00 and 10:00, and it is nine o'clock now.
    expect(hoursAt(ids("x")).map(Math.floor)).toEqual([3, 6]);
    expect(hoursAt(ids("youtube-community")).map(Math.floor)).toEqual([1, 4]);
    expect(hoursAt(ids("instagram")).map(Math.floor)).toEqual([3]);
  });
});

describe("quiet hours", () => {
  it("hold letters back until they end, also those that failed before", async () => {
    const quiet = [{ name: "night", from: "09:02", to: "11:00" }];
    desk = { ...desk, settings: { ...desk.settings, tell: { ...desk.settings.tell, quiet } } };
    await drafts(wali());
    await write();
    const post = carrier({ kind: "failed", reason: "it was busy" });
    await minute({ carriers: [post] });
    expect(post.seen).toHaveLength(1);
    for (let passed = 0; passed < 118; passed++) await minute({ carriers: [post] });
    expect(post.seen).toHaveLength(1);
    await minute({ carriers: [post] });
    expect(post.seen).toHaveLength(2);
    expect(post.seen[1]?.id).toBe(post.seen[0]?.id);
  });
});

describe("a crash", () => {
  it("between taking a letter in hand and sending it loses nothing, and it goes under the same name", async () => {
    await drafts(wali());
    await write();
    clock.pass(minuteMs);
    const post = carrier("dies");
    await deliver({ carriers: [post] });
    await deliver({ carriers: [post] });
    expect(post.seen).toHaveLength(1);
    await deliver({ carriers: [post], owner: "desk-1/2/2", isGone: (owner) => owner === "desk-1/1/1" });
    expect(post.seen).toHaveLength(2);
    expect(post.seen[1]).toEqual(post.seen[0]);
    clock.pass(hourMs / 2);
    await deliver({ carriers: [post] });
    expect(post.seen).toHaveLength(2);
  });

  it("is no reason to write twice: two workers work out the same letters", async () => {
    await drafts(wali());
    const kept = await Promise.all([letterWriter(desk)(), letterWriter(desk)(), write()]);
    expect(kept.toSorted()).toEqual([0, 0, 3]);
    clock.pass(minuteMs);
    const post = carrier();
    await Promise.all([deliver({ carriers: [post] }), deliver({ carriers: [post], owner: "desk-2/1/1" })]);
    expect(post.seen).toHaveLength(1);
  });
});

describe("Telegram", () => {
  beforeEach(async () => {
    value(await changeReach(desk, "adnan", { chat: "77", letters: "both" }));
  });

  it("takes a letter beside e-mail where somebody wants both, each once", async () => {
    await drafts(wali());
    await minute();
    await minute();
    expect(recipients()).toEqual(["adnan@example.org"]);
    expect(bot.messages.map(({ chat }) => chat)).toEqual([77]);
    expect(bot.messages[0]?.text).toContain(`${origin}/posts/`);
  });

  it("gets nothing from anybody before the time is over that it asked for", async () => {
    await hire(["esha", "editor"]);
    value(await changeReach(desk, "esha", { chat: "88", letters: "telegram" }));
    bot.faults.push({ method: "POST", does: refusal(429, "Too Many Requests", { retry_after: 90 }) });
    await drafts(wali());
    await write();
    clock.pass(minuteMs);
    const done = new AbortController();
    let naps = 0;
    const counting = { ...patient(), sleep: async () => void (++naps === 3 && done.abort()) };
    await deliverLetters(parts({ clock: counting }), done.signal, new AbortController().signal);
    expect(bot.requests).toHaveLength(1);
    clock.pass(90_000);
    await deliver();
    expect(bot.messages.map(({ chat }) => chat).toSorted()).toEqual([77, 88]);
  });

  it("that somebody has blocked is switched off for them: they and the admins hear of it by e-mail, and lose nothing", async () => {
    await hire(["esha", "editor"]);
    value(await changeReach(desk, "esha", { chat: "88", letters: "telegram" }));
    value(await changeReach(desk, "adnan", { letters: "email" }));
    bot.blocked.add(88);
    await drafts(wali());
    await minute();
    expect(bot.messages).toEqual([]);
    await letterWriter(desk)();
    clock.pass(minuteMs);
    await deliver();
    const letters = await told();
    expect(kinds(letters, "waits")).toEqual([...Array(3).fill("waits adnan email"), ...Array(3).fill("waits esha email")]);
    expect(kinds(letters, "silenced")).toEqual(["silenced adnan email", "silenced esha email"]);
    expect(bot.requests).toHaveLength(1);
  });
});

describe("who wants no letters", () => {
  it("gets none, also those that were written before they said so", async () => {
    await drafts(wali());
    await write();
    value(await changeReach(desk, "adnan", { letters: "none" }));
    await minute();
    expect(smtp.mails).toEqual([]);
    value(await changeReach(desk, "adnan", { letters: "email" }));
    await letterWriter(desk)();
    await minute();
    expect(recipients()).toEqual(["adnan@example.org"]);
  });

  it("is asked for a number of a person's chat, and a way that there is", async () => {
    for (const chat of ["-100123", "@esha", "77 ", "0"]) {
      expect(await changeReach(desk, "adnan", { chat })).toMatchObject({ ok: false, problems: [{ code: "input-telegram" }] });
    }
    expect(await changeReach(desk, "adnan", { letters: "post" })).toMatchObject({ ok: false, problems: [{ code: "input-letters" }] });
    expect(await changeReach(wali(), "adnan", { letters: "none" })).toMatchObject({ ok: false, problems: [{ code: "rights-people" }] });
  });
});

it("a secret that somebody quotes in a note leaves with no letter", async () => {
  const ids = await drafts(wali());
  value(await ask(adnan(), [ids("x")], "Log in with s3cr3t-passw0rd first."));
  await write();
  clock.pass(minuteMs);
  const post = carrier();
  await deliver({ carriers: [post], secrets: ["s3cr3t-passw0rd"] });
  const texts = post.seen.map(({ text }) => wholeText(text));
  expect(texts.join()).toContain("Log in with [secret] first.");
});

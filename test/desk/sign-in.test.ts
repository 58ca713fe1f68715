import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disable, invite, setPassword, setRole } from "../../src/desk/people.ts";
import type { Credentials } from "../../src/desk/sign-in.ts";
import { signedIn, signIn, signOut } from "../../src/desk/sign-in.ts";
import { codes, comeIn, goodPassword, layPeopleDesk, type PeopleDesk, value, visitFrom } from "../support/people-desk.ts";
import { dayMs } from "../support/people-fixtures.ts";
import { minuteMs } from "../support/store-fixtures.ts";

let house: PeopleDesk;
beforeEach(async () => {
  house = await layPeopleDesk();
});
afterEach(() => house.remove());

const right: Credentials = { email: "ayesha@example.org", password: goodPassword };
const wrongOne: Credentials = { ...right, password: "candle orbit walnut pond" };
const office = visitFrom("192.0.2.1");
const elsewhere = visitFrom("198.51.100.9");
const who = async (token: string) => (await signedIn(house.desk, token))?.person.id;

describe("a password", () => {
  test("lets its owner in, however the address is written", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    const opened = value(await signIn(house.desk, { ...right, email: "  AYESHA@Example.org " }, office));
    expect(opened.person.id).toBe("ayesha");
    expect(await who(opened.token)).toBe("ayesha");
  });

  test("is refused in the same words whoever it is not: nobody, somebody, or who may not come in", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    await comeIn(house.desk, "Bilal", "writer");
    value(await disable(house.desk, "bilal"));
    const answers = [];
    for (const email of ["ayesha@example.org", "bilal@example.org", "nobody@example.org", "not an address", ""]) {
      const password = email === "bilal@example.org" ? goodPassword : "candle orbit walnut pond";
      answers.push(await signIn(house.desk, { email, password }, office));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(codes(answers[0] ?? { ok: true, value: null })).toEqual(["sign-in-wrong"]);
  });

  test("is looked at with the same delays for an address that nobody has", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    const times = async (email: string) => {
      const took = [];
      for (let nth = 1; nth <= 14; nth += 1) {
        const before = house.clock.mono();
        const answer = await signIn(house.desk, { ...wrongOne, email }, visitFrom(`203.0.113.${nth}`));
        took.push([codes(answer), house.clock.mono() - before]);
      }
      return took;
    };
    const theirs = await times("ayesha@example.org");
    expect(theirs.at(-1)?.[1]).toBeGreaterThan(0);
    expect(await times("nobody@example.org")).toEqual(theirs);
  });

  test("that is not known yet opens no session of an earlier browser", async () => {
    const first = await comeIn(house.desk, "Ayesha", "admin");
    const planted = "A".repeat(43);
    const opened = value(await signIn(house.desk, right, { ...elsewhere, session: planted, device: planted }));
    expect(opened.token).not.toBe(planted);
    expect(opened.device).not.toBe(planted);
    expect(await who(planted)).toBeUndefined();
    expect(await who(first.token)).toBe("ayesha");
  });
});

describe("too many tries", () => {
  const fail = async (times: number, visit = elsewhere) => {
    const answers = [];
    for (let nth = 0; nth < times; nth += 1) answers.push(codes(await signIn(house.desk, wrongOne, visit))[0]);
    return answers;
  };

  test("from one network wait, and the right password with them, until the time is over", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    expect(await fail(6)).toEqual([...Array(5).fill("sign-in-wrong"), "sign-in-wait"]);
    expect(codes(await signIn(house.desk, right, elsewhere))).toEqual(["sign-in-wait"]);
    house.clock.pass(minuteMs);
    expect((await signIn(house.desk, right, elsewhere)).ok).toBe(true);
    expect(await fail(5)).toEqual(Array(5).fill("sign-in-wrong"));
  });

  test("keep out nobody who was here before, or who comes from another network", async () => {
    const { device } = await comeIn(house.desk, "Ayesha", "admin");
    for (let network = 0; network < 4; network += 1) await fail(5, visitFrom(`203.0.113.${network}`));
    await fail(6);
    const before = house.clock.mono();
    expect((await signIn(house.desk, right, { ...elsewhere, device })).ok).toBe(true);
    expect(house.clock.mono() - before).toBe(0);
    expect((await signIn(house.desk, right, visitFrom("192.0.2.77"))).ok).toBe(true);
    expect(house.clock.mono() - before).toBeLessThanOrEqual(8_000);
  });

  test("on a known browser wait too, and there alone", async () => {
    const { device } = await comeIn(house.desk, "Ayesha", "admin");
    expect(await fail(6, { ...office, device })).toEqual([...Array(5).fill("sign-in-wrong"), "sign-in-wait"]);
    expect((await signIn(house.desk, right, office)).ok).toBe(true);
  });

  test("by another's known browser are a stranger's", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    const bilal = await comeIn(house.desk, "Bilal", "writer");
    await fail(5, { ...elsewhere, device: bilal.device });
    expect(codes(await signIn(house.desk, right, elsewhere))).toEqual(["sign-in-wait"]);
  });

  test("at once get no further than one after the other", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(house.desk, wrongOne, elsewhere)));
    expect(answers.filter((answer) => codes(answer)[0] === "sign-in-wrong")).toHaveLength(5);
  });
});

describe("a session", () => {
  test("has a CSRF token of its own, from which the session's can't be told", async () => {
    const first = await comeIn(house.desk, "Ayesha", "admin");
    const second = value(await signIn(house.desk, right, elsewhere));
    const [one, other] = [await signedIn(house.desk, first.token), await signedIn(house.desk, second.token)];
    expect(one?.csrf).toMatch(/^[\w-]{43}$/);
    expect(new Set([one?.csrf, other?.csrf, first.token, second.token]).size).toBe(4);
    expect((await signedIn(house.desk, first.token))?.csrf).toBe(one?.csrf);
  });

  test("lasts for thirty days from when its person was last seen", async () => {
    const { token } = await comeIn(house.desk, "Ayesha", "admin");
    for (let day = 0; day < 100; day += 29) {
      expect(await who(token)).toBe("ayesha");
      house.clock.pass(29 * dayMs);
    }
    house.clock.pass(dayMs);
    expect(await who(token)).toBeUndefined();
  });

  test("writes down that its person was seen once a minute at most", async () => {
    const { token } = await comeIn(house.desk, "Ayesha", "admin");
    const seen = async () => {
      await who(token);
      return (await house.desk.store.signIns.sessionsOf("ayesha", house.clock.now()))[0]?.seenAt;
    };
    const opened = house.clock.now();
    house.clock.pass(minuteMs - 1);
    expect(await seen()).toBe(opened);
    house.clock.pass(1);
    expect(await seen()).toBe(opened + minuteMs);
    house.clock.jump(-60 * minuteMs);
    expect(await seen()).toBe(opened + minuteMs - 60 * minuteMs);
  });

  test("ends with its sign-out, and with the next sign-in of its browser", async () => {
    const first = await comeIn(house.desk, "Ayesha", "admin");
    const second = value(await signIn(house.desk, right, { ...office, session: first.token }));
    expect(await who(first.token)).toBeUndefined();
    await signOut(house.desk, second.token);
    expect(await who(second.token)).toBeUndefined();
  });

  test.each([
    ["another role", () => setRole(house.desk, "bilal", "editor")],
    ["another password", () => setPassword(house.desk, "bilal", "meadow anchor violet stone")],
    ["being disabled", () => disable(house.desk, "bilal")],
  ])("ends with %s", async (_what, change) => {
    const ayesha = await comeIn(house.desk, "Ayesha", "admin");
    const { token } = await comeIn(house.desk, "Bilal", "writer");
    value<unknown>(await change());
    expect(await who(token)).toBeUndefined();
    expect(await who(ayesha.token)).toBe("ayesha");
  });

  test.each(["", "x", "A".repeat(43), `${"A".repeat(42)}'`, "A".repeat(5_000)])("is not found by %j", async (token) => {
    await comeIn(house.desk, "Ayesha", "admin");
    expect(await signedIn(house.desk, token)).toBeNull();
  });

  test("leaves no token, no link and no password in the database, whoever reads the file", async () => {
    const opened = await comeIn(house.desk, "Ayesha", "admin");
    const { link } = value(await invite(house.desk, "ayesha", ""));
    const folder = await mkdtemp(join(tmpdir(), "herald-people-"));
    const file = join(folder, "copy.db");
    value(await house.desk.store.backUp({ file, overwrite: false, at: house.clock.now(), progress: () => undefined }));
    const bytes = await readFile(file, "latin1");
    await rm(folder, { recursive: true });
    expect(bytes).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
    for (const secret of [opened.token, opened.device, link.replace("/invitation/", ""), goodPassword]) expect(bytes).not.toContain(secret);
  });

  test("and its person leave a record of what was decided, without a hash", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    value(await setRole(house.desk, (await comeIn(house.desk, "Bilal", "writer")).person.id, "editor"));
    const rows = await house.desk.store.audit.rows({ after: 0, limit: 100 });
    const told = rows.filter(({ subject }) => subject.startsWith("person ")).map(({ subject, kind, by }) => `${subject} ${kind} ${by}`);
    expect(told).toEqual([
      "person ayesha person-add Ayesha",
      "person ayesha invite Ayesha",
      "person ayesha password ayesha",
      "person bilal person-add Ayesha",
      "person bilal invite Ayesha",
      "person bilal password bilal",
      "person bilal role Ayesha",
    ]);
    expect(JSON.stringify(rows)).not.toContain("argon2");
  });
});

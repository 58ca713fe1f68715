import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { acceptInvitation, invitation } from "../../src/desk/invitation.ts";
import { changePassword, endSession, ownAccount, signOutEverywhere } from "../../src/desk/own-account.ts";
import {
  addPerson,
  disable,
  enable,
  everybody,
  inCharge,
  invite,
  link,
  setPassword,
  setRole,
  signOutPerson,
} from "../../src/desk/people.ts";
import { signedIn, signIn } from "../../src/desk/sign-in.ts";
import { type Role, roles } from "../../src/domain/person.ts";
import { codes, comeIn, deskOf, goodPassword, layPeopleDesk, origin, type PeopleDesk, value, visitFrom } from "../support/people-desk.ts";
import { dayMs } from "../support/people-fixtures.ts";

let house: PeopleDesk;
beforeEach(async () => {
  house = await layPeopleDesk();
});
afterEach(() => house.remove());

const here = visitFrom("192.0.2.1");
const newPassword = "meadow anchor violet stone";
const newcomer = (name: string, role: Role = "writer") => ({ name, email: `${name}@example.org`, role, systemUser: null });
const tokenIn = (address: string) => address.slice(`${origin}/invitation/`.length);

describe("the people", () => {
  test("are an admin's business, or the shell's", async () => {
    const ayesha = await comeIn(house.desk, "Ayesha", "admin");
    value(await addPerson(deskOf(house.desk, ayesha), newcomer("target")));
    for (const role of [...roles, "stranger" as const]) {
      if (role === "admin") continue;
      const desk = { ...house.desk, actor: { id: "x", role } };
      const refused = role === "stranger" ? "rights-stranger" : "rights-people";
      const tried = [
        everybody(desk),
        addPerson(desk, newcomer("more")),
        setRole(desk, "target", "editor"),
        disable(desk, "target"),
        enable(desk, "target"),
        link(desk, "target", "t"),
        invite(desk, "target", origin),
        signOutPerson(desk, "target"),
        setPassword(desk, "target", newPassword),
      ];
      for (const answer of tried) expect(codes(await answer)).toEqual([refused]);
    }
    const stranger = { ...house.desk, actor: { id: "root", role: "stranger" as const } };
    expect(value(await setRole(inCharge(stranger), "target", "editor")).role).toBe("editor");
  });

  test("never lose their last active admin", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    expect(codes(await addPerson(house.desk, newcomer("bilal", "admin")))).toEqual([]);
    value(await disable(house.desk, "bilal"));
    expect(codes(await setRole(house.desk, "ayesha", "editor"))).toEqual(["state-last-admin"]);
    expect(codes(await disable(house.desk, "ayesha"))).toEqual(["state-last-admin"]);
    value(await enable(house.desk, "bilal"));
    value(await setRole(house.desk, "ayesha", "editor"));
    expect(codes(await disable(house.desk, "bilal"))).toEqual(["state-last-admin"]);
  });

  test("are shown without anything that lets somebody in", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    const [ayesha] = value(await everybody(house.desk));
    expect(Object.keys(ayesha ?? {}).sort()).toEqual(
      ["active", "email", "hasPassword", "id", "invitedUntil", "name", "passkeys", "role", "seenAt", "sessions", "systemUser"].sort(),
    );
    expect(ayesha).toMatchObject({ hasPassword: true, sessions: 1, invitedUntil: null });
  });
});

describe("a one-time link", () => {
  const sent = async (id: string) => value(await invite(house.desk, id, origin));

  test("offers to begin, changes nothing when opened, and is good once", async () => {
    value(await addPerson(house.desk, newcomer("ayesha", "admin")));
    const token = tokenIn((await sent("ayesha")).link);
    for (const _ of ["a mail scanner", "a chat preview", "Ayesha"])
      expect(await invitation(house.desk, token)).toMatchObject({ person: { id: "ayesha" }, purpose: "join" });
    expect(codes(await acceptInvitation(house.desk, token, "too short", here))).toEqual(["input-password"]);
    const opened = value(await acceptInvitation(house.desk, token, goodPassword, here));
    expect((await signedIn(house.desk, opened.token))?.person.id).toBe("ayesha");
    expect(await invitation(house.desk, token)).toBeNull();
    expect(codes(await acceptInvitation(house.desk, token, newPassword, here))).toEqual(["sign-in-link"]);
    expect((await signIn(house.desk, { email: "ayesha@example.org", password: goodPassword }, here)).ok).toBe(true);
  });

  test("is over after a week", async () => {
    value(await addPerson(house.desk, newcomer("ayesha", "admin")));
    const { link: address, expiresAt } = await sent("ayesha");
    expect(expiresAt - house.clock.now()).toBe(7 * dayMs);
    house.clock.pass(7 * dayMs);
    expect(await invitation(house.desk, tokenIn(address))).toBeNull();
    expect(codes(await acceptInvitation(house.desk, tokenIn(address), goodPassword, here))).toEqual(["sign-in-link"]);
  });

  test("for a forgotten password ends every session and the old password", async () => {
    const before = await comeIn(house.desk, "Ayesha", "admin");
    const token = tokenIn((await sent("ayesha")).link);
    expect(await invitation(house.desk, token)).toMatchObject({ purpose: "reset" });
    expect((await signedIn(house.desk, before.token))?.person.id).toBe("ayesha");
    value(await acceptInvitation(house.desk, token, newPassword, here));
    expect(await signedIn(house.desk, before.token)).toBeNull();
    expect(codes(await signIn(house.desk, { email: "ayesha@example.org", password: goodPassword }, here))).toEqual(["sign-in-wrong"]);
  });

  test("is not made for somebody disabled", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    await comeIn(house.desk, "Bilal", "writer");
    value(await disable(house.desk, "bilal"));
    expect(codes(await invite(house.desk, "bilal", origin))).toEqual(["state-disabled"]);
    expect(codes(await invite(house.desk, "nobody", origin))).toEqual(["input-unknown-person"]);
  });
});

describe("a person's own account", () => {
  test("takes a new password for the old one, and goes on in this browser alone", async () => {
    const phone = await comeIn(house.desk, "Ayesha", "admin");
    const office = value(await signIn(house.desk, { email: "ayesha@example.org", password: goodPassword }, here));
    const own = deskOf(house.desk, office);
    const visit = { ...here, session: office.token, device: office.device };
    expect(codes(await changePassword(own, { current: newPassword, next: newPassword }, visit))).toEqual(["input-password"]);
    expect(codes(await changePassword(own, { current: goodPassword, next: "ayesha ayesha" }, visit))).toEqual(["input-password"]);
    const opened = value(await changePassword(own, { current: goodPassword, next: newPassword }, visit));
    expect(await signedIn(house.desk, phone.token)).toBeNull();
    expect(await signedIn(house.desk, office.token)).toBeNull();
    expect((await signedIn(house.desk, opened.token))?.person.id).toBe("ayesha");
  });

  test("can't be used to guess the old password", async () => {
    const own = deskOf(house.desk, await comeIn(house.desk, "Ayesha", "admin"));
    const guess = () => changePassword(own, { current: "candle orbit walnut pond", next: newPassword }, here);
    for (let nth = 0; nth < 5; nth += 1) expect(codes(await guess())).toEqual(["input-password"]);
    expect(codes(await guess())).toEqual(["sign-in-wait"]);
  });

  test("lists where its person is signed in, and ends one or all but this", async () => {
    const first = await comeIn(house.desk, "Ayesha", "admin");
    const credentials = { email: "ayesha@example.org", password: goodPassword };
    const [second, third] = [value(await signIn(house.desk, credentials, here)), value(await signIn(house.desk, credentials, here))];
    const own = deskOf(house.desk, first);
    const { sessions } = value(await ownAccount(own));
    expect(sessions).toHaveLength(3);
    const one = (await signedIn(house.desk, third.token))?.sessionId ?? "";
    value(await endSession(own, one));
    expect(codes(await endSession(own, one))).toEqual(["input-unknown-session"]);
    expect(value(await signOutEverywhere(own, first.token))).toBe(1);
    expect(await signedIn(house.desk, second.token)).toBeNull();
    expect((await signedIn(house.desk, first.token))?.person.id).toBe("ayesha");
    expect(value(await signOutEverywhere(own, null))).toBe(1);
  });

  test("is nobody's who only runs the commands", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    for (const actor of [house.desk.actor, { id: "ayesha", role: "stranger" as const }, { id: "ayesha", role: "operator" as const }])
      expect(codes(await ownAccount({ ...house.desk, actor }))).toEqual(["rights-signed-in"]);
  });
});

import { describe, expect, test } from "vitest";
import { editor, minuteMs, morning } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function renewalsContract(stage: Stage): void {
  const about = { variables: ["X_USER_TOKEN"], verified: true };
  const sealed = (text: string) => ({ account: "x", sealed: text, keyId: "one" });
  const failed = { problem: "X answered 503.", nextAt: morning + minuteMs, dead: false };
  const state = async () => await stage.store.renewals.of("x");
  const connect = (text = "first", expiresAt: number | null = morning + 120 * minuteMs) =>
    stage.store.secrets.keep(sealed(text), { ...about, expiresAt }, morning, editor);

  describe("renewing kept logins", () => {
    test("knows none that isn't kept, and all of one that is", async () => {
      expect(await state()).toBeUndefined();
      await connect();
      expect(await state()).toEqual({
        login: sealed("first"),
        generation: 1,
        expiresAt: morning + 120 * minuteMs,
        since: morning,
        previous: null,
        hand: null,
        failures: 0,
        nextAt: null,
        problem: null,
        dead: false,
      });
    });

    test("is in one hand at a time; who saw it there may take it over", async () => {
      const { renewals } = stage.store;
      await connect();
      const token = await renewals.take("x", 1, null, "one/1/1", morning);
      expect(token).not.toBeNull();
      expect((await state())?.hand).toEqual({ token, owner: "one/1/1", begunAt: morning });
      expect(await renewals.take("x", 1, null, "two/2/2", morning)).toBeNull();
      expect(await renewals.take("x", 1, "another", "two/2/2", morning)).toBeNull();
      const second = await renewals.take("x", 1, token, "two/2/2", morning + 1);
      expect(await renewals.giveBack("x", token ?? "", failed)).toBe(false);
      expect(await renewals.giveBack("x", second ?? "", failed)).toBe(true);
      expect(await state()).toMatchObject({ hand: null, failures: 1, problem: failed.problem, nextAt: failed.nextAt });
      expect(await renewals.take("y", 1, null, "one/1/1", morning)).toBeNull();
    });

    test("keeps the new login beside the old until it was used, whoever holds it by then", async () => {
      const { renewals } = stage.store;
      await connect();
      await renewals.take("x", 1, null, "one/1/1", morning);
      expect(await renewals.keep(sealed("second"), 1, morning + 240 * minuteMs, morning + 1)).toBe(true);
      expect(await state()).toMatchObject({
        login: sealed("second"),
        generation: 2,
        previous: sealed("first"),
        hand: null,
        since: morning + 1,
        expiresAt: morning + 240 * minuteMs,
      });
      expect(await renewals.keep(sealed("late"), 1, null, morning + 2)).toBe(false);
      await renewals.proven("x", 1);
      expect((await state())?.previous).toEqual(sealed("first"));
      await renewals.proven("x", 2);
      expect((await state())?.previous).toBeNull();
      expect(await stage.store.secrets.list()).toMatchObject([{ sealed: "second", updatedAt: morning, by: editor }]);
    });

    test("tries no login again that is dead, until the account is connected anew", async () => {
      const { renewals, secrets } = stage.store;
      await connect();
      const token = await renewals.take("x", 1, null, "one/1/1", morning);
      await renewals.giveBack("x", token ?? "", { problem: "unknown", nextAt: null, dead: true });
      expect(await state()).toMatchObject({ dead: true, problem: "unknown" });
      expect(await renewals.take("x", 1, null, "one/1/1", morning)).toBeNull();
      await connect("anew", null);
      expect(await state()).toMatchObject({ generation: 2, dead: false, failures: 0, expiresAt: null, previous: null });
      expect(await renewals.keep(sealed("late"), 1, null, morning)).toBe(false);
      await secrets.forget("x", morning, editor);
      expect(await state()).toBeUndefined();
    });

    test("goes under another seal with what it was renewed from", async () => {
      const { renewals, secrets } = stage.store;
      await connect();
      await renewals.keep(sealed("second"), 1, null, morning);
      await secrets.reseal((one) => ({ ...one, sealed: `${one.sealed} anew`, keyId: "two" }), morning, editor);
      expect(await state()).toMatchObject({
        login: { account: "x", sealed: "second anew", keyId: "two" },
        previous: { account: "x", sealed: "first anew", keyId: "two" },
        generation: 2,
      });
    });
  });

  describe("consent that is asked for", () => {
    const question = (more = {}) => ({
      stateDigest: "s1",
      account: "x",
      sealed: "sealed-verifier",
      keyId: "one",
      redirect: "https://herald.example.org/accounts/callback",
      session: "browser",
      expiresAt: morning + 10 * minuteMs,
      ...more,
    });

    test("is answered once, by the browser that asked, in its time", async () => {
      const { authorizations } = stage.store;
      await authorizations.ask(question(), morning);
      expect(await authorizations.take("s1", "another browser", morning)).toBeUndefined();
      expect(await authorizations.take("s1", null, morning)).toBeUndefined();
      expect(await authorizations.take("s1", "browser", morning + 10 * minuteMs)).toBeUndefined();
      expect(await authorizations.take("s1", "browser", morning + minuteMs)).toEqual(question());
      expect(await authorizations.take("s1", "browser", morning + minuteMs)).toBeUndefined();
    });

    test("waits for a command line, with the first answer that came", async () => {
      const { authorizations } = stage.store;
      await authorizations.ask(question({ session: null }), morning);
      expect(await authorizations.look("s1", morning)).toMatchObject({ session: null, answer: null });
      expect(await authorizations.answer("s1", "sealed-code", morning)).toBe(true);
      expect(await authorizations.answer("s1", "another", morning)).toBe(false);
      expect(await authorizations.look("s1", morning)).toMatchObject({ answer: "sealed-code" });
      expect(await authorizations.take("s1", null, morning)).toEqual(question({ session: null }));
      await authorizations.ask(question({ stateDigest: "s2" }), morning);
      expect(await authorizations.answer("s2", "sealed-code", morning)).toBe(false);
    });
  });
}

import { describe, expect, test } from "vitest";
import { editor, morning } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function secretsContract(stage: Stage): void {
  const about = { variables: ["X_API_KEY"], verified: true };
  const x = { account: "x", sealed: "sealed-x", keyId: "one" };
  const instagram = { account: "instagram", sealed: "sealed-i", keyId: "one" };
  const recorded = async () =>
    (await stage.store.audit.rows({ after: 0, limit: 100 })).map(({ by, kind, subject, body }) => `${by} ${kind} ${subject} ${body}`);

  describe("sealed logins", () => {
    test("are kept one an account, the latest, and recorded by names alone", async () => {
      await stage.store.secrets.keep(x, about, morning, editor);
      await stage.store.secrets.keep(instagram, { ...about, verified: false }, morning, "bilal");
      await stage.store.secrets.keep({ ...x, sealed: "anew" }, about, morning + 1, "hina");
      expect(await stage.store.secrets.list()).toEqual([
        { ...instagram, updatedAt: morning, by: "bilal", expiresAt: null },
        { ...x, sealed: "anew", updatedAt: morning + 1, by: "hina", expiresAt: null },
      ]);
      const rows = await recorded();
      expect(rows).toEqual([
        `${editor} connect account x {"key":"one","variables":["X_API_KEY"],"verified":true}`,
        'bilal connect account instagram {"key":"one","variables":["X_API_KEY"],"verified":false}',
        expect.stringMatching(/^hina connect account x/),
      ]);
      expect(rows.join()).not.toMatch(/sealed|anew/);
    });

    test("are forgotten once", async () => {
      await stage.store.secrets.keep(x, about, morning, editor);
      expect(await stage.store.secrets.forget("x", morning, "hina")).toBe(true);
      expect(await stage.store.secrets.forget("x", morning, "hina")).toBe(false);
      expect(await stage.store.secrets.list()).toEqual([]);
      expect((await recorded()).at(-1)).toBe("hina disconnect account x {}");
    });

    test("are put under another seal together, or none of them is", async () => {
      await stage.store.secrets.keep(x, about, morning, editor);
      await stage.store.secrets.keep(instagram, about, morning, editor);
      const fails = stage.store.secrets.reseal(
        (one) => {
          if (one.account === "x") throw new Error("no");
          return { ...one, keyId: "two" };
        },
        morning,
        editor,
      );
      await expect(fails).rejects.toThrow("no");
      expect((await stage.store.secrets.list()).map(({ keyId }) => keyId)).toEqual(["one", "one"]);
      const change = (one: { account: string }) => (one.account === "x" ? { ...x, sealed: "other", keyId: "two" } : null);
      expect(await stage.store.secrets.reseal(change, morning + 5, "hina")).toEqual(["x"]);
      expect(await stage.store.secrets.list()).toMatchObject([
        instagram,
        { sealed: "other", keyId: "two", updatedAt: morning, by: editor },
      ]);
      expect((await recorded()).at(-1)).toBe('hina rotate account x {"key":"two"}');
    });
  });
}

import { describe, expect, test } from "vitest";
import { persevere } from "../../src/storage/database.ts";
import { troubleWith } from "../../src/storage/trouble.ts";
import { impatient } from "../support/older-database.ts";

const busy = Object.assign(new Error("database is locked"), { errcode: 5 });
const full = Object.assign(new Error("database or disk is full"), { errcode: 13 });
const locked = "The database herald.db is locked by another program; waiting for it, nothing is sent meanwhile.";
const again = "The database herald.db can be written again; going on where it stopped.";

describe("what people are told of a database that can't be written", () => {
  const listen = () => {
    const said: string[] = [];
    return { said, trouble: troubleWith("herald.db", (line) => said.push(line)) };
  };

  test("a lock is told of after two seconds, once however many meet it, and its end once", () => {
    const { said, trouble } = listen();
    trouble.met(busy, 1_999);
    trouble.over();
    expect(said).toEqual([]);
    for (const spentMs of [2_000, 2_100, 5_000, 2_500]) trouble.met(busy, spentMs);
    trouble.over();
    trouble.over();
    expect(said).toEqual([locked, again]);
  });

  test("a full disk is told of at once, with what to do", () => {
    const { said, trouble } = listen();
    trouble.met(full, 1);
    trouble.met(full, 9_000);
    expect(said).toEqual([
      "The database herald.db can't be written (database or disk is full): make room on its disk. Nothing is lost, nothing is sent meanwhile, and it goes on by itself.",
    ]);
  });

  test("waiting tells of what it meets, and that it is over", async () => {
    const { said, trouble } = listen();
    let tries = 0;
    const patience = { ...impatient, mayPass: () => true, attemptMs: 500, patienceMs: Number.POSITIVE_INFINITY, trouble };
    const attempt = async () => {
      tries += 1;
      if (tries < 8) throw busy;
      return "written";
    };
    expect(await persevere(patience, attempt)).toBe("written");
    expect(said).toEqual([locked, again]);
  });

  test("what can't pass is thrown in words for people", async () => {
    const patience = { ...impatient, explain: () => new Error("The disk is full.") };
    await expect(
      persevere(patience, async () => {
        throw full;
      }),
    ).rejects.toThrow("The disk is full.");
  });
});

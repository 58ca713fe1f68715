import { describe, expect, test } from "vitest";
import type { Store } from "../../../src/storage/store.ts";
import { type Child, spawnChild } from "../../support/store-children.ts";
import { faultsOf } from "../../support/store-faults.ts";
import { approved, way } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const postsEach = 8;
const accounts = ["a", "b", "c", "d", "e"];
const rounds = 12;

export function processesContract(stage: Stage): void {
  describe("several processes", () => {
    test("four workers publish every post once, and one of an account at a time", { timeout: 120_000 }, async () => {
      for (const account of accounts) {
        for (let number = 1; number <= postsEach; number += 1) await approved(stage.store, `${account}-${number}`, account);
      }
      const children = ["w1", "w2", "w3", "w4"].map((name) => spawnChild("race", stage.ground.location, name));
      await Promise.all(children.map((child) => child.said(1)));
      for (const child of children) child.go();
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);

      const lines = children.flatMap((child) => child.lines);
      expect(lines.filter((line) => line.startsWith("fault"))).toEqual([]);
      const claims = lines.filter((line) => line.startsWith("claimed")).sort();
      expect(claims).toHaveLength(accounts.length * postsEach);
      expect(new Set(claims).size).toBe(claims.length);
      for (const { id } of await stage.store.posts()) {
        expect(way(await stage.store.view(id)), id).toBe("add approve claim intent outcome publish");
      }
    });

    test("processes that open an empty database at once find one set of tables", { timeout: 60_000 }, async () => {
      const children = ["1", "2", "3", "4"].map((name) => spawnChild("open", stage.ground.emptyLocation, name));
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    });

    test("kills between and during commits lose nothing that was committed", { timeout: 180_000 }, async () => {
      const said: string[] = [];
      for (let round = 0; round < (stage.ground.kills ?? rounds); round += 1) {
        const child = spawnChild("toil", stage.ground.location, `r${round}`);
        await child.said(1);
        child.go();
        await child.said(2 + ((round * 7) % 23));
        child.kill();
        await child.ended;
        said.push(...committed(child));
        stage.ground.inspect();
      }
      expect(said.length).toBeGreaterThan(stage.ground.kills ?? rounds);
      expect(await faultsIn(stage.store)).toEqual([]);
      expect(await missingFrom(stage.store, said)).toEqual([]);
    });
  });
}

function committed(child: Child): readonly string[] {
  return child.lines.filter((line) => line !== "ready");
}

async function faultsIn(store: Store): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { id } of await store.posts()) {
    const view = await store.view(id);
    if (view) faults.push(...faultsOf(view));
  }
  return faults;
}

/** Lines whose commit the database no longer knows. */
async function missingFrom(store: Store, said: readonly string[]): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const line of said) {
    const [id = "", happening = ""] = line.split(" ");
    if (
      !way(await store.view(id))
        .split(" ")
        .includes(happening)
    )
      missing.push(line);
  }
  return missing;
}

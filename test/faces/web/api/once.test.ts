import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Desk } from "../../../../src/desk/desk.ts";
import { forgetRequests } from "../../../../src/desk/once.ts";
import type { Store } from "../../../../src/storage/store.ts";
import { type ApiHouse, layApiHouse, storyText } from "../../../support/api-house.ts";

/** What happens to the process in the middle of a request. */
type Blow = "none" | "before" | "after";
let blow: Blow = "none";
let gate: Promise<void> = Promise.resolve();

/** A store whose decisions on posts can be cut off, as by a process that dies: its request is never given back. */
function cut(store: Store): Store {
  return {
    ...store,
    via: (via) => {
      const own = store.via(via);
      return {
        ...own,
        decide: async (...asked) => {
          await gate;
          if (blow === "before") throw new Error("The lights went out.");
          const done = await own.decide(...asked);
          if (blow === "after") throw new Error("The lights went out.");
          return done;
        },
      };
    },
    requests: { ...store.requests, drop: async (request) => (blow === "none" ? store.requests.drop(request) : undefined) },
  };
}

let house: ApiHouse;
let token: string;
beforeAll(async () => {
  house = await layApiHouse({ wrap: (desk: Desk) => ({ ...desk, store: cut(desk.store) }) });
  token = await house.key("editor");
});
afterAll(() => house.remove());
beforeEach(() => {
  house.clock.pass(61_000);
  blow = "none";
  gate = Promise.resolve();
});

let number = 0;
async function draft(): Promise<string> {
  number += 1;
  const { posts } = (await house.ask("/summaries", { method: "POST", token, json: { markdown: storyText(number) } })).json;
  return posts[0].id;
}

function ask(id: string, name: string, note = "Say where."): ReturnType<ApiHouse["ask"]> {
  return house.ask(`/posts/${id}/ask`, { method: "POST", token, json: { note }, headers: { "Idempotency-Key": name } });
}

async function times(id: string): Promise<number> {
  return ((await house.desk.store.view(id))?.journal ?? []).filter((entry) => entry.kind === "moved" && entry.transition === "ask").length;
}

describe("a request with a name", () => {
  test("is done once, and answered alike", async () => {
    const id = await draft();
    const first = await ask(id, "one");
    const second = await ask(id, "one");
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([200, null]);
    expect([second.status, second.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    expect(second.text).toBe(first.text);
    expect(await times(id)).toBe(1);
  });

  test("is answered alike also where it was refused", async () => {
    const first = await ask("none", "two");
    const second = await ask("none", "two");
    expect([first.status, second.status, second.text === first.text]).toEqual([404, 404, true]);
    expect(second.headers.get("content-type")).toBe("application/problem+json");
  });

  test("is another key's own matter, and refused where anything else is asked under it", async () => {
    const id = await draft();
    await ask(id, "three");
    const other = await ask(id, "three", "Say when.");
    expect([other.status, other.json.problems[0].where]).toEqual([422, "Idempotency-Key"]);
    const elsewhere = { method: "POST", json: { note: "Say where." }, headers: { "Idempotency-Key": "three" } };
    expect((await house.ask(`/posts/${id}/reject`, { ...elsewhere, token })).status).toBe(422);
    expect((await house.ask(`/posts/${id}/ask`, { ...elsewhere, token: await house.key("editor") })).status).toBe(200);
    expect(await times(id)).toBe(2);
  });

  test("waits for the one that is being carried out", async () => {
    const id = await draft();
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const first = ask(id, "four");
    await expect.poll(async () => (await ask(id, "four")).status).toBe(409);
    open();
    expect([(await first).status, (await ask(id, "four")).status, await times(id)]).toEqual([200, 200, 1]);
  });

  test("is done by the next one where a process died before it had changed anything", async () => {
    const id = await draft();
    blow = "before";
    expect((await ask(id, "five")).status).toBe(500);
    blow = "none";
    expect((await ask(id, "five")).status).toBe(409);
    house.clock.pass(5 * 60_000);
    expect([(await ask(id, "five")).status, await times(id)]).toEqual([200, 1]);
  });

  test("is never done again where a process died after it had changed something", async () => {
    const id = await draft();
    blow = "after";
    expect((await ask(id, "six")).status).toBe(500);
    blow = "none";
    house.clock.pass(5 * 60_000);
    const next = await ask(id, "six");
    expect([next.status, next.json.detail]).toEqual([409, expect.stringContaining("cut off after it had changed something")]);
    expect(await times(id)).toBe(1);
  });

  test("changes nothing any more where another has taken its place", async () => {
    const id = await draft();
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const slow = ask(id, "seven");
    await expect.poll(async () => (await ask(id, "seven")).status).toBe(409);
    house.clock.pass(5 * 60_000);
    const shut = gate;
    gate = Promise.resolve();
    expect((await ask(id, "seven")).status).toBe(200);
    open();
    await shut;
    expect([(await slow).status, await times(id)]).toEqual([500, 1]);
  });

  test("is forgotten after a day", async () => {
    const id = await draft();
    await ask(id, "eight");
    house.clock.pass(24 * 3_600_000 + 1);
    await forgetRequests(house.desk);
    expect([(await ask(id, "eight")).headers.get("idempotency-replayed"), await times(id)]).toEqual([null, 2]);
  });

  test("has a name that can be written", async () => {
    const id = await draft();
    expect((await ask(id, "x".repeat(256))).status).toBe(400);
    expect((await ask(id, "naïve")).status).toBe(400);
    expect(await times(id)).toBe(0);
  });
});

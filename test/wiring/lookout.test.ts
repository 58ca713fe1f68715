import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import type { KeptSecret } from "../../src/storage/secrets.ts";
import { type Lookout, openLookout } from "../../src/wiring/lookout.ts";

let folder: string;
let stop: AbortController;
let hangUp: AbortController;
let kept: readonly KeptSecret[];
let looks: number;
/** What happens while it waits for its nth look. */
let events: Readonly<Record<number, () => void>>;
let desk: Desk;
let lookout: Lookout;

const config = () => join(folder, "herald.yaml");
const login = (updatedAt: number, sealed = "…"): KeptSecret => ({
  account: "x",
  keyId: "k",
  updatedAt,
  sealed,
  by: "ayesha",
  expiresAt: null,
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "herald-lookout-"));
  mkdirSync(join(folder, "templates"));
  writeFileSync(config(), "one");
  [stop, hangUp, kept, looks, events] = [new AbortController(), new AbortController(), [], 0, {}];
  const sleep = async () => {
    looks += 1;
    events[looks]?.();
    if (looks > 50) stop.abort();
  };
  const settings = { configFile: config(), templatesDirectory: join(folder, "templates"), house: { brand: {} } };
  desk = { settings, clock: { sleep }, store: { secrets: { list: async () => kept } } } as unknown as Desk;
  lookout = openLookout(desk, folder, { stop: stop.signal, hangUp: () => hangUp.signal });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Past the first sign, which only makes sure that nothing was missed before. */
async function settle(): Promise<void> {
  await lookout.next(desk);
  looks = 0;
}

it("gives a first sign, lest something was changed while Herald began, and then none by itself", async () => {
  expect(await lookout.next(desk)).toMatchObject({ isAsked: false });
  expect(looks).toBe(2);
  expect(await lookout.next(desk)).toBeNull();
});

it("waits until a file has stood still", async () => {
  await settle();
  const half = (text: string) => () => writeFileSync(config(), text);
  events = { 2: half("t"), 3: half("tw"), 4: half("two") };
  expect(await lookout.next(desk)).toMatchObject({ isAsked: false });
  expect(looks).toBe(5);
});

it("notices .env, the house's rules, and a template", async () => {
  await settle();
  for (const name of [".env", "style.yaml"]) {
    writeFileSync(join(folder, name), "new");
    expect((await lookout.next(desk))?.templates, name).toBe(lookout.templates);
  }
  writeFileSync(join(folder, "templates", "part.liquid"), "{{ text }}");
  expect((await lookout.next(desk))?.templates).not.toBe(lookout.templates);
});

it("notices a login that is connected or forgotten, and not one that Herald renewed", async () => {
  await settle();
  kept = [login(1)];
  expect(await lookout.next(desk)).not.toBeNull();
  kept = [login(1, "renewed")];
  looks = 0;
  events = { 9: () => (kept = []) };
  expect(await lookout.next(desk)).not.toBeNull();
  expect(looks).toBe(10);
});

it("reads at once when it is asked to, also where it can't look just then", async () => {
  await settle();
  const fails = { ...desk, store: { secrets: { list: () => Promise.reject(new Error("down")) } } } as unknown as Desk;
  const ask = () => {
    const asked = hangUp;
    hangUp = new AbortController();
    asked.abort();
  };
  events = { 3: ask, 5: () => Object.assign(fails.store.secrets, { list: async () => [] }) };
  expect(await lookout.next(fails)).toMatchObject({ isAsked: true });
  expect(looks).toBe(5);
  [looks, events] = [0, {}];
  expect(await lookout.next(desk)).toBeNull();
});

it("gives the same sign again where it led to nothing", async () => {
  await settle();
  lookout.again();
  expect(await lookout.next(desk)).toMatchObject({ isAsked: false });
});

/** Random posts and troubles, the same for the same seed and number. */
import type { Json } from "../../src/domain/json.ts";
import type { RequestFault, RequestPhase, Rules } from "../../src/sandbox/index.ts";
import { type Cast, type Part, people, type Role, roles } from "./cast.ts";
import { type Case, nameOf } from "./run-all.ts";
import type { Trouble } from "./script.ts";

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Chance = () => number;

function pick<T>(chance: Chance, from: readonly T[]): T {
  const picked = from[Math.floor(chance() * from.length)];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

function between(chance: Chance, least: number, most: number): number {
  return least + Math.floor(chance() * (most - least + 1));
}

/** Answers that say what did not happen come before an effect only; after one they would be lies. */
const faults: readonly RequestFault[] = [
  { before: "cut" },
  { after: "cut" },
  { after: "cut-midway" },
  { before: "hang" },
  { after: "hang" },
  { before: 500 },
  { after: 500 },
  { before: 503 },
  { after: 503 },
  { before: 429 },
  { before: "malformed" },
  { after: "malformed" },
  { before: "empty" },
  { after: "empty" },
  { after: "html" },
  { before: { delayMs: 1400 } },
  { after: { delayMs: 1400 } },
  { after: { dribbleMs: 200 } },
];

/** Refusals for which a person is needed, before any effect. */
const refusals: readonly RequestFault[] = [{ before: 401 }, { before: 402 }, { before: 403 }];

const phases: readonly RequestPhase[] = ["arrived", "effect", "answered"];
const accounts: readonly string[] = [roles.x.account, roles.card.account, roles.carousel.account];

function drawTrouble(chance: Chance): Trouble {
  const spot = { account: pick(chance, accounts), nth: between(chance, 1, 12) };
  const dice = chance();
  if (dice < 0.3) return { kind: "kill", ...spot, phase: pick(chance, phases) };
  if (dice < 0.65) return { kind: "fault", ...spot, fault: { ...pick(chance, faults), times: pick(chance, [1, 1, 1, 2]) } };
  if (dice < 0.7) return { kind: "fault", ...spot, fault: pick(chance, refusals) };
  if (dice < 0.74) return { kind: "end", ...spot, phase: pick(chance, phases) };
  if (dice < 0.82) return { kind: "stop", ...spot, phase: pick(chance, phases), forMs: pick(chance, [300, 1300, 3500, 7000]) };
  const start = between(chance, 1, 2);
  if (dice < 0.95) return { kind: "commit", start, nth: between(chance, 1, 60), side: pick(chance, ["before", "after"] as const) };
  return { kind: "start", start, afterMs: between(chance, 20, 900) };
}

function drawThread(chance: Chance, name: string, usual: Cast): Json {
  const pictures = usual.pictures.slice(0, 1).map(({ plain }) => ({ ...plain }));
  const words = [
    "rainfall & canals",
    "wells—and “tube wells”",
    "see example.org",
    "نہری پانی",
    "https://example.com/a?b=1&c=2",
    "1/3 left… 🌧️",
  ];
  const parts = Array.from({ length: between(chance, 1, 4) }, (_, index) => ({
    text: `${name}, part ${index + 1}: ${pick(chance, words)}`,
    media: index === 0 && chance() < 0.6 ? pictures : [],
  }));
  return { parts };
}

function drawImages(chance: Chance, name: string, usual: Cast): Json {
  const words = pick(chance, ["rainfall", "بارش", "wells & canals"]);
  const images = usual.pictures.slice(0, between(chance, 1, 3)).map(({ plain }) => ({ ...plain }));
  return { caption: `${name}: ${words} #Climate`, images };
}

function drawParts(chance: Chance, usual: Cast): readonly Part[] {
  const several = (role: Role, most: number, content: (name: string) => Json): readonly Part[] =>
    Array.from({ length: between(chance, 1, most) }, (_, index) => {
      const id = `${role.account}-${index + 1}`;
      return { id, role, content: content(`Report ${id}`) };
    });
  return [
    ...several(roles.x, 2, (name) => drawThread(chance, name, usual)),
    ...several(roles.card, 2, (name) => drawImages(chance, name, usual)),
    ...several(roles.carousel, 1, (name) => drawImages(chance, name, usual)),
    ...several(roles.youtube, 1, (name) => ({ text: name, images: [] })),
  ];
}

function drawRules(chance: Chance): Partial<Rules> {
  return {
    duplicateProof: chance() < 0.3,
    readyAfterPolls: pick(chance, [0, 1, 2]),
    // Less than the time that a doubt is let settle.
    timelineLagMs: pick(chance, [0, 0, 400]),
  };
}

function isRefusal(trouble: Trouble): boolean {
  return trouble.kind === "fault" && "before" in trouble.fault && [401, 402, 403].includes(Number(trouble.fault.before));
}

/** Case `number` of a seed: random posts, two or three troubles, sometimes with a second worker beside. */
export function drawCase(seed: number, number: number, usual: Cast): Case {
  const chance = chanceFrom(Math.imul(seed, 1_000_003) + number);
  const cast: Cast = { people, roles: Object.values(roles), parts: drawParts(chance, usual), pictures: usual.pictures };
  const troubles = Array.from({ length: between(chance, 2, 3) }, () => drawTrouble(chance));
  const rules = drawRules(chance);
  const companion = chance() < 0.25;
  const refused = troubles.some(isRefusal);
  const name = `case ${number}: ${nameOf(troubles)}${companion ? " beside a second worker" : ""}`;
  return { name, cast, troubles, rules, companion, lenient: { mayHold: refused, mayFail: refused } };
}

/**
 * An editor's words and a post composed anew, brought together: pure, and alike for every platform, since a content is JSON.
 * What the editor changed stays, what Herald changed since comes in, and where both changed one thing the editor's stands.
 */
import type { Json } from "../domain/json.ts";
import { digestOf } from "./digest.ts";
import { alikeInWords } from "./keep-edits/align.ts";
import { mergeLists } from "./keep-edits/merge-lists.ts";
import { mergeText } from "./keep-edits/merge-text.ts";

export interface KeptEdits {
  readonly content: Json;
  /** Newly composed words that gave way to the editor's, for people. */
  readonly lost: readonly string[];
}

type Fields = { readonly [key: string]: Json };

/**
 * @param before as Herald composed it when the editor began @param edited as the editor left it
 * @param now as Herald composes it today
 */
export function keepEdits(before: Json, edited: Json, now: Json): KeptEdits {
  const lost: string[] = [];
  return { content: merge(before, edited, now, (words) => lost.push(words)), lost };
}

type Lose = (words: string) => void;

function merge(before: Json, edited: Json, now: Json, lose: Lose): Json {
  if (same(edited, before)) return now;
  if (same(now, before) || same(edited, now)) return edited;
  if (typeof before === "string" && typeof edited === "string" && typeof now === "string") return mergeText(before, edited, now, lose);
  if (isList(before) && isList(edited) && isList(now)) return mergeLists(before, edited, now, kindOf(lose));
  if (isFields(before) && isFields(edited) && isFields(now)) return mergeFields(before, edited, now, lose);
  lose(wordsIn(now));
  return edited;
}

function kindOf(lose: Lose) {
  return {
    likeness,
    same,
    merge: (before: Json, edited: Json, now: Json) => merge(before, edited, now, lose),
    lose: (things: readonly Json[]) => {
      for (const thing of things) lose(wordsIn(thing));
    },
  };
}

/** A picture is one thing but for its words: its bytes, kind and size come from one side. */
const pictureKeys = ["digest", "mime", "width", "height"];

function mergeFields(before: Fields, edited: Fields, now: Fields, lose: Lose): Json {
  const together = "digest" in edited ? pictureKeys : [];
  const pick = (fields: Fields): Fields =>
    Object.fromEntries(together.flatMap((key) => (key in fields ? [[key, fields[key] ?? null]] : [])));
  const whole = same(pick(edited), pick(before)) ? pick(now) : pick(edited);
  const keys = [...new Set([...Object.keys(edited), ...Object.keys(now)])].filter((key) => !together.includes(key));
  const others = keys.flatMap((key) => {
    const value = mergeField(before[key], edited[key], now[key], lose);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...whole, ...Object.fromEntries(others) };
}

function mergeField(before: Json | undefined, edited: Json | undefined, now: Json | undefined, lose: Lose): Json | undefined {
  if (before !== undefined && edited !== undefined && now !== undefined) return merge(before, edited, now, lose);
  if (edited === undefined) return before === undefined ? now : undefined;
  return before !== undefined && same(edited, before) ? now : edited;
}

/** By their words; a picture also by its bytes. */
function likeness(one: Json, other: Json): number {
  if (same(one, other)) return 1;
  if (isFields(one) && isFields(other) && "digest" in one && one.digest === other.digest) return 1;
  return alikeInWords(wordsIn(one), wordsIn(other));
}

/** All that is said in it. */
function wordsIn(json: Json): string {
  if (typeof json === "string") return json;
  if (typeof json !== "object" || json === null) return "";
  const inside = isList(json) ? json : Object.entries(json).flatMap(([key, value]) => (pictureKeys.includes(key) ? [] : [value]));
  return inside
    .map(wordsIn)
    .filter((words) => words !== "")
    .join("\n");
}

function same(one: Json, other: Json): boolean {
  return one === other || digestOf(one) === digestOf(other);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function isFields(json: Json): json is Fields {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

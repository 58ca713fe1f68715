import type { Language } from "./summary.ts";

/** The outlet, as cards and follow lines show it. */
export interface Brand {
  readonly name: string;
  /** With the leading `@`; absent: the outlet isn't there, and no follow line invites to it. */
  readonly handles: { readonly x?: string; readonly instagram?: string; readonly youtube?: string };
  /** Path of an SVG or PNG file. */
  readonly logo?: string;
  /** `light` sets the cards dark on light, `dark` light on dark, in the same colours; absent: as `colours` says. */
  readonly theme?: "dark" | "light";
  readonly colours: { readonly background: string; readonly text: string; readonly accent: string; readonly muted: string };
  readonly fonts: { readonly headline: string; readonly body: string; readonly urdu: string };
}

/** What is said in each language: the follow lines, with `{places}` for the other platforms' names. */
export interface Phrases {
  readonly follow: readonly string[];
  /** What each platform is called in a follow line, for example `{ x: "X", instagram: "Instagram", "youtube-community": "YouTube" }`. */
  readonly places: { readonly x: string; readonly instagram: string; readonly "youtube-community": string };
  /** Joins the last two places: ` and `, ` اور `. */
  readonly and: string;
  /** Joins the others: `, `, `، `. */
  readonly comma: string;
  /** Invites on a carousel's last card, above the handles: `Follow Republic Policy`. Absent: the outlet's name stands there. */
  readonly closing?: string;
  /** Heads an opinion: `Opinion`, `رائے`. */
  readonly opinion: string;
}

/** Hashtags by tag (lower case), for example `{ "european union": "EuropeanUnion" }`. */
export type HashtagMap = Readonly<Record<string, string>>;

/** Everything of the house that composing reads. */
export interface House {
  readonly brand: Brand;
  readonly phrases: Readonly<Record<Language, Phrases>>;
  readonly hashtags: HashtagMap;
}

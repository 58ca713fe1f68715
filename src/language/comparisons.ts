import { stem } from "./stems.ts";
import type { Token } from "./tokens.ts";

/** Pairs of opposites; a text that takes the other side says the contrary. */
const pairs: readonly (readonly [string, string])[] = [
  [
    "rise increase grow climb jump surge gain raise up upward upwards higher soar expand widen improve اضافہ بڑھ بڑھا بڑھی بڑھے بڑھانا بڑھتا بلند زائد",
    "fall decrease decline drop shrink lower down downward downwards plunge slump cut reduce narrow contract worsen slow slip slide کمی کم گھٹ گھٹا گھٹی گر گرا گری گرے پست",
  ],
  ["more over above exceed highest زیادہ زائد", "less fewer under below lowest کم"],
  ["before پہلے", "after بعد"],
  ["expensive dearer مہنگا", "cheaper cheap سستا"],
  [
    "support back welcome approve accept endorse favour adopt حمایت منظور منظوری قبول",
    "oppose reject refuse criticize dismiss condemn block مخالفت مسترد",
  ],
  ["win victory gain earn جیت", "lose defeat ہار"],
  ["strengthen", "weaken"],
  ["widest wide", "narrowest narrow"],
  ["accelerate quicken", "slow"],
  ["succeed", "fail"],
  ["export برآمد برآمدات", "import درآمد درآمدات"],
  ["surplus profit منافع", "deficit loss خسارہ نقصان"],
  ["majority اکثریت", "minority اقلیت"],
  ["maximum longest largest biggest", "minimum shortest smallest"],
  ["first پہلا", "last آخری"],
  ["allow permit legalize اجازت", "ban prohibit forbid outlaw پابندی"],
  ["earlier", "later"],
  ["open start begin launch شروع آغاز", "close end stop بند ختم"],
  ["hire recruit", "fire dismiss sack"],
  ["lend", "borrow"],
  ["buy", "sell"],
  ["urban شہری", "rural دیہی"],
  ["north northern شمالی", "south southern جنوبی"],
  ["east eastern مشرقی", "west western مغربی"],
];

/** Which side of which pairs a word takes: `3+`, `3-`. */
const sides: ReadonlyMap<string, readonly string[]> = (() => {
  const all = new Map<string, string[]>();
  for (const [place, pair] of pairs.entries()) {
    for (const [side, words] of pair.entries()) {
      for (const word of words.split(" ")) {
        for (const key of new Set([word, stem(word, /[a-z]/.test(word) ? "en" : "ur")])) {
          all.set(key, [...(all.get(key) ?? []), `${place}${side === 0 ? "+" : "-"}`]);
        }
      }
    }
  }
  return all;
})();

/** The sides a word takes; empty for most. */
export function sidesOf(tokens: readonly Token[], at: number): readonly string[] {
  const token = tokens[at];
  if (!token) return [];
  if (tokens[at - 1]?.plain === "at" && /^(?:least|most)$/.test(token.plain)) return [token.plain === "least" ? "1+" : "1-"];
  // "no more than" is a limit from above.
  if (/^(?:more|less|fewer)$/.test(token.plain) && /^(?:no|not)$/.test(tokens[at - 1]?.plain ?? ""))
    return [token.plain === "more" ? "1-" : "1+"];
  return sides.get(token.plain) ?? sides.get(token.key) ?? [];
}

/** True when one of the sides is the contrary of one of the others, and none is the same. */
export function contradict(one: readonly string[], other: readonly string[]): boolean {
  const contrary = (side: string) => side.replace(/[+-]$/, (sign) => (sign === "+" ? "-" : "+"));
  return !one.some((side) => other.includes(side)) && one.some((side) => other.includes(contrary(side)));
}

/** `from 22 to 11`, `22 سے کم ہو کر 11`: two numbers and the way between them, as token places. */
export interface Change {
  readonly from: number;
  readonly to: number;
}

/** Every change from one number to another that a sentence tells. */
export function changesIn(tokens: readonly Token[]): readonly Change[] {
  const figures = tokens.flatMap(({ kind }, at) => (kind === "figure" ? [at] : []));
  return figures.flatMap((first, place): Change[] => {
    const second = figures[place + 1];
    if (second === undefined) return [];
    const between = tokens.slice(first + 1, second);
    if (between.length > 12 || between.some(({ kind }) => kind === "stop")) return [];
    const lead = tokens.slice(Math.max(0, first - 3), first).map(({ plain }) => plain);
    const way = between.map(({ plain }) => plain);
    if (lead.includes("from") && way.includes("to")) return [{ from: first, to: second }];
    if (way.includes("from")) return [{ from: second, to: first }];
    if (way[0] === "سے" && way.some((word) => /^(?:کر|ہو|بڑھ|کم|گھٹ|تک)$/u.test(word))) return [{ from: first, to: second }];
    return [];
  });
}

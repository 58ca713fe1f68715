/** Which posts of an account did well, as far as so few can tell. Pure. */
import type { Mark, Outcomes, Tally, Traits } from "../../domain/result.ts";
import { isOnTime } from "./marks.ts";
import { fewest, type Spread, spreadOf } from "./numbers.ts";

/** What posts may be compared by. */
export const aspects = ["kind", "card", "theme", "photo", "slot", "time", "weekday", "words", "account"] as const;
export type Aspect = (typeof aspects)[number];

/** What is counted of them. `answers`: replies or comments. `shares`: reposts and quotes. */
export const measures = ["likes", "answers", "shares", "views"] as const;
export type Measure = (typeof measures)[number];

/** Posts of one account that have something in common. */
export interface Group {
  /** `thread`, `mon 09:00`. */
  readonly name: string;
  /** Posts with a count at this mark, taken in time. */
  readonly posts: number;
  readonly measured: Readonly<Record<Measure, Spread>>;
  /**
   * Beside all of the account's posts, by the measure asked for: `above` or `below` where the whole middle half of the group lies on one
   * side of their median; `few` where there are too few posts to say.
   */
  readonly verdict: "above" | "usual" | "below" | "few";
}

export interface Comparison {
  readonly account: string;
  readonly mark: Mark;
  readonly aspect: Aspect;
  readonly measure: Measure;
  /** All of the account's posts at this mark. */
  readonly all: Omit<Group, "verdict">;
  /** Those with enough posts first, the best first; then the others by name. */
  readonly groups: readonly Group[];
  /** Posts whose count was taken too late to stand beside others. */
  readonly late: number;
}

const names: Readonly<Record<Exclude<Aspect, "account">, (traits: Traits) => string>> = {
  kind: ({ kind }) => (kind === "single" ? "single post" : kind),
  card: ({ card }) => card ?? "no picture",
  theme: ({ theme }) => theme ?? "no card",
  photo: ({ card, photo }) => (card === null ? "no picture" : photo ? "photograph" : "card without a photograph"),
  slot: ({ slot, weekday }) => (slot === null ? "outside the slots" : `${weekday} ${slot}`),
  time: ({ slot }) => slot ?? "outside the slots",
  weekday: ({ weekday }) => weekday,
  words: ({ words }) => ({ herald: "Herald", model: "a model", editor: "an editor" })[words],
};

function nameOf({ account, traits }: Outcomes, aspect: Aspect): string {
  return aspect === "account" ? account : names[aspect](traits);
}

/** A sum of what is given; null where nothing is. */
function together(...counts: readonly (number | null)[]): number | null {
  const given = counts.filter((count) => count !== null);
  return given.length === 0 ? null : given.reduce((sum, count) => sum + count, 0);
}

/** What a count says of one measure; null: the platform doesn't tell. */
export function measured(tally: Tally, measure: Measure): number | null {
  if (measure === "answers") return together(tally.replies, tally.comments);
  return measure === "shares" ? together(tally.reposts, tally.quotes) : tally[measure];
}

interface Counted {
  readonly post: Outcomes;
  readonly tally: Tally;
}

function summed(counted: readonly Counted[], name: string): Omit<Group, "verdict"> {
  const spread = (measure: Measure) => spreadOf(counted.flatMap(({ tally }) => measured(tally, measure) ?? []));
  const spreads = { likes: spread("likes"), answers: spread("answers"), shares: spread("shares"), views: spread("views") };
  return { name, posts: counted.length, measured: spreads };
}

function verdictOn(own: Spread, all: Spread): Group["verdict"] {
  if (own.n < fewest || own.middle === null || all.median === null) return "few";
  if (own.middle[0] > all.median) return "above";
  return own.middle[1] < all.median ? "below" : "usual";
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** By the week where names begin with its days, else by the alphabet. */
function byName(a: string, b: string): number {
  const [one, other] = [days.indexOf(a.slice(0, 3)), days.indexOf(b.slice(0, 3))];
  return one === other ? a.localeCompare(b, "en") : one - other;
}

/** Nothing is ranked of which there are too few. */
function ordered(groups: readonly Group[], measure: Measure): readonly Group[] {
  const worth = ({ measured, verdict }: Group) => (verdict === "few" ? -1 : (measured[measure].median ?? -1));
  return groups.toSorted((a, b) => worth(b) - worth(a) || byName(a.name, b.name));
}

/** What is asked of a comparison. */
export interface Question {
  readonly mark: Mark;
  readonly aspect: Aspect;
  readonly measure: Measure;
}

/** @param posts of one account */
function compareOne(account: string, posts: readonly Outcomes[], { mark, aspect, measure }: Question): Comparison {
  const taken = posts.flatMap((post) => {
    const count = post.counts.find((each) => each.mark === mark && each.fate === "counted");
    return count?.tally ? [{ post, tally: count.tally, onTime: isOnTime(count, post.outAt) }] : [];
  });
  const counted = taken.filter(({ onTime }) => onTime);
  const all = summed(counted, "all");
  const groups = [...Map.groupBy(counted, ({ post }) => nameOf(post, aspect))].map(([name, some]) => {
    const group = summed(some, name);
    return { ...group, verdict: verdictOn(group.measured[measure], all.measured[measure]) };
  });
  return { account, mark, aspect, measure, all, groups: ordered(groups, measure), late: taken.length - counted.length };
}

/** A comparison for each account: platforms count differently, and accounts have different readers. */
export function compare(posts: readonly Outcomes[], question: Question): readonly Comparison[] {
  const own = Map.groupBy(
    posts.filter(({ traits }) => traits.kind !== "edit"),
    ({ account }) => account,
  );
  return [...own].toSorted(([a], [b]) => a.localeCompare(b, "en")).map(([account, some]) => compareOne(account, some, question));
}

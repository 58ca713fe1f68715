/** Results as a terminal shows them. */
import type { PostResult } from "../../desk/results.ts";
import type { ReadingCost } from "../../desk/results-cost.ts";
import { verdicts } from "../../desk/results-table.ts";
import type { Count, Outcomes, Tally } from "../../domain/result.ts";
import { type Comparison, type Group, isOnTime, markNames, measures, type Spread, sayAge } from "../../pipeline/results.ts";
import { sayClock } from "./time.ts";

const told = ["likes", "reposts", "quotes", "replies", "comments", "views"] as const satisfies readonly (keyof Tally)[];

function sayTally(tally: Tally): string {
  return told.flatMap((name) => (tally[name] === null ? [] : [`${name} ${tally[name]}`])).join(", ");
}

export function sayCount({ mark, fate, at, tally, note, by }: Count, outcomes: Outcomes): string {
  const name = markNames[mark].padStart(5);
  if (fate !== "counted" || at === null || !tally)
    return `${name}  ${fate === "waiting" ? "not yet" : fate}${note === null ? "" : `: ${note}`}`;
  const age = isOnTime({ mark, at }, outcomes.outAt) ? "" : ` (taken late, after ${sayAge(at - outcomes.outAt)})`;
  return `${name}  ${sayTally(tally)}${age}${by === null ? "" : ` (typed by ${by})`}${note === null ? "" : `  ${note}`}`;
}

export function sayPost(post: PostResult): string {
  const { traits, outAt, zone } = post;
  const head = `${sayClock(outAt, zone)}  ${post.post}  ${post.account}  ${traits.kind}  ${post.url ?? ""}`.trimEnd();
  return [head, `    ${post.words}`, ...post.counts.map((count) => `  ${sayCount(count, post)}`)].join("\n");
}

export function sayCost({ account, isOn, month, spentUsd, mostUsd, eachUsd }: ReadingCost): string {
  const spent = `$${spentUsd.toFixed(3)} of $${mostUsd.toFixed(2)} spent on it in ${month}`;
  return isOn
    ? `${account}: counting a post costs up to $${eachUsd}; ${spent}.`
    : `${account}: not counted, because each post would cost $${eachUsd}; \`results: { read: true, usdPerMonth: 2 }\` under the account turns it on.`;
}

function saySpread({ n, median, middle }: Spread): string {
  if (median === null) return "–";
  return `${median}${middle ? ` (${middle[0]}–${middle[1]})` : ""}${n === 0 ? "" : ` of ${n}`}`;
}

function sayGroup({ name, posts, measured }: Omit<Group, "verdict">, verdict: string): string {
  const counts = measures.map((each) => `${each} ${saySpread(measured[each])}`);
  return `  ${name.padEnd(26)} ${String(posts).padStart(4)} posts  ${counts.join("  ")}  ${verdict}`.trimEnd();
}

export function sayComparison({ account, mark, aspect, measure, all, groups, late }: Comparison): string {
  const head = `${account}, ${markNames[mark]} after, by ${aspect}: medians (the middle half), judged by ${measure}`;
  const left = late === 0 ? [] : [`  ${late} ${late === 1 ? "post was" : "posts were"} counted too late to stand beside others.`];
  return [head, sayGroup(all, ""), ...groups.map((group) => sayGroup(group, verdicts[group.verdict])), ...left].join("\n");
}

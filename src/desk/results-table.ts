/** Results as tables for a spreadsheet. */
import type { Mark, Outcomes, Tally } from "../domain/result.ts";
import { marks } from "../domain/result.ts";
import type { TableKind } from "../edge/tables/table.ts";
import { writeTable } from "../edge/tables/write-table.ts";
import { type Comparison, fewest, type Group, markNames, measures, sayAge } from "../pipeline/results.ts";

const counts = ["likes", "reposts", "quotes", "replies", "comments", "views"] as const satisfies readonly (keyof Tally)[];
const traits = ["kind", "card", "theme", "photograph", "words", "slot"] as const;

/** Columns that counts add to a table of posts, in order. */
export const countColumns: readonly string[] = [
  ...traits,
  ...marks.flatMap((mark) => [...counts.map((each) => `${each} ${markNames[mark]}`), `age ${markNames[mark]}`, `note ${markNames[mark]}`]),
];

function cellsOf(outcomes: Outcomes, mark: Mark): readonly (readonly [string, string])[] {
  const name = markNames[mark];
  const count = outcomes.counts.find((each) => each.mark === mark);
  const { tally = null, at = null, note = null, by = null, fate } = count ?? {};
  const said = note ?? (by === null ? "" : `typed by ${by}`);
  return [
    ...counts.map((each) => [`${each} ${name}`, String(tally?.[each] ?? "")] as const),
    [`age ${name}`, at === null ? "" : sayAge(at - outcomes.outAt)],
    [`note ${name}`, fate === undefined || fate === "counted" || fate === "waiting" ? said : `${fate}: ${said}`],
  ];
}

/** A post's cells in those columns; all empty where it isn't counted. */
export function countCells(outcomes: Outcomes | undefined): Readonly<Record<string, string>> {
  if (!outcomes) return {};
  const { kind, card, theme, photo, words, slot, weekday } = outcomes.traits;
  const was = {
    kind,
    card: card ?? "",
    theme: theme ?? "",
    photograph: photo ? "yes" : "no",
    words,
    slot: slot ? `${weekday} ${slot}` : "",
  };
  return { ...was, ...Object.fromEntries(marks.flatMap((mark) => cellsOf(outcomes, mark))) };
}

/** What a verdict says, in words that promise no more. */
export const verdicts: Readonly<Record<Group["verdict"], string>> = {
  above: "better than usual",
  usual: "as usual",
  below: "less than usual",
  few: `too few to say (under ${fewest})`,
};

const heading = [
  "account",
  "after",
  "by",
  "group",
  "posts",
  ...measures.flatMap((each) => [`${each} median`, `${each} from`, `${each} to`, `${each} n`]),
];

function groupCells({ measured }: Pick<Group, "measured">): readonly string[] {
  return measures.flatMap((each) => {
    const { n, median, middle } = measured[each];
    return [median, middle?.[0] ?? null, middle?.[1] ?? null, n].map((cell) => (cell === null ? "" : String(cell)));
  });
}

/** The comparison as a table, all posts of an account first; its first row names the columns. */
export function comparisonRows(comparisons: readonly Comparison[]): readonly (readonly string[])[] {
  const rows = comparisons.flatMap(({ account, mark, aspect, measure, all, groups }) => {
    const start = [account, markNames[mark], aspect];
    return [
      [...start, "all", String(all.posts), ...groupCells(all), ""],
      ...groups.map((group) => [
        ...start,
        group.name,
        String(group.posts),
        ...groupCells(group),
        `${verdicts[group.verdict]} by ${measure}`,
      ]),
    ];
  });
  return [[...heading, "verdict"], ...rows];
}

export function comparisonFile(comparisons: readonly Comparison[], as: TableKind): Promise<Uint8Array> {
  return writeTable(as, { sheet: "comparison", rows: comparisonRows(comparisons) });
}

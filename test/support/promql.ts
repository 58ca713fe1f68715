import { parser } from "@prometheus-io/lezer-promql";

/** What one expression asks of one metric. */
export interface Asked {
  readonly metric: string;
  /** Labels that are matched, with the value where it is matched exactly. */
  readonly matched: readonly { readonly label: string; readonly op: string; readonly value: string }[];
}

export interface Read {
  readonly asked: readonly Asked[];
  /** Labels that results are grouped or joined by. */
  readonly grouped: readonly string[];
  /** Places that are no PromQL. */
  readonly errors: readonly string[];
}

/** Reads an expression as Prometheus does. */
export function readPromql(expression: string): Read {
  const asked: { metric: string; matched: { label: string; op: string; value: string }[] }[] = [];
  const grouped: string[] = [];
  const errors: string[] = [];
  const text = (node: { readonly from: number; readonly to: number }) => expression.slice(node.from, node.to);
  parser.parse(expression).iterate({
    enter: (node) => {
      if (node.type.isError) errors.push(`${expression.slice(0, node.from)}⟨here⟩${expression.slice(node.from)}`);
      if (node.name === "Identifier" && node.node.parent?.name === "VectorSelector") asked.push({ metric: text(node), matched: [] });
      if (node.name === "LabelName" && node.node.parent?.name === "GroupingLabels") grouped.push(text(node));
      if (node.name !== "UnquotedLabelMatcher") return;
      const child = (name: string) => node.node.getChild(name);
      const [label, op, value] = [child("LabelName"), child("MatchOp"), child("StringLiteral")];
      if (label && op && value) asked.at(-1)?.matched.push({ label: text(label), op: text(op), value: text(value).slice(1, -1) });
    },
  });
  return { asked, grouped, errors };
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of a page in Prometheus's text format. */
export function samplesOf(page: string): readonly Sample[] {
  const lines = page.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [, name = "", labels = "", value = ""] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === "") throw new Error(`No sample: ${line}`);
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = "", held = ""]) => [label, held] as const);
    return { name, labels: Object.fromEntries(pairs), value: Number(value) };
  });
}

/** The metrics that a page declares. */
export function declaredOn(page: string): readonly string[] {
  return [...page.matchAll(/^# TYPE (\S+) \S+$/gm)].map(([, name = ""]) => name);
}

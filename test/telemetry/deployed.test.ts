import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { declaredOn, readPromql, type Sample, samplesOf } from "../support/promql.ts";
import { budgeted, eventfulMorning, openWatchedPlay } from "../support/watched-play.ts";

const folder = join(import.meta.dirname, "../../config/deploy");

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly legendFormat: string }[];
}

const alerts = parse(readFileSync(join(folder, "alerts.yml"), "utf8")) as { groups: { name: string; rules: Rule[] }[] };
const rules = alerts.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readFileSync(join(folder, "grafana-dashboard.json"), "utf8")) as {
  panels: Panel[];
  templating: { list: { name: string; definition?: string }[] };
};
const panels = dashboard.panels.filter(({ type }) => type !== "row");

/** As Grafana fills it in before Prometheus reads it. */
const filled = (expr: string) => expr.replaceAll("$__rate_interval", "5m").replaceAll("$job", "herald");
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, filled(expr)] as const)),
];

/** Labels that Prometheus puts on whatever it reads from a target. */
const ofTargets = ["job", "instance"];

let page = "";
let samples: readonly Sample[] = [];
beforeAll(async () => {
  // With Node's own figures, as the real program has them.
  const play = await openWatchedPlay([budgeted("x"), budgeted("instagram"), budgeted("youtube-community")], { process: true });
  await eventfulMorning(play);
  page = (await play.telemetry.page()).text;
  samples = samplesOf(page);
  await play.close();
});
afterAll(() => {
  page = "";
});

const samplesNamed = (metric: string) => samples.filter(({ name }) => name === metric);

/** True for a matcher that some printed sample meets; `.*` and what excludes are met by anything that has the label. */
function isMet(metric: string, { label, op, value }: { readonly label: string; readonly op: string; readonly value: string }): boolean {
  const held = samplesNamed(metric).flatMap(({ labels }) => labels[label] ?? []);
  if (op === "=") return held.includes(value);
  if (op === "=~") return value.split("|").every((one) => held.some((each) => new RegExp(`^(?:${one})$`).test(each)));
  return held.includes(value) || held.length > 0;
}

describe("the dashboard and the alerts", () => {
  it.each(expressions)("%s is PromQL: %s", (_of, expr) => {
    expect(readPromql(expr).errors).toEqual([]);
    expect(readPromql(expr).asked.length).toBeGreaterThan(0);
  });

  it.each(expressions)("%s asks only for metrics, labels and values that Herald prints: %s", (_of, expr) => {
    const { asked, grouped } = readPromql(expr);
    for (const { metric, matched } of asked) {
      expect(samplesNamed(metric), `${metric} is not printed`).not.toEqual([]);
      for (const one of matched.filter(({ label }) => !ofTargets.includes(label)))
        expect(isMet(metric, one), `${metric} has no ${one.label}${one.op}"${one.value}"`).toBe(true);
    }
    const known = new Set([
      ...ofTargets,
      ...asked.flatMap(({ metric }) => samplesNamed(metric).flatMap(({ labels }) => Object.keys(labels))),
    ]);
    expect(grouped.filter((label) => !known.has(label))).toEqual([]);
  });

  it("would notice a metric, a label and a value that are not printed, and what is no PromQL", () => {
    expect(samplesNamed("herald_posts_late")).toEqual([]);
    expect(isMet("herald_posts", { label: "state", op: "=", value: "hold" })).toBe(false);
    expect(isMet("herald_posts", { label: "standing", op: "=", value: "held" })).toBe(false);
    expect(isMet("herald_posts", { label: "state", op: "=~", value: "held|lost" })).toBe(false);
    expect(readPromql("sum by (state) herald_posts{").errors).not.toEqual([]);
    expect(readPromql('max by (state) (herald_posts{state="held"}) > 0')).toMatchObject({
      asked: [{ metric: "herald_posts", matched: [{ label: "state", op: "=", value: "held" }] }],
      grouped: ["state"],
    });
  });

  it("leave no figure of Herald's own unused, and none is declared that is never printed", () => {
    const own = declaredOn(page).filter((name) => name.startsWith("herald_"));
    expect(own.length).toBeGreaterThan(25);
    const printed = (metric: string) => samples.some(({ name }) => name === metric || name === `${metric}_bucket`);
    expect(own.filter((metric) => !printed(metric))).toEqual([]);
    const asked = new Set(expressions.flatMap(([, expr]) => readPromql(expr).asked.map(({ metric }) => metric)));
    const isAsked = (metric: string) => ["", "_bucket", "_sum", "_count"].some((end) => asked.has(`${metric}${end}`));
    expect(own.filter((metric) => !isAsked(metric))).toEqual([]);
  });
});

describe("each alert", () => {
  it("has a name of its own, a severity, and a sentence that says what to do", () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, labels, annotations } of rules) {
      expect(["critical", "warning", "info"], alert).toContain(labels.severity);
      expect(annotations.summary.trim(), alert).not.toBe("");
      expect(annotations.description.trim(), alert).toMatch(/^[A-Z`].{40,}\.$/s);
    }
  });

  it("names in its sentences only labels that its expression leaves", () => {
    for (const { alert, expr, annotations } of rules) {
      const named = [...`${annotations.summary} ${annotations.description}`.matchAll(/\$labels\.(\w+)/g)].map(([, label = ""]) => label);
      const left = readPromql(expr).grouped;
      expect(
        named.filter((label) => !left.includes(label)),
        alert,
      ).toEqual([]);
    }
  });
});

describe("the dashboard", () => {
  it("says of each panel what it shows, and puts none upon another", () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const taken = new Set<string>();
    for (const { title, gridPos, description } of panels) {
      expect(description ?? "", title).toMatch(/\.$/);
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x}/${y}`), title).toBe(false);
          taken.add(`${x}/${y}`);
        }
      }
    }
  });

  it("names in its legends only labels that its expressions leave", () => {
    for (const { title, targets = [] } of panels) {
      for (const { expr, legendFormat } of targets) {
        const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label);
        const { grouped, asked } = readPromql(filled(expr));
        const left = grouped.length > 0 ? grouped : [...ofTargets, ...asked.flatMap(({ matched }) => matched.map(({ label }) => label))];
        expect(
          named.filter((label) => !left.includes(label)),
          title,
        ).toEqual([]);
      }
    }
  });

  it("finds every Herald by a metric that is printed", () => {
    const definition = dashboard.templating.list.find(({ name }) => name === "job")?.definition ?? "";
    expect(samplesNamed(/^label_values\((\w+), job\)$/.exec(definition)?.[1] ?? "")).not.toEqual([]);
  });
});

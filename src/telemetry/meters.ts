/** What this process counts of its own work, as Prometheus has it: https://prometheus.io/docs/instrumenting/exposition_formats/ */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { PlatformId } from "../domain/account.ts";

/** What this Herald is. */
export interface Build {
  readonly version: string;
  readonly mode: "live" | "sandbox";
}

export interface MeterParts {
  readonly platforms: readonly PlatformId[];
  readonly build: Build;
  /** Whether Node's own figures are gathered: memory, processor, event loop. */
  readonly process: boolean;
}

export type Meters = ReturnType<typeof openMeters>;

export const outcomes = ["done", "later", "refused", "denied", "doubt", "restart"] as const;
export const verdicts = ["took", "absent", "unknown", "later"] as const;
export const ends = ["published", "handed-off", "held", "failed", "missed"] as const;
export type End = (typeof ends)[number];
export const moments = ["begun", "out"] as const;

const lateBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600, 10_800];
const stepBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const handlingBuckets = [0.1, 0.5, 1, 2.5, 5, 15, 60, 300, 900];

/** The process's own metrics on a registry of their own. Those whose labels are known begin at 0, so that a first failure is a rise. */
export function openMeters({ platforms, build, process: isWhole }: MeterParts) {
  const registry = new Registry();
  if (isWhole) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
  const meters = { registry, ...countersOn(registry), ...histogramsOn(registry) };
  const info = new Gauge({
    name: "herald_build_info",
    help: "Always 1; its labels say what runs here.",
    labelNames: ["version", "node", "mode"],
    registers: [registry],
  });
  info.set({ version: build.version, node: process.version, mode: build.mode }, 1);
  for (const platform of platforms) {
    for (const outcome of outcomes) meters.outcomes.inc({ platform, outcome }, 0);
    for (const verdict of verdicts) meters.verdicts.inc({ platform, verdict }, 0);
    for (const end of ends) meters.ended.inc({ platform, end }, 0);
    for (const moment of moments) meters.lateSeconds.zero({ platform, moment });
  }
  return meters;
}

function countersOn(registry: Registry) {
  return { ...looksOn(registry), ...stepCountersOn(registry), ...postCountersOn(registry) };
}

function looksOn(registry: Registry) {
  const registers = [registry];
  return {
    looks: new Counter({ name: "herald_worker_looks_total", help: "How often this process looked at the queue.", registers }),
    lastLook: new Gauge({
      name: "herald_worker_last_look_timestamp_seconds",
      help: "When this process last looked at the queue; 0 where it never did.",
      registers,
    }),
  };
}

function stepCountersOn(registry: Registry) {
  const registers = [registry];
  return {
    outcomes: new Counter({
      name: "herald_step_outcomes_total",
      help: "What became of steps that this process sent.",
      labelNames: ["platform", "outcome"],
      registers,
    }),
    verdicts: new Counter({
      name: "herald_step_verdicts_total",
      help: "What platforms answered where it was in doubt whether a step took effect.",
      labelNames: ["platform", "verdict"],
      registers,
    }),
  };
}

function postCountersOn(registry: Registry) {
  const registers = [registry];
  return {
    ended: new Counter({
      name: "herald_posts_ended_total",
      help: "Posts that this process brought to an end, or had to leave to a person.",
      labelNames: ["platform", "end"],
      registers,
    }),
    duplicates: new Counter({ name: "herald_duplicates_total", help: "Posts of which a part may stand twice.", registers }),
  };
}

function histogramsOn(registry: Registry) {
  const registers = [registry];
  return {
    stepSeconds: new Histogram({
      name: "herald_step_duration_seconds",
      help: "How long a step took (perform), or the question whether it had taken effect (reconcile).",
      labelNames: ["platform", "step", "act"],
      buckets: stepBuckets,
      registers,
    }),
    lateSeconds: new Histogram({
      name: "herald_post_late_seconds",
      help: "How late the first thing that readers see of a post was begun, and was out.",
      labelNames: ["platform", "moment"],
      buckets: lateBuckets,
      registers,
    }),
    handlingSeconds: new Histogram({
      name: "herald_post_handling_seconds",
      help: "How long this process had a post in hand, each time.",
      labelNames: ["platform"],
      buckets: handlingBuckets,
      registers,
    }),
  };
}

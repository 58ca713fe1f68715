/** Plays many scripts, a few at a time, and adds up what came of them. */
import { type Complaint, judge, type Leniency } from "./judge.ts";
import { play } from "./play.ts";
import type { Ending, Script, Trouble } from "./script.ts";

export interface Outcome {
  readonly name: string;
  /** Kills and faults that the script has. */
  readonly troubles: number;
  readonly complaints: readonly Complaint[];
  readonly starts: number;
  readonly kills: number;
  readonly held: number;
}

/** A script with a name to find it by. */
export interface Case extends Script {
  readonly name: string;
  readonly lenient?: Leniency;
}

/** How many workers live at a time: they mostly wait. */
const atATime = 4;

/** One line for a trouble: `kill x 6 effect`. */
export function sayTrouble(trouble: Trouble): string {
  switch (trouble.kind) {
    case "kill":
      return `kill ${trouble.account} ${trouble.nth} ${trouble.phase}`;
    case "end":
      return `end ${trouble.account} ${trouble.nth} ${trouble.phase}`;
    case "stop":
      return `stop ${trouble.account} ${trouble.nth} ${trouble.phase} for ${trouble.forMs} ms`;
    case "fault":
      return `fault ${trouble.account} ${trouble.nth} ${JSON.stringify(trouble.fault)}`;
    case "commit":
      return `kill worker ${trouble.start} ${trouble.side} commit ${trouble.nth}`;
    case "start":
      return `kill worker ${trouble.start} after ${trouble.afterMs} ms`;
    case "every-commit":
      return "kill at every commit";
  }
}

export function nameOf(troubles: readonly Trouble[]): string {
  return troubles.map(sayTrouble).join(" + ") || "nothing amiss";
}

export function outcomeOf(one: Case, ending: Ending): Outcome {
  const { starts, kills, struck, views } = ending;
  const troubles = one.troubles.filter(({ kind }) => kind !== "every-commit").length + struck.length;
  const complaints = judge(ending, one.lenient);
  const held = views.filter(({ post }) => post.state === "held").length;
  return { name: complaints.length > 0 ? `${one.name}\n${ending.said}` : one.name, troubles, complaints, starts, kills, held };
}

/** In the order of the cases; `tell` hears of each as it ends. */
export async function runAll(cases: readonly Case[], tell: (outcome: Outcome) => void = () => undefined): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...cases.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, one] = next;
      const outcome = outcomeOf(one, await play(one));
      outcomes[index] = outcome;
      tell(outcome);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return outcomes;
}

/** What went wrong, a text a case; empty when nothing did. */
export function faultsOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes
    .filter(({ complaints }) => complaints.length > 0)
    .map(({ name, complaints }) => `${complaints.map(({ kind, what }) => `${kind}: ${what}`).join("\n")}\nin: ${name}`);
}

/** One line for people: `60 kills and faults in 9 runs, 18 workers, 9 of them killed: 0 duplicates, 0 losses, 0 held`. */
export function sumUp(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const of = (...kinds: readonly Complaint["kind"][]) =>
    sum(({ complaints }) => complaints.filter(({ kind }) => kinds.includes(kind)).length);
  const workers = `${sum(({ troubles }) => troubles)} kills and faults in ${outcomes.length} runs, ${sum(({ starts }) => starts)} workers, ${sum(({ kills }) => kills)} of them killed`;
  return `${workers}: ${of("duplicate", "stray")} duplicates, ${of("loss")} losses, ${of("disorder")} out of order, ${sum(({ held }) => held)} held for a person`;
}

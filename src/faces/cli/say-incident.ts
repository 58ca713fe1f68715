import type { OpenIncident } from "../../desk/incidents.ts";
import { sayToDo } from "../../notify/words.ts";
import { sayClock } from "./time.ts";

function sayTelling({ channel, toldAt, tries, problem }: OpenIncident["tellings"][number], zone: string): string {
  if (toldAt !== null) return `told by ${channel} at ${sayClock(Date.parse(toldAt), zone)}`;
  return `not told by ${channel} yet${problem === null ? "" : ` (${problem}; ${tries === 1 ? "1 try" : `${tries} tries`})`}`;
}

/** What happened, what to do, and how far people were told. @param said commands that stand beside the post already @param zone by whose clocks */
export function sayIncident({ at, happened, todo, tellings }: OpenIncident, said: ReadonlySet<string>, zone: string): readonly string[] {
  const left = todo.filter(({ command }) => command === null || !said.has(command));
  const told = tellings.map((telling) => `    (${sayTelling(telling, zone)})`);
  return [`  ${sayClock(Date.parse(at), zone)} ${happened}`, ...left.map((one) => `    ${sayToDo(one)}`), ...told];
}

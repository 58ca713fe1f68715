import type { OpenIncident } from "../../desk/incidents.ts";
import { sayToDo } from "../../notify/words.ts";

function sayTelling({ channel, toldAt, tries, problem }: OpenIncident["tellings"][number]): string {
  if (toldAt !== null) return `told by ${channel} at ${toldAt.slice(0, 16).replace("T", " ")}`;
  return `not told by ${channel} yet${problem === null ? "" : ` (${problem}; ${tries === 1 ? "1 try" : `${tries} tries`})`}`;
}

/** What happened, what to do, and how far people were told. @param said commands that stand beside the post already */
export function sayIncident({ at, happened, todo, tellings }: OpenIncident, said: ReadonlySet<string>): readonly string[] {
  const left = todo.filter(({ command }) => command === null || !said.has(command));
  const told = tellings.map((telling) => `    (${sayTelling(telling)})`);
  return [`  ${at.slice(0, 16).replace("T", " ")} ${happened}`, ...left.map((one) => `    ${sayToDo(one)}`), ...told];
}

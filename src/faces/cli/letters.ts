import { type LetterReport, recentLetters } from "../../desk/reaches.ts";
import { choiceOf, type Run, wantsJson } from "./command.ts";
import { print } from "./output.ts";

const most = 100;

function stateOf({ toldAt, droppedAt, problem, tries }: LetterReport): string {
  if (toldAt !== null) return `told ${toldAt}`;
  if (droppedAt !== null) return "not told: it was true no more";
  return problem === null ? "to be told" : `not told yet: ${problem} (${tries} tries)`;
}

function say(letter: LetterReport): string {
  const { madeAt, person, kind, subject, way } = letter;
  return `${madeAt} ${person.padEnd(16)} ${kind.padEnd(8)} ${subject.padEnd(16)} ${way.padEnd(8)} ${stateOf(letter)}`;
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), (desk) => recentLetters(desk, most));
  return print(result, wantsJson(typed), (letters) => ({
    json: { letters },
    text: letters.length === 0 ? "Nobody was written to." : letters.map(say).join("\n"),
  }));
};

import { createInterface } from "node:readline/promises";
import { block, refuse } from "../../domain/problem.ts";
import type { SetupAnswers } from "../../settings/setup.ts";
import { type Run, type Typed, textOption, wantsJson } from "./command.ts";
import { print } from "./output.ts";

interface Question {
  readonly option: string;
  readonly ask: string;
  readonly otherwise: string;
}

const questions: readonly Question[] = [
  { option: "name", ask: "Name of the outlet", otherwise: "Republic Policy" },
  { option: "x", ask: "Handle on X (empty: none)", otherwise: "" },
  { option: "instagram", ask: "Handle on Instagram (empty: none)", otherwise: "" },
  { option: "youtube", ask: "Handle on YouTube (empty: none)", otherwise: "" },
  { option: "timezone", ask: "Time zone", otherwise: Intl.DateTimeFormat().resolvedOptions().timeZone },
  { option: "languages", ask: "Languages (en, ur or en,ur)", otherwise: "en,ur" },
];

type Answers = Readonly<Record<string, string>>;

async function asked(typed: Typed): Promise<Answers> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answers: Record<string, string> = {};
  for (const { option, ask, otherwise } of questions) {
    const given = textOption(typed, option);
    const answer = given ?? (await terminal.question(`${ask}${otherwise ? ` [${otherwise}]` : ""}: `)).trim();
    answers[option] = answer === "" ? otherwise : answer;
  }
  terminal.close();
  return answers;
}

/** Without a terminal every answer must be an option: a script must not hang on a question. */
function given(typed: Typed): Answers | null {
  if (textOption(typed, "name") === undefined) return null;
  return Object.fromEntries(questions.map(({ option, otherwise }) => [option, textOption(typed, option) ?? otherwise]));
}

function answersOf({ name = "", x = "", instagram = "", youtube = "", timezone = "", languages = "" }: Answers): SetupAnswers {
  const handles = { ...(x && { x }), ...(instagram && { instagram }), ...(youtube && { youtube }) };
  return { name, handles, timezone, languages: languages.split(/[\s,]+/).filter(Boolean) };
}

export const run: Run = async (wiring, typed) => {
  const answers = process.stdin.isTTY ? await asked(typed) : given(typed);
  const problem = block(
    "usage-setup",
    "setup",
    "There is no terminal to ask on.",
    "Give the answers as options: --name, --x, --instagram, --youtube, --timezone, --languages.",
  );
  const result = answers ? await wiring.setup(answersOf(answers)) : refuse(problem);
  return print(result, wantsJson(typed), ({ written, kept }) => ({
    json: { written, kept },
    text: [
      ...written.map((file) => `Wrote ${file}.`),
      ...kept.map((file) => `Kept ${file}.`),
      "Next: put the accounts' variables into .env, then `npm run herald -- doctor`.",
    ].join("\n"),
  }));
};

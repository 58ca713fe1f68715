import { Command, CommanderError } from "commander";
import { block, type Result, refuse } from "../../domain/problem.ts";
import type { Typed } from "./command.ts";
import { commands } from "./commands.ts";
import type { Entry } from "./entry.ts";
import { type ExitCode, print } from "./output.ts";
import type { Wiring } from "./wiring.ts";

type Options = Typed["options"];

/** Commander gives a command's arguments, then its options, then itself. */
function typedOf(given: readonly unknown[]): Typed {
  const args = given.slice(0, -2) as Typed["args"];
  return { args, options: given.at(-2) as Options };
}

function register(program: Command, entry: Entry, wiring: Wiring, finish: (code: ExitCode) => void): void {
  const command = program.command(entry.usage).description(entry.about);
  for (const [flags, about] of entry.options ?? []) command.option(flags, about);
  command.option("--json", "one JSON document on standard output");
  command.option("--sandbox", "on the stand-ins, whatever is connected");
  command.action(async (...given: unknown[]) => {
    const { run } = await entry.load();
    finish(await run(wiring, typedOf(given)));
  });
}

const about = [
  "From policy summaries to approved posts on X, Instagram and YouTube Community.",
  "Where Herald says `herald …`, type `npm run herald -- …`.",
].join("\n");

function build(wiring: Wiring, finish: (code: ExitCode) => void): Command {
  const program = new Command("herald");
  program.description(about).exitOverride();
  program.configureOutput({ outputError: () => undefined });
  for (const entry of commands) register(program, entry, wiring, finish);
  for (const command of program.commands) command.exitOverride().configureOutput({ outputError: () => undefined });
  return program;
}

/** What commander has against a command line, as a problem; its own words name the word that is wrong. */
function wrongUsage(error: CommanderError): Result<never> {
  const message = error.message.replace(/^error: /, "").replaceAll(/\s+/g, " ");
  return refuse(
    block("usage-command", "herald", `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, "See `npm run herald -- help`."),
  );
}

/** Runs one command line. @param words what was typed after `herald`. */
export async function runProgram(words: readonly string[], wiring: Wiring): Promise<ExitCode> {
  let code: ExitCode = 0;
  try {
    await build(wiring, (given) => {
      code = given;
    }).parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code === "commander.help") return 2;
    return print(wrongUsage(error), words.includes("--json"), () => ({ json: null, text: "" }));
  }
}

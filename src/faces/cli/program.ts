import { Command, CommanderError } from "commander";
import type { Typed } from "./command.ts";
import { commands, type Entry } from "./commands.ts";
import type { ExitCode } from "./output.ts";
import type { Wiring } from "./wiring.ts";

type Options = Readonly<Record<string, string | boolean | undefined>>;

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

function build(wiring: Wiring, finish: (code: ExitCode) => void): Command {
  const program = new Command("herald");
  program.description("From policy summaries to approved posts on X, Instagram and YouTube Community.").exitOverride();
  program.configureHelp({ showGlobalOptions: false }).showHelpAfterError("(`npm run herald -- help COMMAND` says how it is used)");
  for (const entry of commands) register(program, entry, wiring, finish);
  for (const command of program.commands) command.exitOverride();
  return program;
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

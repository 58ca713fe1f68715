/**
 * The entry. What a command needs is put together in `wiring/`, and imported when it is asked for: a preview from a file starts fast.
 */
import { enableCompileCache } from "node:module";
import type { Wiring } from "./faces/cli/wiring.ts";
import { directory } from "./wiring/settings.ts";

enableCompileCache();

const wiring: Wiring = {
  directory,
  workshop: async (choice) => (await import("./wiring/workshop.ts")).workshop(choice),
  withDesk: async (choice, use) => (await import("./wiring/desk.ts")).withDesk(choice, use),
  withAnyDesk: async (choice, use) => (await import("./wiring/desk.ts")).withAnyDesk(choice, use),
  withPlatforms: async (choice, use) => (await import("./wiring/platforms.ts")).withPlatforms(choice, use),
  doctor: async (choice) => (await import("./wiring/doctor.ts")).doctor(choice),
  worker: async (options) => (await import("./wiring/run.ts")).worker(options),
  start: async (options) => (await import("./wiring/run.ts")).start(options),
  mcp: async (choice) => (await import("./wiring/mcp.ts")).mcp(choice),
  restore: async (choice, file) => (await import("./wiring/restore.ts")).restore(choice, file),
  migrate: async (destination) => (await import("./wiring/migrate.ts")).migrate(destination),
  unseal: async (choice) => (await import("./wiring/migrate.ts")).unseal(choice),
  setup: async (answers) => (await import("./settings/setup.ts")).writeSetup(answers, directory),
};

/** Runs one command line; gives the exit code. @param words what was typed after `herald` */
export async function herald(words: readonly string[]): Promise<number> {
  try {
    const { runProgram } = await import("./faces/cli/program.ts");
    return await runProgram(words, wiring);
  } catch (error) {
    // What is said in a sentence is thrown as a plain Error; anything else is a defect, and its place is worth more than its words.
    const isSentence = error instanceof Error && error.constructor === Error;
    process.stderr.write(`${isSentence ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    return 2;
  }
}

if (import.meta.main) process.exitCode = await herald(process.argv.slice(2));

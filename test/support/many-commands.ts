/**
 * Carries out one command line after another, each on the wiring and by the program that `src/main.ts` runs, in the folder and
 * with the variables that this process was started with. A message is a command's words; the answer is what it wrote and its code.
 */
import { herald } from "../../src/main.ts";

const streams = ["stdout", "stderr"] as const;
let before: Promise<unknown> = Promise.resolve();

async function carryOut(words: readonly string[]): Promise<void> {
  const said = { stdout: "", stderr: "" };
  for (const name of streams) {
    const write = (chunk: string | Uint8Array) => {
      said[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
      return true;
    };
    Object.defineProperty(process[name], "write", { value: write, configurable: true });
  }
  const code = await herald(words);
  // What a command listened for ends with it, as it would with its process.
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.removeAllListeners(signal);
  process.send?.({ code, ...said });
}

process.on("message", (words: readonly string[]) => {
  before = before.then(() => carryOut(words));
});
process.on("disconnect", () => process.exit());

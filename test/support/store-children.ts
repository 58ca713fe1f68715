import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("store-child.ts", import.meta.url));

/** A process on the database, and what it said. */
export interface Child {
  readonly lines: readonly string[];
  go(): void;
  /** Resolves when it has said `count` lines or ended. */
  said(count: number): Promise<void>;
  /** Resolves with its exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  kill(): void;
}

export function spawnChild(role: "race" | "toil" | "open" | "tell", location: string, name: string): Child {
  const child: ChildProcess = spawn(process.execPath, [script, role, location, name], { stdio: ["pipe", "pipe", "inherit"] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("a child without pipes");
  stdin.on("error", () => undefined);
  const lines: string[] = [];
  const reader = createInterface({ input: stdout });
  reader.on("line", (line) => lines.push(line));
  const exit = once(child, "close");
  return {
    lines,
    go: () => void stdin.write("go\n"),
    said: (count) =>
      new Promise((resolve) => {
        const check = () => lines.length >= count && resolve();
        reader.on("line", check);
        void exit.then(() => resolve());
        check();
      }),
    ended: exit.then(() => child.exitCode),
    kill: () => void child.kill("SIGKILL"),
  };
}

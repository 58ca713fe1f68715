import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { PostReport } from "../../src/desk/report.ts";
import type { Problem } from "../../src/domain/problem.ts";

const root = join(import.meta.dirname, "..", "..");
const node = join(root, "node_modules", ".bin", "node");

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly boundMs?: number;
  /** In a process of its own, whatever the home is used to. */
  readonly apart?: boolean;
}

/** A folder of its own with Herald's settings and templates, and the real command line run in it. */
export interface Home {
  readonly directory: string;
  /** Runs a command to its end; fails after `boundMs`. */
  run(words: readonly string[], options?: RunOptions): Promise<Ran>;
  /** The same with `--json`, parsed. */
  json(
    words: readonly string[],
  ): Promise<{ readonly posts: readonly PostReport[]; readonly problems?: readonly Problem[] } & Record<string, unknown>>;
  /** Starts a command that stays; the caller ends it. */
  spawn(words: readonly string[]): Running;
  write(name: string, text: string): string;
  remove(): void;
}

export interface Running {
  readonly child: ChildProcess;
  /** All that it has said so far, on both streams. */
  said(): string;
  readonly ended: Promise<number | null>;
}

/** Node's own place for what it has compiled. Named here, it serves a child's first files too: Herald turns it on only with its own. */
export const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") };

/** What a child needs beside the variables under test: no proxy, login or setting of the machine leaks in. */
const basic = { PATH: process.env.PATH, HOME: process.env.HOME, USER: "editor", TZ: "UTC", LANG: "C.UTF-8", ...compiled };

function watch(child: ChildProcess): Running {
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { child, said: () => text, ended: new Promise((resolve) => child.once("close", (code) => resolve(code))) };
}

/** Waits until the condition holds, looking every 25 ms; fails, saying what it waited for. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  boundMs = 45_000,
): Promise<T> {
  const end = performance.now() + boundMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`Waited ${boundMs} ms in vain: ${what}`);
    await delay(25);
  }
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No port to be had.");
  return address.port;
}

function collect(child: ChildProcess, input: string | undefined, boundMs: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`The command did not end in ${boundMs} ms.\n${stdout}\n${stderr}`));
    }, boundMs);
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end(input ?? "");
  });
}

const patientMs = 60_000;
/** What stays, or wants a database or a terminal for itself. */
const alwaysApart: readonly string[] = ["start", "restore", "setup"];

/** What sends, and comes to an end by itself: others may have to give commands meanwhile. */
function sends(words: readonly string[]): boolean {
  return words[0] === "doctor" || (words[0] === "worker" && words.includes("--until-idle"));
}

function isApart(words: readonly string[]): boolean {
  return alwaysApart.includes(words[0] ?? "") || (words[0] === "worker" && !sends(words));
}

interface Clerk {
  run(words: readonly string[], boundMs: number): Promise<Ran>;
  end(): void;
}

/** One process that carries out one command line after another: starting Node costs more than most commands do. */
function hireClerk(directory: string, env: NodeJS.ProcessEnv): Clerk {
  const program = join(import.meta.dirname, "many-commands.ts");
  const child = spawn(node, [program], { cwd: directory, env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let before: Promise<unknown> = Promise.resolve();
  const carryOut = (words: readonly string[], boundMs: number) =>
    new Promise<Ran>((resolve, reject) => {
      const fail = () => reject(new Error(`herald ${words.join(" ")} did not end in ${boundMs} ms, or fell.`));
      const timer = setTimeout(fail, boundMs);
      child.once("exit", fail).once("message", (ran) => {
        clearTimeout(timer);
        child.off("exit", fail);
        resolve(ran as Ran);
      });
      child.send(words);
    });
  return {
    run: (words, boundMs) => {
      const ran = before.then(() => carryOut(words, boundMs));
      before = ran.catch(() => undefined);
      return ran;
    },
    end: () => void child.kill("SIGKILL"),
  };
}

/**
 * @param env the variables that Herald shall see, beside the few that any process needs.
 * @param commands `together`: those that only decide or show share one process, and those that send share another; else each has its
 * own, as for a person.
 */
export function makeHome(env: Readonly<Record<string, string>> = {}, commands: "apart" | "together" = "apart"): Home {
  const directory = mkdtempSync(join(tmpdir(), "herald-home-"));
  for (const name of ["config", "templates"]) cpSync(join(root, name), join(directory, name), { recursive: true });
  // Whoever looks at what is told must not see more of it at eight in the morning.
  const config = join(directory, "config", "herald.yaml");
  writeFileSync(config, readFileSync(config, "utf8").replace(/^digest: .*$/m, "digest: { days: [] }"));
  const surroundings = { ...basic, ...env };
  let [clerk, sender]: (Clerk | undefined)[] = [];
  const begin = (words: readonly string[]) => spawn(node, [join(root, "src", "main.ts"), ...words], { cwd: directory, env: surroundings });
  const run: Home["run"] = (words, { input, boundMs = patientMs, apart = commands === "apart" } = {}) => {
    if (apart || input !== undefined || isApart(words)) return collect(begin(words), input, boundMs);
    if (sends(words)) {
      sender ??= hireClerk(directory, surroundings);
      return sender.run(words, boundMs);
    }
    clerk ??= hireClerk(directory, surroundings);
    return clerk.run(words, boundMs);
  };
  return {
    directory,
    run,
    json: async (words) => {
      const { stdout, stderr } = await run([...words, "--json"]);
      try {
        return JSON.parse(stdout);
      } catch {
        throw new Error(`No JSON from ${words.join(" ")}:\n${stdout}\n${stderr}`);
      }
    },
    spawn: (words) => watch(begin(words)),
    write: (name, text) => {
      const file = join(directory, name);
      writeFileSync(file, text);
      return file;
    },
    remove: () => {
      clerk?.end();
      sender?.end();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

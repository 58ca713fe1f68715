import type { Problem, Result } from "../../domain/problem.ts";

/** 0 done, 1 the thing asked for has problems, 2 wrong usage or settings. */
export type ExitCode = 0 | 1 | 2;

/** What a command says: for programs (`json`) and for people (`text`). */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
  readonly code?: ExitCode;
}

const marks = { block: "✗", warn: "!" } as const;

/** A problem as a person reads it. */
export function sayProblem({ severity, where, message, remedy }: Problem): string {
  return `${marks[severity]} ${where}: ${message} ${remedy}`;
}

/** Wrong settings and wrong usage are the caller's to mend before anything can be done: exit code 2. */
function codeOf(problems: readonly Problem[]): ExitCode {
  return problems.some(({ code }) => code.startsWith("settings-") || code.startsWith("usage-")) ? 2 : 1;
}

function writeOut(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Standard output for what is printed as it comes. */
export interface Output {
  write(text: string | Uint8Array): void;
  /** False: whoever read it wants no more (`| head`). */
  wanted(): boolean;
}

export function output(): Output {
  const { stdout } = process;
  if (!stdout.listeners("error").includes(gone)) stdout.on("error", gone);
  return { write: (text) => void (stdout.writable && stdout.write(text)), wanted: () => stdout.writable };
}

function gone(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Prints the answer: one JSON document on stdout, or text; problems in text go to stderr. */
export function print<T>(result: Result<T>, json: boolean, answer: (value: T) => Answer): ExitCode {
  if (!result.ok) {
    if (json) writeOut(JSON.stringify({ problems: result.problems }, null, 2));
    else process.stderr.write(`${result.problems.map(sayProblem).join("\n")}\n`);
    return codeOf(result.problems);
  }
  const { json: document, text, code = 0 } = answer(result.value);
  if (json) writeOut(JSON.stringify(document, null, 2));
  else if (text !== "") writeOut(text);
  return code;
}

/** A line of progress: never on stdout, where the answer goes. */
export function sayProgress(line: string): void {
  process.stderr.write(`${line}\n`);
}

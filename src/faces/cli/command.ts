import type { ExitCode } from "./output.ts";
import type { Wiring } from "./wiring.ts";

/** What was typed: arguments in order (several of one kind as an array), options by their long name. */
export interface Typed {
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** A command's file exports this as `run`. */
export type Run = (wiring: Wiring, typed: Typed) => Promise<ExitCode>;

export function textOption({ options }: Typed, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** An option that takes several words. */
export function textOptions({ options }: Typed, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
}

export function flag({ options }: Typed, name: string): boolean {
  return options[name] === true;
}

/** The n-th argument, where it is a single word. */
export function word({ args }: Typed, index: number): string {
  const value = args[index];
  return typeof value === "string" ? value : "";
}

/** The n-th argument, where several may be given. */
export function words({ args }: Typed, index: number): readonly string[] {
  const value = args[index];
  return Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
}

/** How Herald is to be put together for this command. */
export function choiceOf(typed: Typed): { readonly sandbox: boolean } {
  return { sandbox: flag(typed, "sandbox") };
}

export function wantsJson(typed: Typed): boolean {
  return flag(typed, "json");
}

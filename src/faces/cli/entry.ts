import type { Run } from "./command.ts";

/** One command as the help shows it; its file is loaded when it is called. */
export interface Entry {
  /** As commander reads it: `approve [posts...]`. */
  readonly usage: string;
  readonly about: string;
  /** Flags and what they mean. */
  readonly options?: readonly (readonly [flags: string, about: string])[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

import type { Asking } from "../../desk/authorize.ts";
import type { WholeExamination } from "../../desk/check-sources.ts";
import type { Desk, Workshop } from "../../desk/desk.ts";
import type { LiftedSeal, Migrated, Route } from "../../desk/migrate.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Result } from "../../domain/problem.ts";
import type { SetupAnswers } from "../../settings/setup.ts";

/** What a restore did. */
export interface Restored {
  readonly database: string;
  /** Where the database that was there lies now; null: there was none. */
  readonly before: string | null;
  /** When the backup was made, or its last change. */
  readonly madeAt: Instant;
}

/** What every command may say about how Herald is put together. */
export interface Choice {
  /** Run on the stand-ins, whatever is connected. */
  readonly sandbox: boolean;
}

export interface WorkerOptions extends Choice {
  readonly untilIdle: boolean;
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
}

/** Where the queue is to go. */
export interface Destination extends Choice, Pick<Route, "say" | "progress"> {
  /** As `DATABASE_URL` names a database. */
  readonly to: string;
}

/** What the entry point puts at the commands' disposal; nothing is opened before it is asked for. */
export interface Wiring {
  /** The folder that Herald runs in. */
  readonly directory: string;
  workshop(choice: Choice): Promise<Result<Workshop>>;
  /** The desk on its database, closed when `use` is through. */
  withDesk<T>(choice: Choice, use: (desk: Desk) => Promise<Result<T>>): Promise<Result<T>>;
  /** The same whoever asks: for what the system's own rights decide, and for a worker that tells what it did. */
  withAnyDesk<T>(choice: Choice, use: (desk: Desk) => Promise<Result<T>>): Promise<Result<T>>;
  /** The live desk, connected or not, with a way to ask the platforms whose logins these are. */
  withPlatforms<T>(choice: Choice, use: (desk: Desk, asking: Asking) => Promise<Result<T>>): Promise<Result<T>>;
  doctor(choice: Choice): Promise<Result<WholeExamination>>;
  /** Publishes what is due; gives the ids of the posts it touched. */
  worker(options: WorkerOptions): Promise<Result<readonly string[]>>;
  /** Worker and desk in one process, until it is told to stop. */
  start(options: Choice & { readonly say: (line: string) => void }): Promise<Result<null>>;
  /** Serves an agent on standard input and output until its input ends. */
  mcp(choice: Choice): Promise<Result<null>>;
  /** Puts a backup in the place of the database that the settings name. @param file absolute path. */
  restore(choice: Choice, file: string): Promise<Result<Restored>>;
  /** Moves the live queue to another database, and seals the one that it leaves. */
  migrate(destination: Destination): Promise<Result<Migrated>>;
  /** Lifts that seal. */
  unseal(choice: Choice): Promise<Result<LiftedSeal>>;
  /** Writes herald.yaml and .env. */
  setup(answers: SetupAnswers): Promise<Result<{ readonly written: readonly string[]; readonly kept: readonly string[] }>>;
}

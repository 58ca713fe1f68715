import { block, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Choice, Restored } from "../faces/cli/wiring.ts";
import { readSettings } from "./settings.ts";

export async function restore(choice: Choice, file: string): Promise<Result<Restored>> {
  const settings = await readSettings(choice, false, file);
  if (!settings.ok) return settings;
  const { database } = settings.value;
  if (database.kind === "postgres") return refuse(inPostgres(file));
  const [{ restoreSqlite }, { systemClock }] = await Promise.all([import("../storage/restore.ts"), import("../edge/clock.ts")]);
  return restoreSqlite({ file, database: database.file, at: systemClock.now() });
}

function inPostgres(file: string): Problem {
  const message = "The queue is kept in PostgreSQL, and this brings back a file.";
  return block(
    "input-backup",
    file,
    message,
    "Bring a dump back with PostgreSQL's own pg_restore; Herald then starts paused, as on any copy.",
  );
}

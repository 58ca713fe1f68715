import type { Result } from "../domain/problem.ts";
import type { Choice, Restored } from "../faces/cli/wiring.ts";
import { readSettings } from "./settings.ts";

export async function restore(choice: Choice, file: string): Promise<Result<Restored>> {
  const settings = await readSettings(choice, false, file);
  if (!settings.ok) return settings;
  const [{ restoreSqlite }, { systemClock }] = await Promise.all([import("../storage/restore.ts"), import("../edge/clock.ts")]);
  return restoreSqlite({ file, database: settings.value.databaseFile, at: systemClock.now() });
}

import type { Result } from "../domain/problem.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import type { Environment } from "../settings/env.ts";
import type { Settings } from "../settings/settings.ts";
import type { SealedSecret } from "../storage/secrets.ts";

/** The folder that Herald runs in. */
export const directory = process.cwd();

/**
 * @param dryRun shows the accounts as they are, connected or not.
 * @param backup what is to take the database's place: logins in it count too
 * @param found the logins that the database keeps, where it is open already
 */
export async function readSettings(
  { sandbox }: Choice,
  dryRun = false,
  backup: string | null = null,
  found: readonly SealedSecret[] | null = null,
): Promise<Result<Settings>> {
  const [{ loadSettings }, { readEnvironment }, { registry }, { standInLogin }] = await Promise.all([
    import("../settings/settings.ts"),
    import("../settings/env.ts"),
    import("../platforms/registry.ts"),
    import("../sandbox/logins.ts"),
  ]);
  const env = readEnvironment(directory);
  return loadSettings({
    env,
    directory,
    registry,
    kept: sandbox ? [] : (found ?? (await keptFor(env, dryRun, backup))),
    sandbox: { forced: sandbox, allowed: !dryRun, login: standInLogin },
  });
}

/** Logins in the database, and in what is to take its place; null: one can't be read. A dry run asks no server. */
async function keptFor(env: Environment, dryRun: boolean, backup: string | null): Promise<readonly SealedSecret[] | null> {
  const [{ readDatabase }, { keptIn }] = await Promise.all([import("../settings/database.ts"), import("./store.ts")]);
  const database = readDatabase(env, directory);
  if (!database.ok || (dryRun && database.value.kind === "postgres")) return [];
  const places = [database.value, ...(backup === null ? [] : [{ kind: "file", file: backup } as const])];
  const found = await Promise.all(places.map(keptIn));
  return found.includes(null) ? null : found.flatMap((secrets) => secrets ?? []);
}

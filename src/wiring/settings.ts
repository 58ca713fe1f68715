import type { Result } from "../domain/problem.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import type { Settings } from "../settings/settings.ts";

/** The folder that Herald runs in. */
export const directory = process.cwd();

/**
 * @param dryRun shows the accounts as they are, connected or not.
 * @param backup what is to take the database's place: logins in it count too
 */
export async function readSettings({ sandbox }: Choice, dryRun = false, backup: string | null = null): Promise<Result<Settings>> {
  const [{ loadSettings }, { readEnvironment }, { registry }, { standInLogin }, { secretsIn }] = await Promise.all([
    import("../settings/settings.ts"),
    import("../settings/env.ts"),
    import("../platforms/registry.ts"),
    import("../sandbox/logins.ts"),
    import("../storage/kept-secrets.ts"),
  ]);
  return loadSettings({
    env: readEnvironment(directory),
    directory,
    registry,
    kept: (file) => {
      const found = [file, ...(backup === null ? [] : [backup])].map(secretsIn);
      return found.includes(null) ? null : found.flatMap((secrets) => secrets ?? []);
    },
    sandbox: { forced: sandbox, allowed: !dryRun, login: standInLogin },
  });
}

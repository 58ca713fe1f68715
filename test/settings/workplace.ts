import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import type { Account } from "../../src/domain/account.ts";
import type { Problem, Result } from "../../src/domain/problem.ts";
import type { Registry } from "../../src/platforms/platform.ts";
import { loadSettings, type Settings } from "../../src/settings/settings.ts";
import { registry as fake, login } from "./fake-registry.ts";

const places: string[] = [];

afterEach(() => {
  for (const place of places.splice(0)) rmSync(place, { recursive: true, force: true });
});

/** A working directory with these files, removed after the test. */
export function workplace(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), "herald-settings-"));
  places.push(directory);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** The least that a settings file may say: line 1 the brand, 2 the zone, 3 the accounts, 4 the one account's id. */
export const least = `brand: { name: The Outlet }
timezone: Asia/Karachi
accounts:
  - id: x
    platform: x
    slots: [{ days: [mon], times: ["09:00"] }]
`;

export const xLogin = {
  X_API_KEY: "key",
  X_API_SECRET: "secret",
  X_ACCESS_TOKEN: "4711-token",
  X_ACCESS_SECRET: "access",
};

export interface Setting {
  readonly yaml?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly forced?: boolean;
  readonly directory?: string;
  /** Absent: platforms as settings alone see them. */
  readonly registry?: Registry;
}

export function load({ yaml = least, env = {}, forced = false, directory, registry = fake }: Setting): Result<Settings> {
  return loadSettings({
    env,
    directory: directory ?? workplace({ "config/herald.yaml": yaml }),
    registry,
    sandbox: { forced, login },
  });
}

/** The settings; throws with the sentences where there are problems. */
export function loaded(setting: Setting): Settings {
  const result = load(setting);
  if (!result.ok) throw new Error(result.problems.map((one) => `${one.where}: ${one.message}`).join("\n"));
  return result.value;
}

export function problemsIn(setting: Setting): readonly Problem[] {
  const result = load(setting);
  return result.ok ? [] : result.problems;
}

/** The first account of the settings. */
export function account(setting: Setting): Account {
  const first = loaded(setting).accounts[0];
  if (!first) throw new Error("There is no account.");
  return first;
}

import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { commands } from "../../src/faces/cli/commands.ts";
import { configSchema } from "../../src/settings/config-schema.ts";
import { readDatabase } from "../../src/settings/database.ts";
import { root } from "./read-dockerfile.ts";

/** What is set, by name, in order; a name may be set several times. */
function readUnit(): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>();
  for (const line of readFileSync(join(root, "config", "deploy", "herald.service"), "utf8").split("\n")) {
    const [, name, value = ""] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) settings.set(name, [...(settings.get(name) ?? []), value]);
  }
  return settings;
}

const unit = readUnit();
const one = (name: string) => unit.get(name)?.[0] ?? "";
const home = one("WorkingDirectory");
const variables = Object.fromEntries((unit.get("Environment") ?? []).map((line) => line.split(/=(.*)/s).slice(0, 2)));

it("starts the Node that npm brings along, with a command that there is", () => {
  const [program = "", file = "", command = ""] = one("ExecStart").split(" ");
  expect(existsSync(join(root, relative(home, program)))).toBe(true);
  expect(existsSync(join(root, file))).toBe(true);
  expect(commands.map(({ usage }) => usage.split(" ")[0])).toContain(command);
  expect(one("ExecReload")).toBe("/bin/kill -HUP $MAINPID");
});

it("gives Herald longer to end than it takes, as settings are shipped", () => {
  const shipped = configSchema.parse(parse(readFileSync(join(root, "config", "herald.yaml"), "utf8")));
  expect(Number(one("TimeoutStopSec")) * 1000).toBeGreaterThanOrEqual(shipped.worker.requestTimeoutMs + 5_000);
  expect(one("Restart")).toBe("on-failure");
});

it("keeps the queue where the service may write, and never plays in the sandbox", () => {
  const database = readDatabase(variables, home);
  expect(database).toEqual({ ok: true, value: { kind: "file", file: `/var/lib/${one("StateDirectory")}/herald.db` } });
  expect(variables.NODE_COMPILE_CACHE).toBe(`/var/cache/${one("CacheDirectory")}`);
  expect(one("ProtectSystem")).toBe("strict");
});

it("leaves the compiler of V8, and the sight of other workers, as they must be", () => {
  expect(unit.has("MemoryDenyWriteExecute")).toBe(false);
  expect(unit.has("ProtectProc")).toBe(false);
  expect(one("NoNewPrivileges")).toBe("yes");
  expect(unit.get("CapabilityBoundingSet")).toEqual([""]);
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { commands } from "../../src/faces/cli/commands.ts";
import { configSchema } from "../../src/settings/config-schema.ts";
import { readDatabase } from "../../src/settings/database.ts";
import { readDockerfile, root } from "./read-dockerfile.ts";

const service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  stop_grace_period: z.string().regex(/^\d+s$/),
  mem_limit: z.string(),
  user: z.string().optional(),
});
const compose = z.looseObject({
  services: z.strictObject({ herald: service, worker: service, database: service }),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
});

const text = readFileSync(join(root, "compose.yaml"), "utf8");
const { services, networks, volumes } = compose.parse(parse(text, { merge: true }));
const heralds = [services.herald, services.worker];
const every = Object.values(services);
const seconds = (period: string) => Number(period.slice(0, -1));

it("gives every Herald longer to end than Herald takes, as settings are shipped", () => {
  const shipped = configSchema.parse(parse(readFileSync(join(root, "config", "herald.yaml"), "utf8")));
  for (const { stop_grace_period } of heralds)
    expect(seconds(stop_grace_period) * 1000).toBeGreaterThanOrEqual(shipped.worker.requestTimeoutMs + 5_000);
});

it("runs Herald as its image does: as nobody else, on a file system that is only read, without a right too many", () => {
  const [uid] = readDockerfile()
    .flat()
    .flatMap(({ rest }) => /--uid (\d+) --gid \1\b/.exec(rest)?.[1] ?? []);
  for (const herald of heralds) {
    expect(herald).toMatchObject({
      read_only: true,
      init: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      user: `${uid}:${uid}`,
    });
    expect(herald.tmpfs.some((mount) => mount.startsWith("/tmp:"))).toBe(true);
    expect([...herald.volumes, ...herald.tmpfs].some((mount) => /(^|:)\/app\/data(:|$)/.test(mount))).toBe(true);
    expect(herald).toMatchObject({ depends_on: { database: { condition: "service_healthy" } } });
  }
  for (const { mem_limit } of every) expect(mem_limit).toMatch(/^\d+[mg]$/);
});

it("starts commands that there are, and can have as many workers as are asked for", () => {
  for (const { command } of heralds) expect(commands.map(({ usage }) => usage.split(" ")[0])).toContain(command?.[0]);
  expect(services.herald.command).toEqual(["start"]);
  expect(services.worker.command).toEqual(["worker"]);
  expect(services.worker.ports).toEqual([]);
  expect(services.worker).not.toHaveProperty("container_name");
});

it("publishes nothing of the database, and the desk to this machine alone", () => {
  expect(services.database.ports).toEqual([]);
  expect(services.database.networks).toEqual(["inside"]);
  expect(networks.inside).toEqual({ internal: true });
  expect(services.herald.ports.every((port) => port.startsWith("127.0.0.1:"))).toBe(true);
  expect(services.database).toHaveProperty("healthcheck");
});

it("keeps what must last in volumes that are declared, and mounts folders that are there", () => {
  const mounts = every.flatMap((one) => one.volumes.map((mount) => mount.split(":")[0] ?? ""));
  for (const source of mounts)
    expect(source.startsWith("./") ? existsSync(join(root, source)) : Object.hasOwn(volumes, source), source).toBe(true);
  // PostgreSQL 18 keeps its files in a folder below this one, by version.
  expect(services.database.volumes).toEqual(["database:/var/lib/postgresql"]);
});

it("holds no secret, and names the database as Herald reads it", () => {
  const password = "0123456789abcdef0123456789abcdef";
  expect(text).not.toMatch(/PASSWORD: (?!\$\{|"")/);
  for (const { environment } of heralds) {
    const url = environment.DATABASE_URL?.replace(/\$\{POSTGRES_PASSWORD[^}]*\}/, password) ?? "";
    expect(readDatabase({ DATABASE_URL: url }, root)).toEqual({ ok: true, value: { kind: "postgres", url } });
    expect(new URL(url)).toMatchObject({ hostname: "database", username: services.database.environment.POSTGRES_USER, password });
    expect(new URL(url).pathname).toBe(`/${services.database.environment.POSTGRES_DB}`);
    expect(environment).toMatchObject({ HOST: "0.0.0.0", PORT: "8080", POSTGRES_PASSWORD: "" });
  }
  expect(readFileSync(join(root, ".gitignore"), "utf8").split("\n")).toContain(".env");
});

/** There is no Docker where the tests run: this keeps the Dockerfile true to the tree that it copies. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commands } from "../../src/faces/cli/commands.ts";
import { readDockerfile, root, words } from "./read-dockerfile.ts";

const stages = readDockerfile();
const image = stages.at(-1) ?? [];
const all = stages.flat();
const rests = (word: string, from = image) => from.filter((instruction) => instruction.word === word).map(({ rest }) => rest);
const only = (word: string): string => {
  const [one, ...more] = rests(word);
  if (one === undefined || more.length > 0) throw new Error(`There must be one ${word} in the image.`);
  return one;
};

/** What is copied from the tree, not from another stage. */
const copied = rests("COPY", all)
  .filter((rest) => !rest.startsWith("--from"))
  .flatMap((rest) => rest.split(/\s+/).slice(0, -1));

it("copies what is there, and all that Herald reads", () => {
  for (const path of copied) expect(existsSync(join(root, path)), path).toBe(true);
  expect(copied).toEqual(expect.arrayContaining(["package.json", "package-lock.json", ".npmrc", "src", "templates", "config"]));
});

it("sends to Docker what is copied, and neither secrets nor a queue", () => {
  const lines = readFileSync(join(root, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines[0]).toBe("*");
  const sent = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  expect(sent.toSorted()).toEqual([...new Set(copied)].toSorted());
  for (const name of [".env", "data", "node_modules", ".git", "test"]) expect(sent).not.toContain(name);
});

it("installs the libraries of production alone, from the lockfile", () => {
  const [install] = rests("RUN", stages[0]);
  expect(install).toMatch(/^npm ci --omit=dev\b/);
  expect(rests("RUN").join("\n")).not.toMatch(/npm |curl|wget/);
});

it("leaves of googleapis what is imported, as far as files of it are taken out", () => {
  const [, kept] = /apis .*! -name (\S+)/.exec(rests("RUN", stages[0]).join("\n")) ?? [];
  const imported = globSync("src/**/*.ts", { cwd: root }).flatMap((file) => [
    ...readFileSync(join(root, file), "utf8").matchAll(/import\("(googleapis[^"]*)"\)|from "(googleapis[^"]*)"/g),
  ]);
  expect(imported.length).toBeGreaterThan(0);
  for (const [, dynamic, fixed] of imported) expect(dynamic ?? fixed).toMatch(new RegExp(`^googleapis/build/src/apis/${kept}/`));
});

it("runs nothing as root, and may write nothing but its data, a cache and /tmp", () => {
  const at = (word: string) => image.findLastIndex((instruction) => instruction.word === word);
  expect(rests("USER")).toEqual(["herald"]);
  expect(at("USER")).toBeLessThan(at("ENTRYPOINT"));
  const [given] = rests("RUN").flatMap((run) => /chown herald:herald ([^&]*)/.exec(run)?.[1]?.trim() ?? []);
  expect(given).toBe("data .cache");
  expect(rests("COPY").join("\n")).not.toContain("--chown");
});

it("starts what there is, with a command that there is", () => {
  const [program, file] = words(only("ENTRYPOINT"));
  expect([program, file]).toEqual(["node", "src/main.ts"]);
  expect(existsSync(join(root, file ?? ""))).toBe(true);
  const [command = ""] = words(only("CMD"));
  expect(commands.map(({ usage }) => usage.split(" ")[0])).toContain(command);
  expect(only("ENV")).toContain("PATH=/app/node_modules/.bin:$PATH");
  const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts;
  expect(scripts.start).toBe(`${program} ${file} ${command}`);
  const [warmed] = rests("RUN").flatMap((run) => /node src\/main\.ts preview (\S+)/.exec(run)?.[1] ?? []);
  expect(existsSync(join(root, warmed ?? "nothing"))).toBe(true);
});

it("loads every file once where the image is built, and each of them bears that", { timeout: 120_000 }, () => {
  const [script] = rests("RUN").flatMap((run) => /^node --input-type=module --eval '([^']*)'$/.exec(run)?.[1] ?? []);
  const cache = mkdtempSync(join(tmpdir(), "herald-cache-"));
  try {
    const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache };
    const node = join(root, "node_modules", ".bin", "node");
    const { status, stdout, stderr } = spawnSync(node, ["--input-type=module", "--eval", script ?? ""], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    expect([status, stdout, stderr]).toEqual([0, "", ""]);
    expect(globSync("**/*", { cwd: cache }).length).toBeGreaterThan(globSync("src/**/*.ts", { cwd: root }).length);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
});

/** The very command that Docker would run. */
function healthCheck(port: number): Promise<number | null> {
  const [, ...script] = words(/CMD (\[.*\])$/.exec(only("HEALTHCHECK"))?.[1] ?? "[]");
  const child = spawn(join(root, "node_modules", ".bin", "node"), script, { env: { PORT: String(port) }, stdio: "ignore" });
  return new Promise((resolve) => child.once("close", resolve));
}

it("asks for its health without any other program, and tells well from ill", async () => {
  let status = 200;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(status).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await healthCheck(port)).toBe(0);
  status = 503;
  expect(await healthCheck(port)).toBe(1);
  await new Promise((resolve) => server.close(resolve));
  expect(await healthCheck(port)).toBe(1);
  expect(new Set(asked)).toEqual(new Set(["/health"]));
});

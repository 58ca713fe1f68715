import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether a process stands still after SIGSTOP: the signal takes its time. */
export function isStopped(pid: number | undefined): boolean {
  if (process.platform === "linux") return /\) T /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  return execFileSync("ps", ["-o", "state=", "-p", String(pid)], { encoding: "utf8" }).startsWith("T");
}

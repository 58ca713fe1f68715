import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** When the process started, as the kernel counts (Linux); empty where that can't be read. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/**
 * Among whom a process number means one process: this boot of this machine, and in it this space of numbers. Names of hosts don't tell:
 * two machines may have the same, and containers of one name count their processes from 1 each. Empty where the system doesn't say.
 */
function readRealm(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return createHash("sha256")
      .update(`${boot} ${readlinkSync("/proc/self/ns/pid")}`)
      .digest("hex")
      .slice(0, 12);
  } catch {
    return "";
  }
}

const realm = readRealm();

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Who this process is to other workers: `host/pid/start/realm`. */
export function thisOwner(): string {
  return `${hostname()}/${process.pid}/${startOf(process.pid)}/${realm}`;
}

/**
 * True only where it is certain: the process had its number here, and is gone, or another one has it. Of a process elsewhere, or of before
 * this machine started, nothing is certain, and its lease is waited for.
 */
export function isGone(owner: string): boolean {
  const [, pid = "", start, theirs] = owner.split("/");
  if (realm === "" || theirs !== realm || !/^[1-9]\d*$/.test(pid)) return false;
  return !isAlive(Number(pid)) || startOf(Number(pid)) !== start;
}

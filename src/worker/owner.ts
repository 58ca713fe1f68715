import { readFileSync } from "node:fs";
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Who this process is to other workers: `host/pid/start`. */
export function thisOwner(): string {
  return `${hostname()}/${process.pid}/${startOf(process.pid)}`;
}

/** True only where it is certain: the same host, and the process is gone or another one has its number. */
export function isGone(owner: string): boolean {
  const [host, pid, start] = owner.split("/");
  if (host !== hostname() || pid === undefined) return false;
  return !isAlive(Number(pid)) || startOf(Number(pid)) !== start;
}

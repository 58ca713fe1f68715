import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { isGone, thisOwner } from "../../src/worker/owner.ts";

const own = thisOwner();
const [host = "", pid = "", start = "", realm = ""] = own.split("/");
const named = (parts: Partial<Record<"host" | "pid" | "start" | "realm", string>>) => {
  const all = { host, pid, start, realm, ...parts };
  return [all.host, all.pid, all.start, all.realm].join("/");
};

/** The number of a process that is no more. */
async function deadPid(): Promise<string> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  return String(child.pid);
}

describe.skipIf(process.platform !== "linux")("whether an owner's process is no more", () => {
  test("is certain of a process here that ended, and of one whose number another has by now", async () => {
    expect(isGone(own)).toBe(false);
    expect(isGone(named({ pid: await deadPid() }))).toBe(true);
    expect(isGone(named({ start: "1" }))).toBe(true);
  });

  test("is certain of it whatever the machine is called by now", async () => {
    expect(isGone(named({ host: "renamed" }))).toBe(false);
    expect(isGone(named({ host: "renamed", pid: await deadPid() }))).toBe(true);
  });

  test("is never certain of another machine or container, even of the same name, nor of before this machine started", async () => {
    const dead = await deadPid();
    for (const other of ["", "0123456789ab"]) expect(isGone(named({ pid: dead, realm: other }))).toBe(false);
    expect(isGone(`${host}/${dead}/${start}`)).toBe(false);
  });

  test("is never certain of a name that is none", () => {
    for (const name of ["", host, `${host}//${start}/${realm}`, named({ pid: "-1" }), named({ pid: "0" }), named({ pid: "1e3" })])
      expect(isGone(name)).toBe(false);
  });
});

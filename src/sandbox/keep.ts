/**
 * What the stand-ins remember: in memory, or in a folder, so that a sandbox survives a restart. The folder holds
 * `state.json`, replaced as a whole, and `pictures/<digest>`; a file changed by another process is read again.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyInstagram, type InstagramWorld } from "./instagram/world.ts";
import { emptyX, type XWorld } from "./x/world.ts";

export interface World {
  readonly version: 1;
  readonly x: XWorld;
  readonly instagram: InstagramWorld;
}

export interface Keep {
  /** As last read or changed; changes are kept once `settle` is called. Don't hold it over an await. */
  world(): World;
  /** Reads what another process changed. Called before a request is answered, and after every wait within one. */
  refresh(): void;
  /** Keeps what changed. */
  settle(): void;
  /** Keeps bytes and gives their digest (SHA-256, hex). */
  put(bytes: Uint8Array): string;
  /** Bytes by digest. Throws where they were never kept. */
  bytes(digest: string): Uint8Array;
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function openKeep(directory: string | undefined): Keep {
  return directory === undefined ? keepInMemory() : keepInFolder(directory);
}

function emptyWorld(): World {
  return { version: 1, x: emptyX(), instagram: emptyInstagram() };
}

function keepInMemory(): Keep {
  const world = emptyWorld();
  const pictures = new Map<string, Uint8Array>();
  return {
    world: () => world,
    refresh: () => undefined,
    settle: () => undefined,
    put: (bytes) => {
      const digest = sha256(bytes);
      pictures.set(digest, bytes);
      return digest;
    },
    bytes: (digest) => pictures.get(digest) ?? missing(digest),
  };
}

function keepInFolder(directory: string): Keep {
  const pictures = join(directory, "pictures");
  mkdirSync(pictures, { recursive: true });
  const file = join(directory, "state.json");
  let world = emptyWorld();
  let text = "";
  let seen = "";
  const refresh = (): void => {
    const stamp = stampOf(file);
    if (stamp !== seen && stamp !== "") {
      text = readFileSync(file, "utf8");
      world = parseWorld(text, file);
    }
    seen = stamp;
  };
  refresh();
  return {
    world: () => world,
    refresh,
    settle: () => {
      const now = JSON.stringify(world);
      if (now === text) return;
      replaceFile(file, now);
      text = now;
      seen = stampOf(file);
    },
    put: (bytes) => {
      const digest = sha256(bytes);
      if (!existsSync(join(pictures, digest))) replaceFile(join(pictures, digest), bytes);
      return digest;
    },
    bytes: (digest) => (existsSync(join(pictures, digest)) ? readFileSync(join(pictures, digest)) : missing(digest)),
  };
}

/** Tells one version of a file from the next; empty where there is none. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.ino}:${found.mtimeNs}:${found.size}` : "";
}

function parseWorld(text: string, file: string): World {
  const parsed = JSON.parse(text) as World;
  if (parsed.version !== 1) throw new Error(`${file} was not written by this version of the sandbox: delete it to start anew.`);
  return parsed;
}

function replaceFile(file: string, content: string | Uint8Array): void {
  const fresh = `${file}.${randomUUID()}.new`;
  writeFileSync(fresh, content, { mode: 0o600 });
  renameSync(fresh, file);
}

function missing(digest: string): never {
  throw new Error(`The sandbox has no picture ${digest}.`);
}

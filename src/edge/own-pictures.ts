/** Reads the pictures that summaries name: files beside the summary or in Herald's own folder, https addresses, and kept uploads. */
import { readFile as readAll, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { OwnPicture } from "../domain/media.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { type FetchPorts, fetchPicture, mostBytes } from "./fetch-picture.ts";

/** A picture that somebody uploaded, by its digest; undefined: none is kept under it. */
export type ReadKept = (digest: string) => Promise<Uint8Array | undefined>;

/**
 * @param directory Herald's own folder: a relative path that isn't found beside its summary counts from there.
 * @param kept where uploads are kept, for `kept:<digest>`; absent: there are none
 */
export function openOwnPictures(
  directory: string,
  ports: FetchPorts,
  kept: ReadKept = async () => undefined,
): (picture: OwnPicture) => Promise<Result<Uint8Array>> {
  return ({ src, from }) => {
    if (src.startsWith("kept:")) return readKept(src.slice("kept:".length), kept);
    return /^[a-z][a-z\d+.-]+:/i.test(src) ? fetchPicture(src, ports) : readFile(src, [dirname(resolve(directory, from)), directory]);
  };
}

async function readKept(digest: string, kept: ReadKept): Promise<Result<Uint8Array>> {
  const bytes = /^[0-9a-f]{64}$/.test(digest) ? await kept(digest) : undefined;
  return bytes ? ok(bytes) : refuse(block("media-picture", "image", "is kept nowhere", "Upload the picture again on the story's page."));
}

function unreadable(why: string): Result<never> {
  return refuse(block("media-picture", "image", why, "Mend the path: it counts from the summary's folder."));
}

/** A file below one of the folders, wherever its path and its links lead. */
async function readFile(src: string, folders: readonly string[]): Promise<Result<Uint8Array>> {
  const homes = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)));
  const known = homes.filter((home) => home !== null);
  let isOutside = false;
  for (const home of known) {
    const path = await realpath(resolve(home, src)).catch(() => null);
    if (path === null) continue;
    if (known.some((each) => isBelow(path, each))) return readBounded(path);
    isOutside = true;
  }
  return unreadable(isOutside ? "lies outside the summary's folder and Herald's own" : "isn't there");
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

/** Looked at before it is opened: opening what is no regular file could wait for ever. */
async function readBounded(path: string): Promise<Result<Uint8Array>> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return unreadable("is no file");
  if (found.size > mostBytes) return unreadable(`has more than ${mostBytes / 1_000_000} MB`);
  const bytes = await readAll(path).catch(() => null);
  return bytes === null ? unreadable("can't be opened") : ok(bytes);
}

/** Golden pictures: small ones for every machine, and exact digests for the kinds of machine they were drawn on. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Piece } from "./gallery.ts";
import { thumbnail } from "./likeness.ts";

const folder = join(import.meta.dirname, "golden");
const digestFile = join(folder, "digests.json");
/** Rounding differs from one kind of processor to another, and so may the last bit of a pixel. */
export const machine = `${process.platform}-${process.arch}`;

const shape = z.record(z.string(), z.record(z.string(), z.string()));

function kept(): z.infer<typeof shape> {
  return existsSync(digestFile) ? shape.parse(JSON.parse(readFileSync(digestFile, "utf8"))) : {};
}

/** Digests by name on this kind of machine; undefined where none were ever drawn on one. */
export function goldenDigests(): Readonly<Record<string, string>> | undefined {
  return kept()[machine];
}

export function goldenPicture({ name }: Piece): Uint8Array {
  return readFileSync(join(folder, `${name}.webp`));
}

/** Puts these pictures in the place of the golden ones. */
export async function keepGolden(
  drawn: readonly { readonly piece: Piece; readonly bytes: Uint8Array; readonly digest: string }[],
): Promise<void> {
  const digests = kept();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { piece, bytes } of drawn) writeFileSync(join(folder, `${piece.name}.webp`), await thumbnail(bytes));
  const own = Object.fromEntries(drawn.map(({ piece, digest }) => [piece.name, digest]));
  writeFileSync(digestFile, `${JSON.stringify({ ...digests, [machine]: own }, null, 2)}\n`);
}

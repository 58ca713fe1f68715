/** The brand's mark. A picture that is missing or broken draws as nothing, so it is judged before. */
import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { loadSharp } from "./pictures.ts";

export interface Logo {
  readonly bytes: Uint8Array;
  readonly shape: {
    /** Width divided by height. */
    readonly ratio: number;
    /** A logo much wider than high holds the name already. */
    readonly wordmark: boolean;
  };
}

const wordmarkFrom = 2.2;

/** Throws if the settings name a logo that isn't there or is no SVG or PNG; reads nothing. */
export function checkLogo(path: string): void {
  if (![".svg", ".png"].includes(extname(path).toLowerCase())) throw new Error(`brand.logo is ${path}: give an SVG or PNG file.`);
  if (!existsSync(path)) throw new Error(`brand.logo names ${path}, which isn't there: correct the path or leave brand.logo out.`);
}

/** Throws if the file can't be drawn. */
export async function readLogo(path: string): Promise<Logo> {
  const sharp = await loadSharp();
  const bytes = readFileSync(path);
  const { width, height } = await sharp(bytes)
    .metadata()
    .catch((cause: unknown) => {
      throw new Error(`brand.logo names ${path}, which can't be read as a picture: save it as SVG or PNG again.`, { cause });
    });
  const ratio = width / height;
  return { bytes, shape: { ratio, wordmark: ratio >= wordmarkFrom } };
}

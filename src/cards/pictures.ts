/** The library that reads and writes pictures, loaded when the first one is needed. https://sharp.pixelplumbing.com */
import type sharpOf from "sharp";

let loading: Promise<typeof sharpOf> | undefined;

/** Without a cache and in one thread a picture: no card is read twice, and several are drawn at a time. */
export function loadSharp(): Promise<typeof sharpOf> {
  loading ??= import("sharp").then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loading;
}

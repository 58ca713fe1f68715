import type { Picture } from "../../domain/media.ts";

/** A thread, or a single post of one part; pictures usually on the first. */
export interface XContent {
  readonly parts: readonly { readonly text: string; readonly media: readonly Picture[] }[];
}

import type { Picture } from "../../domain/media.ts";

/** One picture, or a carousel of two to ten. */
export interface InstagramContent {
  readonly caption: string;
  readonly images: readonly Picture[];
}

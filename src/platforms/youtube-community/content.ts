import type { Picture } from "../../domain/media.ts";

/** A text with a picture, for a person to post. */
export interface YoutubeContent {
  readonly text: string;
  readonly images: readonly Picture[];
}

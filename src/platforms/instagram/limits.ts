// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
import type { Limits } from "../platform.ts";

const mebibyte = 1024 * 1024;

export const limits: Limits = {
  text: { max: 2200, unit: "characters" },
  parts: 1,
  pictures: { min: 1, max: 10, maxBytes: 8 * mebibyte, mimes: ["image/jpeg"], aspect: [4 / 5, 1.91], maxAlt: 1000 },
  // The API's page still says 30; the app has taken 5 since 2025-12-19, and what the API does above that is not known.
  hashtags: 5,
  mentions: 20,
  source: "https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media",
};

/** Pixels; wider pictures are scaled down to `most`. */
export const width = { least: 320, most: 1440 } as const;

/** Posts a day where `content_publishing_limit` doesn't say; Meta's pages name 50 and 100. */
export const assumedDailyPosts = 50;

/** https://developers.facebook.com/docs/graph-api/changelog (2026-07-29) */
export const version = "v26.0";

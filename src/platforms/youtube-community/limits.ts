// https://support.google.com/youtube/answer/7124474 names no numbers; these are what its composer is known to take.
import type { Limits } from "../platform.ts";

const mebibyte = 1024 * 1024;

export const limits: Limits = {
  text: { max: 5000, unit: "characters" },
  parts: 1,
  pictures: { min: 0, max: 10, maxBytes: 16 * mebibyte, mimes: ["image/jpeg", "image/png"], aspect: [2 / 5, 5 / 2], maxAlt: 1000 },
  // YouTube names no limit for either.
  hashtags: Number.POSITIVE_INFINITY,
  mentions: Number.POSITIVE_INFINITY,
  source: "https://support.google.com/youtube/answer/7124474",
};

// https://docs.x.com/fundamentals/counting-characters, https://docs.x.com/x-api/media/quickstart/best-practices,
// https://docs.x.com/x-api/getting-started/pricing
import type { Prices } from "../../domain/account.ts";
import type { Limits } from "../platform.ts";
import { maxWeightedLength } from "./weighted-length.ts";

const mebibyte = 1024 * 1024;

export const limits: Limits = {
  text: { max: maxWeightedLength, unit: "weighted" },
  // X names no limit for threads; its own composer stops at 25.
  parts: 25,
  pictures: { min: 0, max: 4, maxBytes: 5 * mebibyte, mimes: ["image/jpeg", "image/png"], maxAlt: 1000 },
  // X counts hashtags and mentions only as text.
  hashtags: Number.POSITIVE_INFINITY,
  mentions: Number.POSITIVE_INFINITY,
  source: "https://docs.x.com/fundamentals/counting-characters",
};

/** $TICKER signs that one post through the API may have, https://docs.x.com/x-api/posts/manage-tweets/integrate */
export const mostCashtags = 1;

/** US dollars a request, https://docs.x.com/x-api/getting-started/pricing (since 2026-04-16). */
export const prices: Prices = {
  post: 0.015,
  // Whether a bare domain counts as a link isn't said: it is reckoned as one.
  postWithLink: 0.2,
  altText: 0.005,
  delete: 0.01,
  read: 0.005,
};

/** X bills by request. https://docs.x.com/x-api/getting-started/pricing */
import twitterText from "twitter-text";
import type { Stage } from "../stage.ts";

/** US dollars a request or resource. */
export const prices = { post: 0.015, postWithUrl: 0.2, metadata: 0.005, ownedRead: 0.001, read: 0.005, delete: 0.01 } as const;

/** A bare domain counts as a link: X makes it one. */
export function priceOf(text: string): number {
  return twitterText.extractUrls(text).length > 0 ? prices.postWithUrl : prices.post;
}

/** True where the account can still pay; nothing is charged yet. */
export function affordable(stage: Stage, usd: number): boolean {
  const { creditsUsd } = stage.rules;
  return creditsUsd === null || stage.keep.world().x.spentUsd + usd <= creditsUsd + 1e-9;
}

export function charge(stage: Stage, usd: number): void {
  stage.keep.world().x.spentUsd += usd;
}

import type { PlatformId } from "../domain/account.ts";

/** How the stand-ins behave where the platforms leave room or a test wants them otherwise; may be changed while they run. */
export interface Rules {
  /** X refuses a text that the account posted in the last day. Off: nothing but Herald itself prevents duplicates. */
  duplicateProof: boolean;
  /** US dollars of X credits; null: never runs out. */
  creditsUsd: number | null;
  /** How many STATUS questions X answers with `pending` before a picture is ready; 0: ready at once, without `processing_info`. */
  processingPolls: number;
  /** How long a new post stays out of X's timeline, in milliseconds. */
  timelineLagMs: number;
  /** X's windows of 15 minutes. Off: the headers count down, and nothing is refused. */
  rateLimited: boolean;
  /** How far an OAuth timestamp may be off X's clock, in milliseconds. */
  oauthSkewMs: number;
  /** How many questions Instagram answers with `IN_PROGRESS` before a container is `FINISHED`. */
  readyAfterPolls: number;
  /** Instagram posts in 24 hours. */
  quotaTotal: number;
  /** Whether Instagram's tokens have the right to read insights. */
  insights: boolean;
  /** Instagram containers in 24 hours. */
  containerTotal: number;
  /** How long an OAuth 2.0 access token of X lives, in seconds. */
  tokenLifeSeconds: number;
  /** Where the platforms send people back to: as registered for every app. */
  redirectUris: readonly string[];
  /** Platforms whose logins are refused as revoked or expired. */
  revoked: readonly PlatformId[];
}

export const usualRules: Rules = {
  duplicateProof: true,
  creditsUsd: null,
  processingPolls: 0,
  timelineLagMs: 0,
  rateLimited: true,
  oauthSkewMs: 300_000,
  readyAfterPolls: 1,
  quotaTotal: 50,
  insights: false,
  containerTotal: 400,
  tokenLifeSeconds: 7_200,
  redirectUris: ["http://127.0.0.1:8080/accounts/callback"],
  revoked: [],
};

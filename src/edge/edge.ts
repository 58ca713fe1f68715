import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { PublicPicture } from "./media/host.ts";

/** The doors out that a platform's session may use; `fetch` and the SDKs are its own, through Node's proxy settings. */
export interface Edge {
  readonly clock: Clock;
  readonly log: Log;
  /** A picture's bytes, by digest. Throws if the store has none: an approved post's pictures are kept. */
  bytes(digest: string): Promise<Uint8Array>;
  /**
   * Where a platform can fetch the picture: `PUBLIC_URL/media/<digest>.jpg`, or in the bucket or WordPress that the settings name,
   * put there and compared first. Readers see nothing of that, so that it may be asked again. Throws if the store has none.
   * @param signal ends it, with `later`.
   */
  publicUrl(digest: string, signal: AbortSignal): Promise<PublicPicture>;
  /**
   * Proxy settings for an SDK that brings its own agents: `{}` or `HTTPS_PROXY` and its like, as Node itself would use them.
   */
  readonly proxyEnv: Readonly<Record<string, string | undefined>>;
  /** The platform's clock, as an answer's `Date` header gave it; the engine compares it with ours. */
  sawDate(header: string | null): void;
}

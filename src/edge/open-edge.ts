import type { Clock } from "./clock.ts";
import type { Edge } from "./edge.ts";
import type { Log } from "./log.ts";

export interface EdgeParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: (digest: string) => Promise<{ readonly bytes: Uint8Array } | undefined>;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly proxyEnv: Edge["proxyEnv"];
}

/** Wall clocks this far apart are not a matter of seconds on the way: one of them is wrong. */
const toleranceMs = 120_000;

/** The doors out, as the platforms' sessions get them. */
export function openEdge({ clock, log, media, publicUrl, proxyEnv }: EdgeParts): Edge {
  return {
    clock,
    log,
    proxyEnv,
    bytes: async (digest) => {
      const kept = await media(digest);
      if (!kept) throw new Error(`No picture ${digest} is kept; recompose the post that names it.`);
      return kept.bytes;
    },
    publicUrl: (digest) => `${publicUrl}/media/${digest}.jpg`,
    sawDate: (header) => {
      const theirs = header === null ? Number.NaN : Date.parse(header);
      const apartMs = clock.now() - theirs;
      if (Math.abs(apartMs) >= toleranceMs) log.warn({ apartMs }, "this machine's clock and the platform's are minutes apart");
    },
  };
}

import type { Clock } from "./clock.ts";
import type { Edge } from "./edge.ts";
import type { Log } from "./log.ts";
import type { MediaHost } from "./media/host.ts";

export interface EdgeParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: (digest: string) => Promise<{ readonly mime: string; readonly bytes: Uint8Array } | undefined>;
  readonly mediaHost: MediaHost;
  readonly proxyEnv: Edge["proxyEnv"];
}

/** Wall clocks this far apart are not a matter of seconds on the way: one of them is wrong. */
const toleranceMs = 120_000;

/** The doors out, as the platforms' sessions get them. */
export function openEdge({ clock, log, media, mediaHost, proxyEnv }: EdgeParts): Edge {
  const picture = async (digest: string) => {
    const kept = await media(digest);
    if (!kept) throw new Error(`No picture ${digest} is kept; recompose the post that names it.`);
    return kept;
  };
  return {
    clock,
    log,
    proxyEnv,
    bytes: async (digest) => (await picture(digest)).bytes,
    publicUrl: async (digest, signal) => {
      const { bytes, mime } = await picture(digest);
      return mediaHost.publish(digest, bytes, mime, signal);
    },
    sawDate: (header) => {
      const theirs = header === null ? Number.NaN : Date.parse(header);
      const apartMs = clock.now() - theirs;
      if (Math.abs(apartMs) >= toleranceMs) log.warn({ apartMs }, "this machine's clock and the platform's are minutes apart");
    },
  };
}

/** Doctor's proof that a platform could fetch a picture: the whole way, from outside in, as far as that can be known from here. */
import type { MediaHost } from "../edge/media/host.ts";
import { type Look, look } from "../edge/media/look.ts";
import { judgeAddress, judgeRobots, type Obstacle, type Surroundings } from "../edge/media/outside-in.ts";
import { fetchesPictures } from "../settings/media-host.ts";
import type { Desk } from "./desk.ts";
import { markedProbe, type Probe, probe } from "./probe.ts";

/** Whether the pictures of posts can be fetched, in plain words. */
export interface PicturesCheckup {
  readonly host: "own" | "bucket" | "wordpress";
  /** `proven` as far as this machine can tell; `refused`: they can't; `unproven`: only this machine was ever meant to reach them. */
  readonly state: "proven" | "refused" | "unproven";
  /** Where a picture was fetched, or should have been. */
  readonly url: string | null;
  readonly notes: readonly string[];
}

export interface ProofPorts extends Surroundings {
  readonly mediaHost: MediaHost;
  readonly signal: AbortSignal;
}

type Way = Pick<PicturesCheckup, "state" | "url" | "notes">;

const unknowable = [
  "What can't be known from here: whether a firewall or bot protection before it treats Meta's servers otherwise. If Instagram still says",
  "that it can't fetch a picture, let facebookexternalhit and Meta's network (AS32934) through there.",
].join(" ");

/** True where a connected account's platform fetches pictures, for real. */
export function needsProof({ settings }: Pick<Desk, "settings">): boolean {
  return settings.mode === "live" && settings.accounts.some((account) => fetchesPictures(account) && settings.secrets.has(account.id));
}

function refused(url: string | null, ...notes: readonly string[]): Way {
  return { state: "refused", url, notes };
}

/** What the world gets from Herald's own server, where it isn't the probe. */
function notTheProbe(seen: Exclude<Look, { kind: "same" }>, url: string, { settings }: Pick<Desk, "settings">): Way {
  const inside = `http://${settings.host}:${settings.port}`;
  const elsewhere = `If only this machine can't reach it (some routers lead nobody back in), open the address with a phone off your network: it shows a picture of rings.`;
  switch (seen.kind) {
    case "later":
      return refused(
        url,
        `PUBLIC_URL could not be reached (${seen.reason}).`,
        `See that its name, its certificate and its port lead to Herald at ${inside}.`,
        elsewhere,
      );
    case "gone":
      return refused(
        url,
        "What answers at PUBLIC_URL has no pictures of this Herald.",
        `Let it pass /media/ on to Herald at ${inside}; restart a Herald that is older than this one.`,
      );
    case "changed":
      return refused(
        url,
        `The picture there ${seen.what}.`,
        "Let nothing before Herald change pictures (image optimisation, compression, a cache).",
      );
    case "closed":
      return refused(
        url,
        `The picture there ${seen.what}.`,
        "Let everyone read /media/ there, without a login, a cookie or a test for robots, at this very address.",
      );
  }
}

async function ownWay(desk: Pick<Desk, "settings">, { digest, mime, bytes }: Probe, { mediaHost, signal }: ProofPorts): Promise<Way> {
  const shown = await mediaHost.publish(digest, bytes, mime, signal);
  if (!shown.ok) return refused(null);
  const seen = await look(shown.url, { digest, mime, length: bytes.length }, signal);
  if (seen.kind !== "same") return notTheProbe(seen, shown.url, desk);
  return { state: "proven", url: shown.url, notes: ["A picture was fetched there without a login, and it is the same to the byte."] };
}

/** A picture that was never there before, so that the right to put one there is proven too. */
async function uploadedWay({ digest, mime, bytes }: Probe, { mediaHost, signal }: ProofPorts): Promise<Way> {
  const shown = await mediaHost.publish(digest, bytes, mime, signal);
  const isGone = await mediaHost.remove(digest, signal);
  if (!shown.ok) {
    const { outcome } = shown;
    return outcome.kind === "denied" ? refused(null, outcome.problem.message, outcome.problem.remedy) : refused(null, outcome.reason);
  }
  const left = isGone ? [] : ["The picture could not be deleted afterwards and stays there; that harms nothing."];
  return {
    state: "proven",
    url: shown.url,
    notes: ["A picture was put there, and fetched back without a login, the same to the byte.", ...left],
  };
}

function joined(way: Way, obstacle: Obstacle | null): Way {
  if (!obstacle) return way;
  const state = obstacle.kind === "unsure" || way.state === "refused" ? way.state : obstacle.kind === "near" ? "unproven" : "refused";
  return { ...way, state, notes: [...obstacle.notes, ...way.notes] };
}

const settingOf = { own: "PUBLIC_URL", bucket: "MEDIA_PUBLIC_URL", wordpress: "WORDPRESS_URL" } as const;

/** Tries the whole way of a picture; null where no connected account needs it. */
export async function provePictures(desk: Pick<Desk, "settings" | "clock">, ports: ProofPorts): Promise<PicturesCheckup | null> {
  const { mediaHost, publicUrl } = desk.settings;
  if (!needsProof(desk)) return null;
  const host = mediaHost.kind;
  const address = new URL(mediaHost.kind === "own" ? publicUrl : mediaHost.publicUrl);
  const obstacle = await judgeAddress(address, settingOf[host], ports);
  // A name that leads nowhere, or to this machine alone, needs no trying.
  if (host === "own" && obstacle && obstacle.kind !== "unsure")
    return { host, ...joined({ state: "proven", url: null, notes: [] }, obstacle) };
  const way = await (host === "own"
    ? ownWay(desk, probe(), ports)
    : uploadedWay(markedProbe(`Herald tries the way of a picture ${desk.clock.now()}`), ports));
  const robots = way.url === null ? null : await judgeRobots(way.url, ports.signal);
  const whole = joined(joined(way, robots), obstacle);
  return { host, ...whole, notes: whole.state === "proven" ? [...whole.notes, unknowable] : whole.notes };
}

/** Whether the world can reach an address, as far as this machine can tell. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isPublicAddress } from "../public-address.ts";
import { answerTo, textOf } from "./answer.ts";
import { asMeta } from "./look.ts";
import { forbids } from "./robots.ts";

export interface Surroundings {
  /** A proxy looks names up itself: what this machine finds, or doesn't, tells less. */
  readonly isBehindProxy: boolean;
  /** All addresses of a name; none where it has none. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** What keeps the world away, in words for a person, with what to do; `near` where only this machine was ever meant. */
export interface Obstacle {
  readonly kind: "near" | "wrong" | "unsure";
  readonly notes: readonly string[];
}

async function resolveAll(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

/** Names that the public internet doesn't have. https://www.iana.org/assignments/special-use-domain-names */
const localName = /(?:^|\.)(?:local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|example|invalid|onion|alt)$/;

function isThisMachine(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname.endsWith(".localhost") || /^127(?:\.\d{1,3}){3}$|^\[::1\]$/.test(url.hostname);
}

/** What is in the world's way by the address alone; null: nothing. @param setting the variable that holds it */
export async function judgeAddress(
  url: URL,
  setting: string,
  { isBehindProxy, resolve = resolveAll }: Surroundings,
): Promise<Obstacle | null> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const wrong = (what: string, remedy: string): Obstacle => ({
    kind: "wrong",
    notes: [`${what}, so Instagram can't fetch pictures.`, remedy],
  });
  const others = setting === "PUBLIC_URL" ? ", or keep the pictures in a bucket (MEDIA_BUCKET) or in WordPress (WORDPRESS_URL)" : "";
  const whole = `Set ${setting} to an https address that the internet reaches${others}.`;
  if (isThisMachine(url)) return { ...wrong(`Only this machine can reach ${url.origin}`, whole), kind: "near" };
  if (url.protocol !== "https:") return wrong(`${url.origin} is not https`, whole);
  if (isIP(host) === 0 && (!host.includes(".") || localName.test(host))) return wrong(`${host} is no name of the public internet`, whole);
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0 && isBehindProxy)
    return {
      kind: "unsure",
      notes: [`This machine can't look ${host} up itself (it is behind a proxy): whether it is a public address isn't known.`],
    };
  if (addresses.length === 0) return wrong(`${host} has no address in the DNS`, "Make an entry for it (A or AAAA), or mend its spelling.");
  const inside = addresses.filter((address) => !isPublicAddress(address));
  if (inside.length === 0) return null;
  if (isBehindProxy)
    return { kind: "unsure", notes: [`${host} is ${inside.join(", ")} for this machine; what it is for the world isn't known here.`] };
  const remedy =
    "Let its public DNS entry name the address that the internet reaches; a name that is answered otherwise inside your network hides that.";
  return wrong(`${host} leads to ${inside.join(", ")}, which only your own network can reach`, remedy);
}

/** Whether the robots.txt beside a picture keeps Meta's program from it. Null: no. */
export async function judgeRobots(picture: string, signal: AbortSignal): Promise<Obstacle | null> {
  const { origin, pathname } = new URL(picture);
  const answer = await answerTo(`${origin}/robots.txt`, { headers: asMeta, signal }, 500_000);
  if (answer.kind === "silence" || answer.status !== 200 || !forbids(textOf(answer), "facebookexternalhit", pathname)) return null;
  const remedy = `Add to it: "User-agent: facebookexternalhit" and below it "Allow: ${pathname.slice(0, pathname.lastIndexOf("/") + 1)}".`;
  return { kind: "wrong", notes: [`${origin}/robots.txt forbids Meta's facebookexternalhit to fetch pictures.`, remedy] };
}

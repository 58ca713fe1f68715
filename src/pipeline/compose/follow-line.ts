import type { PlatformId } from "../../domain/account.ts";
import type { House } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";
import { occasionOf } from "./occasion.ts";

const handles = { "youtube-community": "youtube", x: "x", instagram: "instagram" } as const;
const order = ["youtube-community", "x", "instagram"] as const satisfies readonly PlatformId[];

/**
 * The house's invitations to its *other* platforms, the one whose turn it is first, in plain words without handles. Rotated by
 * the summary's fingerprint, so that preview and queue agree. None for an opinion, a correction or a disaster, and none where the
 * outlet is nowhere else.
 */
export function followLines(summary: Summary, house: House, platform: PlatformId): readonly string[] {
  if (occasionOf(summary) !== "news") return [];
  const { follow, places, and, comma } = house.phrases[summary.language];
  const others = order.filter((id) => id !== platform && (house.brand.handles[handles[id]] ?? "") !== "");
  if (others.length === 0 || follow.length === 0) return [];
  const names = others.map((id) => places[id]);
  const last = names.at(-1) ?? "";
  const joined = names.length === 1 ? last : `${names.slice(0, -1).join(comma)}${and}${last}`;
  const turn = Number.parseInt(summary.fingerprint.slice(0, 8), 16) % follow.length;
  return [...follow.slice(turn), ...follow.slice(0, turn)].map((phrase) => phrase.replaceAll("{places}", joined));
}

import type { House } from "../../../domain/brand.ts";
import type { ClosingCard } from "../../../domain/media.ts";
import type { Summary } from "../../../domain/summary.ts";
import { occasionOf } from "../occasion.ts";
import type { Frame } from "./frame.ts";

const keys = { instagram: "instagram", x: "x", "youtube-community": "youtube" } as const;
const order = ["instagram", "x", "youtube-community"] as const;

/** Where to find the outlet; null where nobody is invited: under an opinion, a correction, a list of the dead. */
export function closingCard(summary: Summary, house: House, frame: Frame): ClosingCard | null {
  const phrases = house.phrases[summary.language];
  const handles = order.flatMap((id) => {
    const handle = house.brand.handles[keys[id]];
    return handle === undefined || handle === "" ? [] : [{ place: phrases.places[id], handle }];
  });
  if (occasionOf(summary) !== "news" || phrases.follow.length === 0 || handles.length === 0) return null;
  const { kicker: _, date: __, ...bare } = frame;
  return { kind: "closing", ...bare, invitation: phrases.closing ?? house.brand.name, handles, footer: [] };
}

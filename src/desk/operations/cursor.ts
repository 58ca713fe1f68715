import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { Place } from "../../storage/pages.ts";

/** A place in a list as programs carry it from page to page. */
export function cursorOf(place: Place | null): string | null {
  return place && Buffer.from(`${place.at} ${place.ordinal} ${place.summaryId}`).toString("base64url");
}

/** @param cursor absent: from the first */
export function placeIn(cursor: string | undefined): Result<Place | null> {
  if (cursor === undefined) return ok(null);
  const written = Buffer.from(cursor, "base64url").toString("utf8");
  const [, at = "", ordinal = "", summaryId = ""] = /^(\d{1,15}) (\d{1,9}) (\S{1,200})$/.exec(written) ?? [];
  if (summaryId !== "") return ok({ at: Number(at), ordinal: Number(ordinal), summaryId });
  return refuse(
    block("input-cursor", "cursor", "This is the end of no page.", "Give `next` of a page as it is, or nothing for the first one."),
  );
}

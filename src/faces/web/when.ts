import { type Desk, zoneOfPost } from "../../desk/desk.ts";
import type { Instant } from "../../domain/instant.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { When } from "../../pipeline/review.ts";
import { readInstant } from "../../pipeline/schedule.ts";
import type { Form } from "./form.ts";
import { zoneNamed } from "./times.ts";

/** The time that a form says, in the zone that it names; where it names none, in that of the post's account. */
export async function timeIn(desk: Desk, postId: string, form: Form): Promise<Result<Instant>> {
  const written = form.word("at");
  if (written === null) return refuse(block("input-time", "At", "No time is given.", "Choose a day and a time, or the next free slot."));
  const zone = zoneNamed(form, await zoneOfPost(desk, postId));
  return zone.ok ? readInstant(written, zone.value, desk.clock.now()) : zone;
}

/** When a post goes out, as a form says: the next free slot, at once, or at a time in the zone that the form names. */
export async function whenOf(desk: Desk, postId: string, form: Form): Promise<Result<When>> {
  const kind = form.word("when") ?? "next";
  if (kind === "now" || kind === "next") return ok({ kind });
  const at = await timeIn(desk, postId, form);
  return at.ok ? ok({ kind: "at", at: at.value }) : at;
}

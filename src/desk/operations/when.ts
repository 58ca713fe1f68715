import type { Instant } from "../../domain/instant.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { When } from "../../pipeline/review.ts";
import { readInstant } from "../../pipeline/schedule.ts";
import { type Desk, zoneOfPost } from "../desk.ts";

/** A moment as a program writes it. @param post in whose zone a time without an offset is read; absent: the house's */
export async function readTime(desk: Desk, text: string, where: string, post?: string): Promise<Result<Instant>> {
  const zone = post === undefined ? desk.settings.timezone : await zoneOfPost(desk, post);
  return readInstant(text, zone, desk.clock.now(), where);
}

const twoTimes = block("input-time", "at", "`at` and `now` say two different times.", "Give one of them.");

/** `at`, `now`, or the next free slot. */
export async function whenGiven(
  desk: Desk,
  { at, now }: { at?: string | undefined; now?: boolean | undefined },
  post?: string,
): Promise<Result<When>> {
  if (now) return at === undefined ? ok({ kind: "now" }) : refuse(twoTimes);
  if (at === undefined) return ok({ kind: "next" });
  const time = await readTime(desk, at, "at", post);
  return time.ok ? ok({ kind: "at", at: time.value }) : time;
}

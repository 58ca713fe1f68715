import { type Desk, zoneOfPost } from "../../desk/desk.ts";
import type { Instant } from "../../domain/instant.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { When } from "../../pipeline/review.ts";
import { readInstant } from "../../pipeline/schedule.ts";
import { flag, type Typed, textOption } from "./command.ts";

/** A moment as typed, read in the account's zone where it has no offset. */
export function readTime(desk: Desk, text: string, zone: string, where: string): Result<Instant> {
  const read = readInstant(text, zone, desk.clock.now());
  return read.ok ? read : refuse(...read.problems.map((problem) => ({ ...problem, where })));
}

/** The account's zone; the house's, where settings know the account no more. */
export function zoneOfAccount({ settings }: Desk, account: string): string {
  return settings.accounts.find(({ id }) => id === account)?.timetable.timezone ?? settings.timezone;
}

/** An instant as a list shows it, by the clocks of `zone`: `2026-12-01 09:00`. */
export function sayClock(at: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}

/** `--at T`, `--now`, or the next free slot. */
export async function readWhen(desk: Desk, typed: Typed, postId: string | undefined): Promise<Result<When>> {
  const text = textOption(typed, "at");
  if (flag(typed, "now")) {
    if (text !== undefined) return refuse(block("usage-when", "--at", "--at and --now say two different times.", "Give one of them."));
    return ok({ kind: "now" });
  }
  if (text === undefined) return ok({ kind: "next" });
  const at = readTime(desk, text, postId === undefined ? desk.settings.timezone : await zoneOfPost(desk, postId), "--at");
  return at.ok ? ok({ kind: "at", at: at.value }) : at;
}

import type { Instant } from "../domain/instant.ts";
import { ok, type Result } from "../domain/problem.ts";
import { accountOf, type Desk, nowOf } from "./desk.ts";

/** The brake: nothing of the account (null: of any) is sent until it is released. @param until releases by itself then. */
export async function pause(
  desk: Desk,
  account: string | null,
  reason: string,
  until: Instant | null,
): Promise<Result<{ readonly account: string; readonly reason: string }>> {
  const known = account === null ? ok(null) : accountOf(desk, account);
  if (!known.ok) return known;
  await desk.store.pause(account, { reason, since: nowOf(desk), until, by: desk.person });
  return ok({ account: account ?? "all", reason });
}

/** Releases the brake; `was` is false where it was not on. */
export async function resume(desk: Desk, account: string | null): Promise<Result<{ readonly account: string; readonly was: boolean }>> {
  const known = account === null ? ok(null) : accountOf(desk, account);
  if (!known.ok) return known;
  return ok({ account: account ?? "all", was: await desk.store.resume(account) });
}

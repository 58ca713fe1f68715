import type { Account } from "../domain/account.ts";
import { canonicalText } from "../storage/chain.ts";
import type { Desk } from "./desk.ts";

/** What of an account's settings the record keeps: all but its login, which stands nowhere in them. */
function settingsOf({ id: _, ...settings }: Account): object {
  return settings;
}

/**
 * Keeps in the record under which rules decisions are taken: each account's settings, when they are first seen and whenever they are
 * others than before. The file is written outside Herald, so that nobody is named.
 */
export async function recordSettings(desk: Pick<Desk, "store" | "settings" | "clock">): Promise<void> {
  for (const account of desk.settings.accounts) {
    const subject = `account ${account.id}`;
    const body = settingsOf(account);
    const last = await desk.store.audit.last("settings", subject);
    if (last?.body !== canonicalText(body))
      await desk.store.audit.add({ at: desk.clock.now(), by: "herald", kind: "settings", subject, body });
  }
}

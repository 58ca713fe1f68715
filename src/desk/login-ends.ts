import { toIso } from "../domain/instant.ts";
import { openKept } from "../settings/kept.ts";
import type { Desk } from "./desk.ts";

/** Until when an account's login holds. */
export interface LoginEnd {
  readonly account: string;
  /** ISO 8601. */
  readonly until: string;
  /** Whether Herald renews it by itself, while it runs. */
  readonly isRenewed: boolean;
}

/** Of connected accounts whose logins have an end that is known. Asks nobody. */
export async function loginEnds({ store, settings, registry }: Desk): Promise<readonly LoginEnd[]> {
  const kept = await store.secrets.list();
  return settings.accounts.flatMap(({ id, platform }) => {
    const { oauth } = registry[platform];
    const own = settings.ways.get(id) === "database" ? kept.find(({ account }) => account === id) : undefined;
    const opened = own && openKept(own, settings.sealKeys);
    const secret = opened?.ok ? opened.secret : settings.secrets.get(id);
    const until = secret && oauth ? oauth.until(secret) : null;
    if (!oauth || !secret || until === null) return [];
    return [{ account: id, until: toIso(until), isRenewed: own !== undefined && oauth.renewAt(secret, own.updatedAt) !== null }];
  });
}

import { keepLogins, type LoginKeeper } from "../../src/desk/logins.ts";
import type { RenewalParts } from "../../src/desk/renew.ts";
import type { Account, PlatformId } from "../../src/domain/account.ts";
import { ok } from "../../src/domain/problem.ts";
import type { Clock } from "../../src/edge/clock.ts";
import { silentLog } from "../../src/edge/log.ts";
import { netOf } from "../../src/faces/logins.ts";
import { watchOver } from "../../src/notify/watch.ts";
import type { Secret } from "../../src/platforms/platform.ts";
import { registry } from "../../src/platforms/registry.ts";
import { apps } from "../../src/sandbox/apps.ts";
import { type SealKey, seal } from "../../src/settings/seal.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Store } from "../../src/storage/store.ts";
import { isGone } from "../../src/worker/owner.ts";
import { accountOn } from "./platform-fixtures.ts";

export interface RenewalDesk {
  /** What the keeper works at. */
  readonly desk: RenewalParts["desk"];
  readonly store: Store;
  readonly account: Account;
  readonly keeper: LoginKeeper;
  readonly key: SealKey;
  /** Keeps a login, as if the account had just been connected. */
  connect(secret: Secret): Promise<void>;
}

/** What a desk may be laid with. */
export interface RenewalOptions {
  readonly platform?: PlatformId;
  readonly remoteId?: string;
  /** A login of the environment, instead of kept ones. */
  readonly environment?: Secret;
}

const clients: Readonly<Record<PlatformId, Secret>> = {
  x: { X_CLIENT_ID: apps.x.id, X_CLIENT_SECRET: apps.x.secret },
  instagram: { INSTAGRAM_APP_ID: apps.instagram.id, INSTAGRAM_APP_SECRET: apps.instagram.secret },
  "youtube-community": {},
};

/**
 * The part of a live desk that keeps the login of one account, which is called as its platform is, on a database that others may work on,
 * too.
 * @param key hexadecimal
 */
export async function renewalDesk(
  file: string,
  key: string,
  clock: Clock,
  owner: string,
  { platform = "x", remoteId = "1900000000000000001", environment }: RenewalOptions = {},
): Promise<RenewalDesk> {
  const account: Account = { ...accountOn(platform), remoteId };
  const { id } = account;
  const store = await openSqlite({ file, now: clock.now, busyTimeoutMs: 50, watch: watchOver([account]) });
  const sealKey: SealKey = { id: "of-a-test", bytes: Buffer.from(key, "hex") };
  const settings = {
    mode: "live",
    accounts: [account],
    secrets: new Map([[id, environment ?? {}]]),
    ways: new Map([[id, environment ? "environment" : "database"]]),
    sealKeys: { current: ok(sealKey), old: null },
    oauthClients: new Map([[id, clients[platform]]]),
    worker: { requestTimeoutMs: 10_000, settleMs: 60_000, leaseMs: 120_000, tickMs: 1_000 },
  } as unknown as Settings;
  const desk = { store, settings, registry, clock };
  const keeper = keepLogins({ desk, owner, isGone, net: () => netOf(desk), log: silentLog });
  const connect = async (secret: Secret) => {
    const expiresAt = registry[platform].oauth?.until(secret) ?? null;
    const kept = { account: id, sealed: seal(secret, id, sealKey), keyId: sealKey.id };
    await store.secrets.keep(kept, { variables: Object.keys(secret), verified: true, expiresAt }, clock.now(), "editor");
  };
  return { desk, store, account, keeper, key: sealKey, connect };
}

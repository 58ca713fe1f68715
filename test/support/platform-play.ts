import type { PlatformId } from "../../src/domain/account.ts";
import type { Secret, Session } from "../../src/platforms/platform.ts";
import { registry } from "../../src/platforms/registry.ts";
import { joinStandIns, type StandInOptions, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { accountOn, edgeWith } from "./platform-fixtures.ts";
import { drawPicture, openPictureServer } from "./stand-ins.ts";

/** The stand-ins, reached by this process's own clients, and sessions on them. */
export interface Play {
  readonly standIns: StandIns;
  /** A picture that `Edge` has the bytes and a public address of. */
  readonly digest: string;
  /** Dates that sessions saw in answers. */
  readonly dates: readonly (string | null)[];
  open(platform: PlatformId, secret?: Secret): Promise<Session>;
  close(): Promise<void>;
}

/** Starts them and leads this process there until closed. */
export async function openPlay(options: StandInOptions = {}): Promise<Play> {
  const standIns = await startStandIns(options);
  const pictures = await openPictureServer();
  const bytes = await drawPicture(1080, 1350);
  const digest = "cd".repeat(32);
  const address = pictures.serve(`${digest}.jpg`, bytes);
  const leave = joinStandIns(standIns);
  const dates: (string | null)[] = [];
  const edge = edgeWith({
    proxyEnv: standIns.proxyEnv,
    bytes: async () => bytes,
    publicUrl: async () => ({ ok: true, url: address }),
    sawDate: (date) => void dates.push(date),
  });
  return {
    standIns,
    digest,
    dates,
    open: (platform, secret = standIns.logins[platform]) => {
      const account = accountOn(platform);
      return registry[platform].open({ ...account, remoteId: registry[platform].remoteId(secret) }, secret, edge);
    },
    close: async () => {
      leave();
      await Promise.all([standIns.close(), pictures.close()]);
    },
  };
}

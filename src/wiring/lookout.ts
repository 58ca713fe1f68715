/** Notices that settings were changed: by SIGHUP, and by looking at their files and at the logins that the database keeps. */
import { dirname, join } from "node:path";
import type { Desk } from "../desk/desk.ts";
import { fingerprints } from "../settings/fingerprint.ts";
import type { Settings } from "../settings/settings.ts";
import type { Signals } from "./signals.ts";

/** How often it is looked; what was changed is read once it has stood still for so long. */
const lookMs = 2_000;

/** Why settings should be read anew. */
export interface Sign {
  /** Somebody asked for it. */
  readonly isAsked: boolean;
  /** The templates as they stand now: another text whenever one of them is another. */
  readonly templates: string;
}

export interface Lookout {
  /** The templates as they stood when the watch began. */
  readonly templates: string;
  /** The next sign, the first of them at the first look; null: the process is asked to stop. */
  next(desk: Desk): Promise<Sign | null>;
  /** Gives the same sign again: what it led to could not be judged. */
  again(): void;
}

function filesOf({ configFile, house }: Settings, directory: string): readonly string[] {
  const { logo } = house.brand;
  return [configFile, join(dirname(configFile), "style.yaml"), join(directory, ".env"), ...(logo === undefined ? [] : [logo])];
}

/** Which logins are kept; one that Herald itself renews stays the same. */
async function loginsIn({ store }: Desk): Promise<string> {
  const kept = await store.secrets.list();
  return kept.map(({ account, keyId, updatedAt }) => `${account} ${keyId} ${updatedAt}`).join("\n");
}

/** @param directory where `.env` lies */
export function openLookout({ settings }: Desk, directory: string, { stop, hangUp }: Pick<Signals, "stop" | "hangUp">): Lookout {
  const print = fingerprints();
  const templatesIn = ({ templatesDirectory }: Settings) => print([], [templatesDirectory]);
  // Something may have changed since the settings were read: the first look finds it.
  let seen = "";
  let pending = "";
  let hangingUp = hangUp();
  let isAsked = false;
  const look = async (desk: Desk): Promise<Sign | null> => {
    const templates = templatesIn(desk.settings);
    const now = [print(filesOf(desk.settings, directory), []), templates, await loginsIn(desk)].join("\n");
    const stoodStill = now === pending;
    pending = now;
    if (!isAsked && (now === seen || !stoodStill)) return null;
    const sign = { isAsked, templates };
    seen = now;
    isAsked = false;
    return sign;
  };
  return {
    templates: templatesIn(settings),
    next: async (desk) => {
      for (;;) {
        await desk.clock.sleep(lookMs, AbortSignal.any([stop, hangingUp]));
        if (stop.aborted) return null;
        if (hangingUp.aborted) {
          isAsked = true;
          hangingUp = hangUp();
        }
        // A database that doesn't answer is looked at again.
        const sign = await look(desk).catch(() => null);
        if (sign) return sign;
      }
    },
    again: () => {
      seen = "";
    },
  };
}

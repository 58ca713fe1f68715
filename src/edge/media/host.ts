import type { Outcome } from "../../domain/journal.ts";
import type { Clock } from "../clock.ts";

/** Why a picture has no public address: for the moment (`later`), or until somebody mends it (`denied`). Never doubt: readers see nothing of it. */
export type NoPicture = Extract<Outcome, { readonly kind: "later" | "denied" }>;

/** Where the world can fetch a picture, or why it can't. */
export type PublicPicture = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly outcome: NoPicture };

/**
 * Where pictures stand so that a platform can fetch them. To add one: a file that opens with its documentation and exports
 * `openName(settings, …): MediaHost`, a `kind` in `MediaHostSettings`, its variables in `settings/media-host.ts`.
 */
export interface MediaHost {
  /**
   * Puts a picture there unless it is there already, fetches it back through its public address and compares its SHA-256.
   * Named by its digest, so that doing it again, in any process, after any crash, changes nothing. Never throws for an answer.
   * @param digest SHA-256 of the bytes, hex; the name is `<digest>.jpg`.
   * @param signal ends it, with `later`.
   */
  publish(digest: string, bytes: Uint8Array, mime: string, signal: AbortSignal): Promise<PublicPicture>;
  /** Takes a picture away again, as `doctor` does with its probe. False where it could not. */
  remove(digest: string, signal: AbortSignal): Promise<boolean>;
}

/** Addresses are without a slash at the end. */
export type MediaHostSettings =
  /** Herald's own `/media/…` under `PUBLIC_URL`. */
  | { readonly kind: "own" }
  | {
      readonly kind: "bucket";
      /** With the bucket, and a folder if wanted: `https://s3.eu-west-1.amazonaws.com/outlet/herald`. */
      readonly url: string;
      /** How the world reads what lies there. */
      readonly publicUrl: string;
      /** Null: as the address tells, else `us-east-1`. */
      readonly region: string | null;
      readonly accessKey: string;
      /** Secret. */
      readonly secretKey: string;
    }
  | {
      readonly kind: "wordpress";
      readonly url: string;
      /** What the addresses of its pictures begin with. */
      readonly publicUrl: string;
      readonly user: string;
      /** Secret: an application password. */
      readonly password: string;
    };

/** Herald's own server: nothing is sent anywhere, so nothing can go wrong here. @param publicUrl without a slash at the end */
function openOwn(publicUrl: string): MediaHost {
  return {
    publish: async (digest) => ({ ok: true, url: `${publicUrl}/media/${digest}.jpg` }),
    remove: async () => true,
  };
}

/** Opens the host that the settings name; what it needs is loaded with its first picture. */
export function openMediaHost(
  settings: MediaHostSettings,
  { publicUrl, clock }: { readonly publicUrl: string; readonly clock: Clock },
): MediaHost {
  if (settings.kind === "own") return openOwn(publicUrl);
  let host: Promise<MediaHost> | undefined;
  const opened = () => {
    host ??=
      settings.kind === "bucket"
        ? import("./bucket.ts").then(({ openBucket }) => openBucket(settings, clock))
        : import("./wordpress.ts").then(({ openWordPress }) => openWordPress(settings, clock));
    return host;
  };
  return {
    publish: async (...asked) => (await opened()).publish(...asked),
    remove: async (...asked) => (await opened()).remove(...asked),
  };
}

import type { Media } from "../storage/store.ts";
import type { Desk } from "./desk.ts";
import { probe } from "./probe.ts";

/** A picture for anyone to fetch: only while a post that names it is claimed, and 48 hours beyond, and the probe; undefined otherwise. */
export async function publicPicture({ store, clock }: Pick<Desk, "store" | "clock">, digest: string): Promise<Media | undefined> {
  if (digest === probe().digest) return probe();
  return (await store.isPublic(digest, clock.now())) ? store.media(digest) : undefined;
}

import type { Instant } from "../../domain/instant.ts";

/** What `media` creates: one picture, a picture of a carousel, or the carousel. */
export interface Container {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: "image" | "child" | "carousel";
  readonly caption: string;
  readonly alt: string;
  /** Digest of the picture; null for a carousel. */
  readonly digest: string | null;
  readonly children: readonly string[];
  readonly createdAt: Instant;
  /** Questions still to be answered with `IN_PROGRESS`. */
  pendingPolls: number;
  /** The media it became; null until published. */
  mediaId: string | null;
}

/** What readers see. */
export interface InstagramMedia {
  readonly id: string;
  readonly ownerId: string;
  readonly containerId: string;
  /** In its address; not computable from the id. */
  readonly shortcode: string;
  readonly caption: string;
  readonly pictures: readonly { readonly digest: string; readonly alt: string }[];
  readonly publishedAt: Instant;
}

export interface InstagramToken {
  readonly value: string;
  readonly ownerId: string;
  readonly by: "instagram" | "facebook";
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** It came for a code, and is good for an hour and for an exchange. */
  readonly short?: true;
}

export interface InstagramWorld {
  readonly containers: Container[];
  readonly media: InstagramMedia[];
  readonly tokens: InstagramToken[];
  /** How many ids were given out. */
  serial: number;
}

export function emptyInstagram(): InstagramWorld {
  return { containers: [], media: [], tokens: [], serial: 0 };
}

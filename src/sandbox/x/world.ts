import type { Instant } from "../../domain/instant.ts";

/** A post as X keeps it; deleted ones stay, so that a test can see that they were there. */
export interface XPost {
  readonly id: string;
  readonly authorId: string;
  /** As it was sent. */
  readonly text: string;
  readonly createdAt: Instant;
  readonly replyTo: string | null;
  /** The first post of the thread. */
  readonly conversationId: string;
  readonly mediaIds: readonly string[];
  deleted: boolean;
}

/** A picture on its way into a post. */
export interface Upload {
  readonly id: string;
  readonly ownerId: string;
  readonly mime: string;
  readonly category: string;
  readonly totalBytes: number;
  readonly startedAt: Instant;
  /** Digests of the pieces, by their index. */
  readonly segments: Record<string, string>;
  /** Digest of the whole; null until finalised. */
  digest: string | null;
  finalizedAt: Instant | null;
  /** STATUS questions still to be answered with `pending`. */
  pendingPolls: number;
  alt: string;
  /** The post that carries it; a picture goes into one post. */
  usedBy: string | null;
}

export interface XWorld {
  readonly posts: XPost[];
  readonly uploads: Upload[];
  spentUsd: number;
  /** The last id given out: ids grow and never repeat. */
  lastId: string;
}

export function emptyX(): XWorld {
  return { posts: [], uploads: [], spentUsd: 0, lastId: "0" };
}

/** What readers of the platforms see: threads whole, pictures as bytes, nothing that was deleted. */
import type { Instant } from "../domain/instant.ts";
import type { Stage } from "./stage.ts";
import { sniff } from "./x/uploads.ts";
import type { XPost } from "./x/world.ts";

export interface SeenPicture {
  /** SHA-256 (hex) of the bytes. */
  readonly digest: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly alt: string;
}

export interface SeenPart {
  /** The platform's id. */
  readonly id: string;
  readonly text: string;
  readonly pictures: readonly SeenPicture[];
}

/** A post or a whole thread, in the order in which it is read. */
export interface Seen {
  readonly platform: "x" | "instagram";
  /** Without `@`. */
  readonly handle: string;
  readonly name: string;
  readonly url: string;
  readonly publishedAt: Instant;
  readonly parts: readonly SeenPart[];
}

/** Everything on show, oldest first. */
export function readers(stage: Stage): readonly Seen[] {
  return [...readX(stage), ...readInstagram(stage)].toSorted((a, b) => a.publishedAt - b.publishedAt);
}

function readX(stage: Stage): readonly Seen[] {
  const posts = stage.keep.world().x.posts.filter((post) => !post.deleted);
  const roots = posts.filter((post) => !posts.some((parent) => parent.id === post.replyTo && parent.authorId === post.authorId));
  return roots.map((root) => {
    const { handle = "", name = "" } = stage.people.x.find((person) => person.id === root.authorId) ?? {};
    const parts = thread(root, posts).map((post) => partOfX(post, stage));
    return { platform: "x", handle, name, url: `https://x.com/${handle}/status/${root.id}`, publishedAt: root.createdAt, parts };
  });
}

/** A post and the author's own replies below it; a second reply to the same post, which should not be, follows the first. */
function thread(root: XPost, posts: readonly XPost[]): readonly XPost[] {
  const replies = posts.filter((post) => post.replyTo === root.id && post.authorId === root.authorId);
  return [root, ...replies.flatMap((reply) => thread(reply, posts))];
}

function partOfX(post: XPost, stage: Stage): SeenPart {
  const uploads = post.mediaIds.map((id) => stage.keep.world().x.uploads.find((upload) => upload.id === id));
  const pictures = uploads.flatMap((upload) => (upload?.digest ? [picture(upload.digest, upload.alt, stage)] : []));
  return { id: post.id, text: post.text, pictures };
}

function readInstagram(stage: Stage): readonly Seen[] {
  return stage.keep.world().instagram.media.map((media) => {
    const { handle = "", name = "" } = stage.people.instagram.find((person) => person.id === media.ownerId) ?? {};
    const pictures = media.pictures.map(({ digest, alt }) => picture(digest, alt, stage));
    const parts = [{ id: media.id, text: media.caption, pictures }];
    return {
      platform: "instagram",
      handle,
      name,
      url: `https://www.instagram.com/p/${media.shortcode}/`,
      publishedAt: media.publishedAt,
      parts,
    };
  });
}

function picture(digest: string, alt: string, stage: Stage): SeenPicture {
  const bytes = stage.keep.bytes(digest);
  return { digest, mime: sniff(bytes) ?? "application/octet-stream", bytes, alt };
}

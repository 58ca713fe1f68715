/** What the address of a community post tells: its id, and the channel's where it stands in it. */
export interface PostAddress {
  readonly id: string;
  readonly channelId?: string;
  /** With its `@`. */
  readonly handle?: string;
}

const hosts = new Set(["youtube.com", "www.youtube.com"]);
/** Clips begin with the same letters: the path decides. */
const postId = /^Ugkx[\w-]{16,64}$/;
const postPath = /^\/post\/([\w-]+)\/?$/;
const channelPath = /^\/channel\/(UC[\w-]{22})\/community\/?$/;
const handlePath = /^\/(@[\p{L}\p{N}_.·-]{3,30})\/community\/?$/u;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

function withId(id: string | null | undefined, more: Omit<PostAddress, "id">): PostAddress | null {
  return id && postId.test(id) ? { id, ...more } : null;
}

/**
 * Reads the address of a community post, in the forms that YouTube gives out; null for anything else, clips among it.
 * @example postAddress("https://www.youtube.com/post/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345")
 */
export function postAddress(address: string): PostAddress | null {
  const url = URL.parse(address.trim());
  if (url?.protocol !== "https:" || !hosts.has(url.host)) return null;
  const path = decoded(url.pathname);
  const post = postPath.exec(path);
  if (post) return withId(post[1], {});
  const channelId = channelPath.exec(path)?.[1];
  const handle = handlePath.exec(path)?.[1];
  const linked = url.searchParams.get("lb");
  if (channelId) return withId(linked, { channelId });
  return handle ? withId(linked, { handle }) : null;
}

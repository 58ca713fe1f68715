import { Hono } from "hono";

/** A picture as it is kept. */
export interface KeptPicture {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/**
 * `GET /media/<digest>.jpg`: a picture of a post that is being published, for the platform to fetch. The digest is its
 * whole address: there is no list, and a wrong name is not told from a picture that is not public.
 */
export function media(find: (digest: string) => Promise<KeptPicture | undefined>): Hono {
  return new Hono().get("/media/:file{[0-9a-f]{64}\\.jpg}", async (context) => {
    const digest = context.req.param("file").slice(0, 64);
    const picture = await find(digest);
    if (picture === undefined) return context.notFound();
    const tag = `"${digest}"`;
    const headers = { ETag: tag, "Cache-Control": "public, max-age=31536000, immutable", "Cross-Origin-Resource-Policy": "cross-origin" };
    if (context.req.header("If-None-Match") === tag) return context.body(null, 304, headers);
    const body = new Uint8Array(picture.bytes);
    return context.body(body, 200, { ...headers, "Content-Type": picture.mime, "Content-Length": String(body.byteLength) });
  });
}

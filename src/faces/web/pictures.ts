import type { Routes } from "./routes.ts";

/** `GET /pictures/<digest>.jpg`: any picture that is kept, for who is signed in; strangers see only `/media`. */
export function pictures(routes: Routes): void {
  routes.get("/pictures/:file{[0-9a-f]{64}\\.jpg}", "read", async ({ context, desk }) => {
    const kept = await desk.store.media(context.req.param("file")?.slice(0, 64) ?? "");
    if (!kept) return context.notFound();
    const headers = { "Content-Type": kept.mime, "Cache-Control": "private, max-age=31536000, immutable" };
    return context.body(new Uint8Array(kept.bytes), 200, headers);
  });
}

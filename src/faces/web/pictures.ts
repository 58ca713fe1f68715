import type { Routes } from "./routes.ts";

/** `GET /pictures/<digest>.jpg`: any picture that is kept, for who is signed in; strangers see only `/media`. With `?download` to be saved. */
export function pictures(routes: Routes): void {
  routes.get("/pictures/:file{[0-9a-f]{64}\\.jpg}", "read", async ({ context, desk }) => {
    const digest = context.req.param("file")?.slice(0, 64) ?? "";
    const kept = await desk.store.media(digest);
    if (!kept) return context.notFound();
    const saved =
      context.req.query("download") === undefined ? {} : { "Content-Disposition": `attachment; filename="${digest.slice(0, 12)}.jpg"` };
    const headers = { ...saved, "Content-Type": kept.mime, "Cache-Control": "private, max-age=31536000, immutable" };
    return context.body(new Uint8Array(kept.bytes), 200, headers);
  });
}

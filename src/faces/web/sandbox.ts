import { createHash } from "node:crypto";
import type { Routes } from "./routes.ts";

/** `GET /stand-ins`: the sandbox as readers see it, made anew each time. It shows drafts too, so nobody else is let in. */
export function sandbox(routes: Routes, standIns: () => Promise<string>): void {
  routes.get("/stand-ins", "read", async ({ context }) => {
    const html = await standIns();
    return context.html(html, 200, { "Content-Security-Policy": policyFor(html), "Cache-Control": "no-store" });
  });
}

/** Nothing but the page itself: its own style by hash, its pictures inside it, no script, no form, no frame. */
function policyFor(html: string): string {
  const styles = html
    .matchAll(/<style>([^<]*)<\/style>/g)
    .map(([, style = ""]) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  return `default-src 'none'; img-src data:; style-src ${[...styles].join(" ") || "'none'"}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

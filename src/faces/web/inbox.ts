import { inboxOf } from "../../desk/inbox.ts";
import { page } from "./page.ts";
import type { Routes } from "./routes.ts";

/** `GET /`: what came in, its drafts, and what stands in their way. */
export function inbox(routes: Routes): void {
  routes.get("/", "read", async (visit) => {
    const stories = await inboxOf(visit.desk);
    return page(visit, { view: "inbox", title: "Inbox", place: "inbox", values: { stories } });
  });
}

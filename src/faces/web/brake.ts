import { pause, resume } from "../../desk/pause.ts";
import { type Decide, decisions } from "./decisions.ts";
import { problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";

const stop: Decide = ({ desk }, form) =>
  pause(desk, form.word("account"), form.word("reason") ?? strings(desk.templates).brake.noReason, null);

const go: Decide = ({ desk }, form) => resume(desk, form.word("account"));

const decision = decisions({ to: () => "/", refused: (visit, problems) => problemPage(visit, problems, 422) });

/** `POST /pause` and `/resume`: the brake, on every page. Without `account` it is the house's. */
export function brake(routes: Routes): void {
  routes.post("/pause", "pause", decision("paused", stop));
  routes.post("/resume", "resume", decision("resumed", go));
}

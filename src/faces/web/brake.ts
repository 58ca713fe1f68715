import { pause, resume } from "../../desk/pause.ts";
import { readForm } from "./form.ts";
import { onTo, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import type { Visit } from "./visit.ts";

/** A page of ours to go back to; nothing that a form says leads anywhere else. */
export function pathHere(written: string | null): string {
  return written !== null && /^\/(?![/\\])[^\s\\\p{C}]*$/u.test(written) ? written : "/";
}

async function stop(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const reason = form.word("reason") ?? String((strings(visit.desk.templates).brake as { readonly noReason: string }).noReason);
  const account = form.word("account");
  const done = await pause(visit.desk, account, reason, null);
  return done.ok ? onTo(visit, pathHere(form.word("back")), "paused") : problemPage(visit, done.problems, 422);
}

async function go(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const done = await resume(visit.desk, form.word("account"));
  return done.ok ? onTo(visit, pathHere(form.word("back")), "resumed") : problemPage(visit, done.problems, 422);
}

/** `POST /pause` and `/resume`: the brake, on every page. Without `account` it is the house's. */
export function brake(routes: Routes): void {
  routes.post("/pause", "pause", stop);
  routes.post("/resume", "resume", go);
}

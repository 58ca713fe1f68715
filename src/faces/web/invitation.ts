import { acceptInvitation, invitation } from "../../desk/invitation.ts";
import type { Problem } from "../../domain/problem.ts";
import { browserOf, giveCookies } from "./browser.ts";
import { readForm } from "./form.ts";
import { onTo } from "./on-to.ts";
import { page } from "./page.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import type { Visit } from "./visit.ts";

const tokenOf = ({ context }: Visit) => context.req.param("token") ?? "";

/** A link that was used, is over or never was looks the same. */
async function show(visit: Visit, problems: readonly Problem[] = []): Promise<Response> {
  const offered = await invitation(visit.desk, tokenOf(visit));
  const title = strings(visit.desk.templates).invitation.title;
  const person = offered && { name: offered.person.name, email: offered.person.email, purpose: offered.purpose };
  const status = offered ? (problems.length > 0 ? 422 : 200) : 404;
  return page(visit, { view: "invitation", title, values: { person, action: visit.context.req.path }, problems, status });
}

async function accept(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const opened = await acceptInvitation(visit.desk, tokenOf(visit), form.text("password"), browserOf(visit));
  if (!opened.ok) return show(visit, opened.problems);
  giveCookies(visit, opened.value);
  return onTo(visit, "/", "welcome");
}

/** `/invitation/:token`: a one-time link. Opening it decides nothing; its button does. */
export function invitations(routes: Routes): void {
  routes.get("/invitation/:token", "open", (visit) => show(visit));
  routes.post("/invitation/:token", "open", accept);
}

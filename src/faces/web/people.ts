/** `/people`: who works with Herald, for admins. */
import { addPerson, disable, enable, everybody, invite, type PersonReport, type Sent, setRole, signOutPerson } from "../../desk/people.ts";
import { roles } from "../../domain/person.ts";
import { block, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { isRole } from "../../people/staff.ts";
import { decisions } from "./decisions.ts";
import { type Form, readForm } from "./form.ts";
import { page, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { inFull, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** What was just typed of somebody new; it must not be lost where something stands against it. */
interface Typed {
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

const nothing: Typed = { name: "", email: "", role: "writer" };

interface Shown {
  readonly problems?: readonly Problem[];
  readonly typed?: Typed;
  /** A link, the one time that it is shown. */
  readonly sent?: Sent;
}

async function show(visit: Visit, { problems = [], typed = nothing, sent }: Shown = {}): Promise<Response> {
  const { desk } = visit;
  const people = await everybody(desk);
  if (!people.ok) return problemPage(visit, people.problems, 403);
  const zone = zoneOf(visit);
  const said = (at: string | number | null) => (at === null ? null : inFull(at, zone));
  const rows = people.value.map((person: PersonReport) => ({
    ...person,
    seen: said(person.seenAt),
    invited: said(person.invitedUntil),
    self: person.id === desk.actor.id,
  }));
  const link = sent ? { name: sent.person.name, address: sent.link, until: said(sent.expiresAt) } : null;
  const values = { people: rows, roles, typed, sent: link };
  return page(visit, { view: "people", place: "people", values, problems });
}

function noRole(role: string): Result<never> {
  return refuse(block("input-role", "role", `There is no role "${role}".`, `Use one of: ${roles.join(", ")}.`));
}

async function add(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const typed = { name: form.text("name"), email: form.text("email"), role: form.text("role") };
  const { role } = typed;
  const added = isRole(role) ? await addPerson(visit.desk, { ...typed, role, systemUser: null }) : noRole(role);
  return added.ok ? sendLink(visit, added.value.id) : show(visit, { problems: added.problems, typed });
}

/** The link stands on this page alone: it is answered, not redirected to. */
async function sendLink(visit: Visit, id: string): Promise<Response> {
  const sent = await invite(visit.desk, id, visit.site.origin());
  return sent.ok ? show(visit, { sent: sent.value }) : show(visit, { problems: sent.problems });
}

const decision = decisions({ to: () => "/people", refused: (visit, problems) => show(visit, { problems }) });

async function giveRole(visit: Visit, form: Form): Promise<Result<unknown>> {
  const role = form.text("role");
  return isRole(role) ? setRole(visit.desk, visit.id, role) : noRole(role);
}

export function peoplePages(routes: Routes): void {
  routes.get("/people", "people", (visit) => show(visit));
  routes.post("/people", "people", add);
  routes.post("/people/:id/invite", "people", (visit) => sendLink(visit, visit.id));
  routes.post("/people/:id/role", "people", decision("roleGiven", giveRole));
  routes.post(
    "/people/:id/disable",
    "people",
    decision("disabled", (visit) => disable(visit.desk, visit.id)),
  );
  routes.post(
    "/people/:id/enable",
    "people",
    decision("enabled", (visit) => enable(visit.desk, visit.id)),
  );
  routes.post(
    "/people/:id/sign-out",
    "people",
    decision("signedOutPerson", (visit) => signOutPerson(visit.desk, visit.id)),
  );
}

/** `/keys`: the keys with which programs act for people, for admins; a token is shown once. */
import { addKey, type KeyReport, keyRights, listKeys, type NewKey, revokeKey, usualRights } from "../../desk/keys.ts";
import { everybody } from "../../desk/people.ts";
import type { Right } from "../../domain/person.ts";
import { ok, type Problem, type Result } from "../../domain/problem.ts";
import { readInstant } from "../../pipeline/schedule.ts";
import { openApi } from "./api/document.ts";
import { decisions } from "./decisions.ts";
import { type Form, readForm } from "./form.ts";
import { page, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { inFull, zoneNamed, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** What was just typed of a new key; it must not be lost where something stands against it. */
interface Typed {
  readonly name: string;
  readonly owner: string;
  readonly expires: string;
  /** In which `expires` is read. */
  readonly zone: string;
  readonly rights: readonly string[];
}

interface Shown {
  readonly problems?: readonly Problem[];
  readonly typed?: Typed;
  /** A new key, the one time that its token is shown. */
  readonly made?: NewKey;
}

function row(visit: Visit, { name, owner, rights, state, madeAt, madeBy, expiresAt, usedAt }: KeyReport) {
  const zone = zoneOf(visit);
  const said = (iso: string | null) => (iso === null ? null : inFull(iso, zone));
  return { name, owner, rights, state, madeBy, made: said(madeAt), expires: said(expiresAt), used: said(usedAt) };
}

async function show(visit: Visit, { problems = [], typed, made }: Shown = {}): Promise<Response> {
  const { desk } = visit;
  const [keys, people] = [await listKeys(desk), await everybody(desk)];
  if (!keys.ok) return problemPage(visit, keys.problems, 403);
  if (!people.ok) return problemPage(visit, people.problems, 403);
  const begun = typed ?? { name: "", owner: desk.actor.id, expires: "", zone: zoneOf(visit), rights: usualRights };
  const values = {
    keys: keys.value.map((key) => row(visit, key)),
    people: people.value.filter(({ active }) => active),
    rights: keyRights.map((right) => ({ name: right, chosen: begun.rights.includes(right) })),
    typed: begun,
    made: made ? { name: made.key.name, token: made.token } : null,
    zone: begun.zone,
  };
  return page(visit, { view: "keys", place: "keys", values, problems });
}

/** What no key can have is left out: the form has no box for it. */
function rightsIn({ rights }: Typed): readonly Right[] {
  return keyRights.filter((right) => rights.includes(right));
}

function endOf({ desk }: Visit, { expires, zone }: Typed): Result<number | null> {
  return expires === "" ? ok(null) : readInstant(expires, zone, desk.clock.now(), "expires");
}

function typedIn(form: Form, own: string, zone: string): Typed {
  return {
    name: form.text("name").trim(),
    owner: form.word("owner") ?? own,
    expires: form.word("expires") ?? "",
    zone,
    rights: form.all("right"),
  };
}

/** The token stands on this page alone: it is answered, not redirected to. */
async function add(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const zone = zoneNamed(form, zoneOf(visit));
  const typed = typedIn(form, visit.desk.actor.id, zone.ok ? zone.value : zoneOf(visit));
  if (!zone.ok) return show(visit, { problems: zone.problems, typed });
  const end = endOf(visit, typed);
  if (!end.ok) return show(visit, { problems: end.problems, typed });
  const { name, owner } = typed;
  const made = await addKey(visit.desk, { name, rights: rightsIn(typed), expiresAt: end.value, owner });
  return made.ok ? show(visit, { made: made.value }) : show(visit, { problems: made.problems, typed });
}

const decision = decisions({ to: () => "/keys", refused: (visit, problems) => show(visit, { problems }) });

export function keyPages(routes: Routes): void {
  routes.get("/keys", "people", (visit) => show(visit));
  routes.post("/keys", "people", add);
  routes.post(
    "/keys/:id/revoke",
    "people",
    decision("keyRevoked", ({ desk, id }) => revokeKey(desk, id)),
  );
  // Whoever writes a program for the house: the description tells nothing of what is in it.
  routes.get("/keys/openapi.json", "read", ({ context }) => context.json(openApi(), 200, { "Cache-Control": "no-store" }));
}

/** `/accounts`: which accounts are connected and how, for admins; what they type is never shown again. */
import { connect, connectable, disconnect } from "../../desk/connect.ts";
import { type AccountConnection, type Asked, askPlatform, connections } from "../../desk/connections.ts";
import { localTime } from "../../desk/page/local-time.ts";
import { toIso } from "../../domain/instant.ts";
import { block, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { loginAmong } from "../../settings/read-login.ts";
import { type Form, readForm } from "./form.ts";
import { onTo, page, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import type { Visit } from "./visit.ts";

function row({ desk }: Visit, one: AccountConnection) {
  const { account, platform, way, kept, name, url, pause, variables } = one;
  const local = (iso: string) => localTime(iso, desk.settings.timezone);
  return {
    account,
    platform,
    way: way ?? "none",
    name,
    url,
    kept: kept && { by: kept.by, at: local(kept.at), names: kept.variables.join(", "), trouble: kept.trouble },
    waits: kept !== null && kept.trouble === null && way === null,
    shadowed: kept !== null && way === "environment",
    pause: pause && { reason: pause.reason, by: pause.by, until: pause.until === null ? null : local(toIso(pause.until)) },
    variables,
  };
}

interface Shown {
  readonly problems?: readonly Problem[];
  /** What a platform just said. */
  readonly asked?: Asked;
}

async function show(visit: Visit, { problems = [], asked }: Shown = {}): Promise<Response> {
  const { desk, site } = visit;
  const all = await connections(desk);
  if (!all.ok) return problemPage(visit, all.problems, 403);
  const { mode, sealKeys } = desk.settings;
  const [locked] = sealKeys.current.ok ? [] : sealKeys.current.problems;
  const values = {
    accounts: all.value.map((one) => row(visit, one)),
    live: mode === "live",
    locked: locked ?? null,
    canAsk: site.meet !== undefined,
    asked: asked ?? null,
  };
  const title = String((strings(desk.templates).accounts as { readonly title: string }).title);
  return page(visit, { view: "accounts", title, place: "accounts", values, problems, status: problems.length > 0 ? 422 : 200 });
}

const idOf = ({ context }: Visit) => context.req.param("id") ?? "";

async function keep(visit: Visit, form: Form): Promise<Result<unknown>> {
  const { desk, site } = visit;
  const able = connectable(desk, idOf(visit));
  if (!able.ok) return able;
  const { platform } = able.value;
  const login = loginAmong(platform, Object.fromEntries(platform.variables.map(({ name }) => [name, form.text(name)])));
  if (!login.ok) return login;
  const isUnverified = form.word("unverified") !== null;
  return connect(desk, idOf(visit), login.value, isUnverified ? null : (site.meet ?? null));
}

async function ask(visit: Visit): Promise<Response> {
  const nobody = block("account-unreachable", idOf(visit), "Here no platform can be asked.", "Run `herald doctor`.");
  const asked = visit.site.meet ? await askPlatform(visit.desk, idOf(visit), visit.site.meet) : refuse(nobody);
  return show(visit, asked.ok ? { asked: asked.value } : { problems: asked.problems });
}

function decision(said: string, decide: (visit: Visit, form: Form) => Promise<Result<unknown>>) {
  return async (visit: Visit): Promise<Response> => {
    const done = await decide(visit, await readForm(visit.context));
    return done.ok ? onTo(visit, "/accounts", said) : show(visit, { problems: done.problems });
  };
}

export function accountPages(routes: Routes): void {
  routes.get("/accounts", "house", (visit) => show(visit));
  routes.post("/accounts/:id/connect", "house", decision("connected", keep));
  routes.post(
    "/accounts/:id/disconnect",
    "house",
    decision("disconnected", (visit) => disconnect(visit.desk, idOf(visit))),
  );
  routes.post("/accounts/:id/ask", "house", ask);
}

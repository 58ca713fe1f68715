/** `/accounts`: which accounts are connected and how, for admins; what they type is never shown again. */
import { connect, connectable, disconnect } from "../../desk/connect.ts";
import { type AccountConnection, type Asked, askPlatform, connections } from "../../desk/connections.ts";
import { block, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { loginAmong } from "../../settings/read-login.ts";
import { callbackPath, comeBack, goToConsent } from "./authorize.ts";
import { decisions } from "./decisions.ts";
import type { Form } from "./form.ts";
import { page, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { inFull, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

function row(visit: Visit, one: AccountConnection) {
  const { account, platform, way, kept, name, url, pause, variables, canAuthorize } = one;
  const zone = zoneOf(visit);
  const local = (at: string | number) => inFull(at, zone);
  return {
    account,
    platform,
    way: way ?? "none",
    name,
    url,
    kept: kept && {
      by: kept.by,
      at: local(kept.at),
      names: kept.variables.join(", "),
      trouble: kept.trouble,
      until: kept.until && local(kept.until),
      isRenewed: kept.isRenewed,
    },
    waits: kept !== null && kept.trouble === null && way === null,
    shadowed: kept !== null && way === "environment",
    pause: pause && { reason: pause.reason, by: pause.by, until: pause.until === null ? null : local(pause.until) },
    variables,
    canAuthorize,
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
  return page(visit, { view: "accounts", place: "accounts", values, problems });
}

async function keep(visit: Visit, form: Form): Promise<Result<unknown>> {
  const { desk, site } = visit;
  const able = connectable(desk, visit.id);
  if (!able.ok) return able;
  const { platform } = able.value;
  const login = loginAmong(platform, Object.fromEntries(platform.variables.map(({ name }) => [name, form.text(name)])));
  if (!login.ok) return login;
  const isUnverified = form.word("unverified") !== null;
  return connect(desk, visit.id, login.value, isUnverified ? null : (site.meet ?? null));
}

async function ask(visit: Visit): Promise<Response> {
  const nobody = block("account-unreachable", visit.id, "Here no platform can be asked.", "Run `herald doctor`.");
  const { meet, logins } = visit.site;
  const asked = meet ? await askPlatform(visit.desk, visit.id, meet, logins) : refuse(nobody);
  return show(visit, asked.ok ? { asked: asked.value } : { problems: asked.problems });
}

const decision = decisions({ to: () => "/accounts", refused: (visit, problems) => show(visit, { problems }) });

export function accountPages(routes: Routes): void {
  routes.get("/accounts", "house", (visit) => show(visit));
  routes.post("/accounts/:id/connect", "house", decision("connected", keep));
  routes.post(
    "/accounts/:id/disconnect",
    "house",
    decision("disconnected", (visit) => disconnect(visit.desk, visit.id)),
  );
  routes.post("/accounts/:id/ask", "house", ask);
  const refused = (visit: Visit, problems: readonly Problem[]) => show(visit, { problems });
  routes.post("/accounts/:id/authorize", "house", goToConsent(refused));
  // Whoever brings the answer to a command line's question need not be known; everybody else is looked at there.
  routes.get(callbackPath, "open", comeBack(refused));
}

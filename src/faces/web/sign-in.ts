/** `/sign-in` and `/sign-out`. */
import { beginPasskeySignIn, finishPasskeySignIn, hasPasskeys } from "../../desk/passkeys.ts";
import { signIn, signOut } from "../../desk/sign-in.ts";
import type { Problem } from "../../domain/problem.ts";
import { browserOf, giveCookies } from "./browser.ts";
import { cookieOf, takeCookie } from "./cookies.ts";
import { readForm } from "./form.ts";
import { readAnswer, sayOptions, sayWhere } from "./json.ts";
import { onTo, pathHere } from "./on-to.ts";
import { page } from "./page.ts";
import { passkeyScripts } from "./passkey-scripts.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import type { Visit } from "./visit.ts";

interface Typed {
  readonly email: string;
  readonly next: string;
}

function show(visit: Visit, typed: Typed, problems: readonly Problem[] = []): Promise<Response> {
  const { desk, site } = visit;
  const scripts = hasPasskeys(desk, site.origin()) ? passkeyScripts(desk.templates) : [];
  const { title } = strings(desk.templates).signIn;
  return page(visit, { view: "sign-in", title, values: { ...typed, scripts }, problems });
}

async function enter(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const [email, next] = [form.text("email"), pathHere(form.word("next"))];
  const opened = await signIn(visit.desk, { email, password: form.text("password") }, browserOf(visit));
  if (!opened.ok) return show(visit, { email, next }, opened.problems);
  giveCookies(visit, opened.value);
  return onTo(visit, next);
}

async function leave(visit: Visit): Promise<Response> {
  const origin = visit.site.origin();
  await signOut(visit.desk, cookieOf(visit.context, origin, "herald") ?? "");
  takeCookie(visit.context, origin, "herald");
  return onTo(visit, "/sign-in", "signedOut");
}

async function enterByPasskey(visit: Visit): Promise<Response> {
  const { answer, next } = await readAnswer(visit);
  const opened = await finishPasskeySignIn(visit.desk, answer, browserOf(visit), visit.site.origin());
  if (!opened.ok) return sayWhere(visit, opened);
  giveCookies(visit, opened.value);
  return sayWhere(visit, { ok: true, value: pathHere(next) });
}

export function signInPages(routes: Routes): void {
  routes.get("/sign-in", "open", (visit) => {
    const next = pathHere(visit.context.req.query("next") ?? null);
    return visit.visitor ? onTo(visit, next) : show(visit, { email: "", next });
  });
  routes.post("/sign-in", "open", enter);
  routes.post("/sign-in/passkey/ask", "open", async (visit) =>
    sayOptions(visit, await beginPasskeySignIn(visit.desk, visit.site.origin())),
  );
  routes.post("/sign-in/passkey", "open", enterByPasskey);
  routes.post("/sign-out", "signed-in", leave);
}

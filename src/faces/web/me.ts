/** `/me`: a person's own password, passkeys and sessions. */

import { wantsDigest, wishDigest } from "../../desk/digest-letters.ts";
import { changePassword, endSession, ownAccount, removePasskey, signOutEverywhere } from "../../desk/own-account.ts";
import { beginPasskey, finishPasskey, hasPasskeys } from "../../desk/passkeys.ts";
import { changeOwnReach, ownReach } from "../../desk/reaches.ts";
import { signedIn } from "../../desk/sign-in.ts";
import { letterWishes } from "../../domain/letter.ts";
import type { Problem, Result } from "../../domain/problem.ts";
import { agentName } from "./agent-name.ts";
import { browserOf, giveCookies } from "./browser.ts";
import { cookieOf } from "./cookies.ts";
import { decisions } from "./decisions.ts";
import type { Form } from "./form.ts";
import { readAnswer, sayOptions, sayWhere } from "./json.ts";
import { page, problemPage } from "./page.ts";
import { passkeyScripts } from "./passkey-scripts.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import { inFull, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

function tokenOf({ context, site }: Visit): string {
  return cookieOf(context, site.origin(), "herald") ?? "";
}

async function show(visit: Visit, problems: readonly Problem[] = []): Promise<Response> {
  const { desk, site } = visit;
  const own = await ownAccount(desk);
  if (!own.ok) return problemPage(visit, own.problems, 403);
  const reach = await ownReach(desk);
  const here = (await signedIn(desk, tokenOf(visit)))?.sessionId;
  const zone = zoneOf(visit);
  const said = (at: number | null) => (at === null ? null : inFull(at, zone));
  const values = {
    person: own.value.person,
    reach: reach.ok ? reach.value : null,
    ways: letterWishes,
    bot: desk.settings.notify.telegram !== null,
    digest: await wantsDigest(desk),
    passkeys: own.value.passkeys.map(({ id, name, createdAt, usedAt }) => ({ id, name, made: said(createdAt), used: said(usedAt) })),
    sessions: own.value.sessions.map(({ id, agent, address, seenAt }) => ({
      id,
      agent: agentName(agent),
      address,
      seen: said(seenAt),
      here: id === here,
    })),
    scripts: hasPasskeys(desk, site.origin()) ? passkeyScripts(desk.templates) : [],
  };
  return page(visit, { view: "me", title: strings(desk.templates).me, values, problems });
}

const decision = decisions({ to: () => "/me", refused: (visit, problems) => show(visit, problems) });

async function newPassword(visit: Visit, form: Form): Promise<Result<unknown>> {
  const opened = await changePassword(visit.desk, { current: form.text("current"), next: form.text("next") }, browserOf(visit));
  if (opened.ok) giveCookies(visit, opened.value);
  return opened;
}

/** The form has the field only where the house has a bot. */
function chatIn(form: Form, hasBot: boolean): { readonly chat?: string | null } {
  return hasBot ? { chat: form.word("chat") } : {};
}

async function keepPasskey(visit: Visit): Promise<Response> {
  const { answer, name } = await readAnswer(visit);
  const kept = await finishPasskey(visit.desk, answer, name, visit.site.origin());
  return sayWhere(visit, kept.ok ? { ok: true, value: "/me?said=passkeyKept" } : kept);
}

export function ownPages(routes: Routes): void {
  routes.get("/me", "signed-in", (visit) => show(visit));
  routes.post("/me/password", "signed-in", decision("passwordChanged", newPassword));
  routes.post(
    "/me/letters",
    "signed-in",
    decision("lettersKept", ({ desk }, form) =>
      changeOwnReach(desk, { letters: form.text("letters"), ...chatIn(form, desk.settings.notify.telegram !== null) }),
    ),
  );
  routes.post(
    "/me/digest",
    "signed-in",
    decision("lettersKept", ({ desk }, form) => wishDigest(desk, desk.actor.id, form.word("wanted") === "yes")),
  );
  routes.post("/me/passkeys/ask", "signed-in", async (visit) =>
    sayOptions(visit, await beginPasskey(visit.desk, (await readAnswer(visit)).password, visit.site.origin())),
  );
  routes.post("/me/passkeys", "signed-in", keepPasskey);
  routes.post(
    "/me/passkeys/remove",
    "signed-in",
    decision("passkeyRemoved", ({ desk }, form) => removePasskey(desk, form.text("passkey"))),
  );
  routes.post(
    "/me/sessions/end",
    "signed-in",
    decision("sessionEnded", ({ desk }, form) => endSession(desk, form.text("session"))),
  );
  routes.post(
    "/me/sign-out-elsewhere",
    "signed-in",
    decision("signedOutElsewhere", (visit) => signOutEverywhere(visit.desk, tokenOf(visit))),
  );
}

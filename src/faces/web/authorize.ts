/** Connecting an account by consent at its platform: the way there, and the way back with an answer. */
import { type Answer, authorize, complete, isForCommandLine, leaveAnswer, readAnswer } from "../../desk/authorize.ts";
import { block, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { forbidden } from "../../pipeline/rights.ts";
import { onTo } from "./on-to.ts";
import { page, problemPage } from "./page.ts";
import { strings } from "./strings.ts";
import type { Handle, Site, Visit } from "./visit.ts";

export const callbackPath = "/accounts/callback";

type Refuse = (visit: Visit, problems: readonly Problem[]) => Promise<Response>;

/**
 * A form may lead to this desk alone, as its pages' policy says, so that the page after it leads on: by itself, and by a link for
 * whoever's browser doesn't.
 */
export function goToConsent(refused: Refuse): Handle {
  return async (visit) => {
    const { site, desk, visitor, id } = visit;
    const asked = await authorize(desk, id, `${site.origin()}${callbackPath}`, visitor?.csrf ?? "");
    if (!asked.ok) return refused(visit, asked.problems);
    const { url, platform, register } = asked.value;
    const response = await page(visit, { view: "consent", place: "accounts", values: { url, platform, register, account: id } });
    response.headers.set("Refresh", `0; url=${url}`);
    return response;
  };
}

function plainly(visit: Pick<Visit, "context">, text: string, status: 200 | 404): Response {
  return visit.context.text(`${text}\n`, status, { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" });
}

const nothing = "This address answers nothing that was asked here in the last ten minutes. Begin again.";

/** An answer for a command line waits there for it; whoever brings it need not be known: nobody can guess its state. */
async function leave(visit: Pick<Visit, "context" | "site">, answer: Answer): Promise<Response> {
  const isLeft = await leaveAnswer(visit.site.desk, answer);
  return isLeft ? plainly(visit, "Thank you. Go back to the terminal: Herald goes on there.", 200) : plainly(visit, nothing, 404);
}

async function exchange({ desk, site, visitor }: Visit, answer: Answer): Promise<Result<unknown>> {
  const { meet, net } = site;
  if (!meet || !net) return refuse(block("account-unreachable", "accounts", "Here no platform can be asked.", "Use `herald connect`."));
  return complete(desk, answer, visitor?.csrf ?? "", { meet, net });
}

/** `GET /accounts/callback`: only the browser that asked, signed in as it was, is listened to. */
export function comeBack(refused: Refuse): Handle {
  return async (visit) => {
    const answer = readAnswer(new URL(visit.context.req.url).searchParams);
    if (!answer) return plainly(visit, nothing, 404);
    if (await isForCommandLine(visit.desk, answer)) return leave(visit, answer);
    const problem = visit.visitor ? forbidden(visit.visitor.actor, "house") : signedOut(visit);
    if (problem) return problemPage(visit, [problem], 403);
    const done = await exchange(visit, answer);
    return done.ok ? onTo(visit, "/accounts", "connected") : refused(visit, done.problems);
  };
}

function signedOut(visit: Visit): Problem {
  const { message, remedy } = strings(visit.desk.templates).refused["signed-out"];
  return { code: "web-signed-out", where: "", message, remedy, severity: "block" };
}

/** The same where there is no desk yet, for nobody can sign in: answers for a command line, and nothing else. */
export async function comeBackToTerminal(context: Visit["context"], site: Site): Promise<Response | null> {
  const answer = readAnswer(new URL(context.req.url).searchParams);
  if (!answer || !(await isForCommandLine(site.desk, answer))) return null;
  return leave({ context, site }, answer);
}

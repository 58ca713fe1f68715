import type { Choice } from "../../desk/compose-again.ts";
import { cancel, retry, schedule } from "../../desk/decide.ts";
import { contentWith, openPost, type Words } from "../../desk/draft.ts";
import { applyStyle, edit, recompose } from "../../desk/edit.ts";
import { staffOf } from "../../desk/staff.ts";
import { cardKinds, themes } from "../../domain/look.ts";
import type { Problem, Result } from "../../domain/problem.ts";
import { agreementValues, changesIn } from "./agreement-rows.ts";
import { decisions } from "./decisions.ts";
import { type Form, readForm } from "./form.ts";
import { fragment, page, problemPage } from "./page.ts";
import { judgement, postValues } from "./post-page.ts";
import type { Routes } from "./routes.ts";
import type { Visit } from "./visit.ts";
import { whenOf } from "./when.ts";

/** The words of a post, as its form has them. */
function wordsOf(form: Form): Words {
  return { texts: form.all("text"), alts: form.all("alt") };
}

/** The post's page. @param words what was typed and not kept: it must not be lost where something stands against it */
export async function showPost(visit: Visit, problems: readonly Problem[] = [], words?: Words): Promise<Response> {
  const open = await openPost(visit.desk, visit.id, words);
  if (!open.ok) return problemPage(visit, [...problems, ...open.problems], 404);
  const { shown } = open.value;
  const { people } = await staffOf(visit.desk);
  const title = `${shown.platformName}, ${visit.id}`;
  const values = { ...postValues(visit, open.value), ...agreementValues(visit, open.value, people), changes: changesIn(problems) };
  return page(visit, { view: "post", title, values, problems });
}

/** What htmx asks for while somebody types. */
async function judge(visit: Visit): Promise<Response> {
  const open = await openPost(visit.desk, visit.id, wordsOf(await readForm(visit.context)));
  if (!open.ok) return problemPage(visit, open.problems, 422);
  return fragment(visit, "judgement", judgement(visit, open.value));
}

/** Back to the page with what came of it, or the page as it was with what stands against it. */
export const decision = decisions({
  to: ({ id }) => `/posts/${id}`,
  refused: (visit, problems, form) => showPost(visit, problems, form.all("text").length > 0 ? wordsOf(form) : undefined),
});

async function keepWords({ desk, id }: Visit, form: Form): Promise<Result<unknown>> {
  const content = await contentWith(desk, id, wordsOf(form));
  return content.ok ? edit(desk, id, content.value) : content;
}

async function move({ desk, id }: Visit, form: Form): Promise<Result<unknown>> {
  const when = await whenOf(desk, id, form);
  return when.ok ? schedule(desk, id, when.value) : when;
}

/** Which cards an editor wants; what the form doesn't say, or can't mean, stays as it was. */
function choiceOf(form: Form): Choice {
  const card = (["auto", ...cardKinds] as const).find((kind) => kind === form.word("card"));
  const theme = (["auto", ...themes] as const).find((side) => side === form.word("theme"));
  return { ...(card ? { card } : {}), ...(theme ? { theme } : {}) };
}

/** `/posts/:id`: one post, what is found on it, and every decision on it. */
export function posts(routes: Routes): void {
  routes.get("/posts/:id", "read", (visit) => showPost(visit));
  routes.post("/posts/:id/check", "read", judge);
  routes.post("/posts/:id/edit", "write", decision("kept", keepWords));
  routes.post(
    "/posts/:id/recompose",
    "write",
    decision("recomposed", ({ desk, id }, form) => recompose(desk, id, form.word("afresh") !== null, choiceOf(form))),
  );
  routes.post(
    "/posts/:id/style",
    "write",
    decision("styled", ({ desk, id }) => applyStyle(desk, id)),
  );
  routes.post(
    "/posts/:id/cancel",
    "review",
    decision("cancelled", ({ desk, id }) => cancel(desk, [id])),
  );
  routes.post("/posts/:id/schedule", "review", decision("moved", move));
  routes.post(
    "/posts/:id/retry",
    "settle",
    decision("retried", ({ desk, id }) => retry(desk, [id])),
  );
}

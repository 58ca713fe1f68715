import { approve } from "../../desk/approve.ts";
import { cancel, reject, retry, schedule } from "../../desk/decide.ts";
import { contentWith, openPost, type Words } from "../../desk/draft.ts";
import { applyStyle, edit, recompose } from "../../desk/edit.ts";
import type { Problem, Result } from "../../domain/problem.ts";
import type { Stand } from "../../pipeline/overrides.ts";
import { type Form, readForm } from "./form.ts";
import { fragment, onTo, page, problemPage } from "./page.ts";
import { judgement, postValues } from "./post-page.ts";
import type { Routes } from "./routes.ts";
import type { Visit } from "./visit.ts";
import { whenOf } from "./when.ts";

/** The words of a post, as its form has them. */
function wordsOf(form: Form): Words {
  return { texts: form.all("text"), alts: form.all("alt") };
}

function idOf({ context }: Visit): string {
  return context.req.param("id") ?? "";
}

/** The post's page. @param words what was typed and not kept: it must not be lost where something stands against it */
async function show(visit: Visit, problems: readonly Problem[] = [], words?: Words): Promise<Response> {
  const { name } = visit.desk.settings.house.brand;
  const open = await openPost(visit.desk, idOf(visit), words);
  if (!open.ok) return problemPage(visit, [...problems, ...open.problems], 404);
  const { shown } = open.value;
  const title = `${shown.platformName}, ${idOf(visit)}`;
  return page(visit, { view: "post", title, values: postValues(open.value, name), problems, status: problems.length > 0 ? 422 : 200 });
}

/** What htmx asks for while somebody types. */
async function judge(visit: Visit): Promise<Response> {
  const open = await openPost(visit.desk, idOf(visit), wordsOf(await readForm(visit.context)));
  if (!open.ok) return problemPage(visit, open.problems, 422);
  return fragment(visit, "judgement", judgement(open.value, visit.desk.settings.house.brand.name));
}

type Decide = (visit: Visit, id: string, form: Form) => Promise<Result<unknown>>;

/** Carries a decision out: back to the page with what came of it, or the page as it was with what stands against it. */
function decision(said: string, decide: Decide) {
  return async (visit: Visit): Promise<Response> => {
    const id = idOf(visit);
    const form = await readForm(visit.context);
    const done = await decide(visit, id, form);
    if (done.ok) return onTo(visit, `/posts/${id}`, said);
    return show(visit, done.problems, form.all("text").length > 0 ? wordsOf(form) : undefined);
  };
}

async function keepWords({ desk }: Visit, id: string, form: Form): Promise<Result<unknown>> {
  const content = await contentWith(desk, id, wordsOf(form));
  return content.ok ? edit(desk, id, content.value) : content;
}

/** Which findings the approver stands by: those ticked, with one reason for all. */
function standOf(form: Form): Stand | null {
  const codes = form.all("override");
  return codes.length === 0 ? null : { wishes: codes.map((code) => ({ code })), reason: form.word("reason") ?? "" };
}

async function approveSeen({ desk }: Visit, id: string, form: Form): Promise<Result<unknown>> {
  const when = whenOf(desk, id, form);
  const time = await when;
  if (!time.ok) return time;
  const stand = standOf(form);
  return approve(desk, [id], { when: time.value, digest: form.text("digest"), ...(stand ? { stand } : {}) });
}

async function move({ desk }: Visit, id: string, form: Form): Promise<Result<unknown>> {
  const when = await whenOf(desk, id, form);
  return when.ok ? schedule(desk, id, when.value) : when;
}

/** `/posts/:id`: one post, what is found on it, and every decision on it. */
export function posts(routes: Routes): void {
  routes.get("/posts/:id", "read", (visit) => show(visit));
  routes.post("/posts/:id/check", "read", judge);
  routes.post("/posts/:id/edit", "write", decision("kept", keepWords));
  routes.post(
    "/posts/:id/recompose",
    "write",
    decision("recomposed", ({ desk }, id, form) => recompose(desk, id, form.word("afresh") !== null)),
  );
  routes.post(
    "/posts/:id/style",
    "write",
    decision("styled", ({ desk }, id) => applyStyle(desk, id)),
  );
  routes.post("/posts/:id/approve", "approve", decision("approved", approveSeen));
  routes.post(
    "/posts/:id/reject",
    "review",
    decision("rejected", ({ desk }, id, form) => reject(desk, [id], form.word("reason") ?? "")),
  );
  routes.post(
    "/posts/:id/cancel",
    "review",
    decision("cancelled", ({ desk }, id) => cancel(desk, [id])),
  );
  routes.post("/posts/:id/schedule", "review", decision("moved", move));
  routes.post(
    "/posts/:id/retry",
    "settle",
    decision("retried", ({ desk }, id) => retry(desk, [id])),
  );
}

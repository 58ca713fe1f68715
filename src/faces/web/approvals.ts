import { approve, unapprove } from "../../desk/approve.ts";
import { correct } from "../../desk/correct.ts";
import { ask, lookAgain, reject, stopAuto } from "../../desk/decide.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import type { Stand } from "../../pipeline/overrides.ts";
import { type Form, readForm } from "./form.ts";
import { onTo } from "./on-to.ts";
import { decision, showPost } from "./posts.ts";
import type { Routes } from "./routes.ts";
import type { Visit } from "./visit.ts";
import { whenOf } from "./when.ts";

/** Which findings the approver stands by: those ticked, with one reason for all. */
function standOf(form: Form): Result<Stand | null> {
  const codes = form.all("override");
  const reason = form.word("reason");
  if (codes.length === 0) return ok(null);
  if (reason === null)
    return refuse(block("input-reason", "Why the words stand", "No reason is given.", "Say why the words stand; the reason is kept."));
  return ok({ wishes: codes.map((code) => ({ code })), reason });
}

const twoTimes = block(
  "input-when",
  "When it goes out",
  "A time is given, and another choice is made.",
  "Choose “At” for that time, or empty the field.",
);

async function approveSeen({ desk, id }: Visit, form: Form): Promise<Result<unknown>> {
  if (form.word("at") !== null && form.word("when") !== "at") return refuse(twoTimes);
  const [when, stand] = [await whenOf(desk, id, form), standOf(form)];
  if (!when.ok || !stand.ok) return when.ok ? stand : when;
  const alone = form.word("alone");
  const options = { when: when.value, digest: form.text("digest"), ...(stand.value ? { stand: stand.value } : {}) };
  return approve(desk, [id], alone === null ? options : { ...options, alone });
}

/** Words that a decision can't do without. */
function needed(form: Form, name: string, where: string): Result<string> {
  const words = form.word(name);
  return words === null
    ? refuse(block("input-words", where, "Nothing is written.", "Write a sentence, so that the next person knows."))
    : ok(words);
}

async function askFor({ desk, id }: Visit, form: Form): Promise<Result<unknown>> {
  const note = needed(form, "note", "What should change");
  return note.ok ? ask(desk, [id], note.value) : note;
}

async function rejectFor({ desk, id }: Visit, form: Form): Promise<Result<unknown>> {
  const reason = needed(form, "reason", "Why not");
  return reason.ok ? reject(desk, [id], reason.value) : reason;
}

/** To the correction itself, where it waits to be approved. */
async function correctIt(visit: Visit): Promise<Response> {
  const { desk, context, id } = visit;
  const form = await readForm(context);
  const [was, now] = [form.word("was"), form.word("now")];
  const repost = form.word("repost") !== null;
  const made: Result<readonly PostView[]> = await correct(desk, id, {
    ...(was ? { was } : {}),
    ...(now ? { now } : {}),
    ...(repost ? { repost } : {}),
  });
  if (!made.ok) return showPost(visit, made.problems);
  return onTo(visit, `/posts/${made.value[0]?.post.id ?? id}`, "corrected");
}

/**
 * Who agrees, who doesn't, and what a second person says. Approving asks only for somebody who is signed in: an account may name
 * its approvers, whatever their role, and the pipeline knows them.
 */
export function approvals(routes: Routes): void {
  routes.post("/posts/:id/approve", "signed-in", decision("approved", approveSeen));
  routes.post(
    "/posts/:id/unapprove",
    "signed-in",
    decision("unapproved", ({ desk, id }) => unapprove(desk, [id])),
  );
  routes.post("/posts/:id/ask", "review", decision("asked", askFor));
  routes.post("/posts/:id/reject", "review", decision("rejected", rejectFor));
  routes.post(
    "/posts/:id/look",
    "signed-in",
    decision("looked", ({ desk, id }) => lookAgain(desk, [id])),
  );
  routes.post(
    "/posts/:id/stop-auto",
    "review",
    decision("auto-stopped", ({ desk, id }) => stopAuto(desk, [id])),
  );
  routes.post("/posts/:id/correct", "correct", correctIt);
}

import { leave, resumePost, takeDown } from "../../desk/broken.ts";
import type { Desk } from "../../desk/desk.ts";
import { done, type Report } from "../../desk/done.ts";
import { giveBack, take } from "../../desk/hand-off.ts";
import { dismiss } from "../../desk/incidents.ts";
import { resolve, type Seen } from "../../desk/resolve.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { decisions } from "./decisions.ts";
import type { Form } from "./form.ts";
import { problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import type { Visit } from "./visit.ts";
import { timeIn } from "./when.ts";

const needsAddress = block("input-address", "Address", "No address is given.", "Open the post itself and copy its address.");

/** What somebody saw of a part in doubt; null: the form doesn't say. */
function seenIn(form: Form): Result<Seen | null> {
  const seen = form.word("seen");
  if (seen === "absent") return ok({ kind: "absent" });
  if (seen !== "took") return ok(null);
  const url = form.word("url");
  return url === null ? refuse(needsAddress) : ok({ kind: "took", url });
}

async function settle({ desk, id }: Visit, form: Form): Promise<Result<unknown>> {
  const seen = seenIn(form);
  if (!seen.ok) return seen;
  const unsaid = block("input-seen", "Seen", "It isn't said whether readers see it.", "Look at the account, then press one of the two.");
  return seen.value ? resolve(desk, id, seen.value) : refuse(unsaid);
}

async function withSeen(form: Form, decide: (seen: Seen | null) => Promise<Result<unknown>>): Promise<Result<unknown>> {
  const seen = seenIn(form);
  return seen.ok ? decide(seen.value) : seen;
}

/** How it was posted: `how` is the button that was pressed. */
async function reportIn(desk: Desk, id: string, form: Form): Promise<Result<Report>> {
  const how = form.word("how") ?? "url";
  if (how === "done" || how === "unverified") return ok({ kind: how });
  if (how === "scheduled") {
    const at = await timeIn(desk, id, form);
    return at.ok ? ok({ kind: "scheduled", at: at.value }) : at;
  }
  const url = form.word("url");
  return url === null ? refuse(needsAddress) : ok({ kind: "url", url });
}

async function report({ desk, id }: Visit, form: Form): Promise<Result<unknown>> {
  const said = await reportIn(desk, id, form);
  return said.ok ? done(desk, id, said.value) : said;
}

/** Refusals stand on a page of their own: a button of `/trouble` or `/hand-offs` may stand far down. */
const after = (to: string) => decisions({ to: () => to, refused: (visit, problems) => problemPage(visit, problems, 422) });
const troubled = after("/trouble");
const handedOff = after("/hand-offs");

/** What people decide on posts that broke, are in doubt, or go up by hand. */
export function settling(routes: Routes): void {
  routes.post("/posts/:id/resolve", "settle", troubled("resolved", settle));
  routes.post(
    "/posts/:id/resume",
    "settle",
    troubled("goesOn", ({ desk, id }) => resumePost(desk, id)),
  );
  routes.post(
    "/posts/:id/take-down",
    "correct",
    troubled("takenDown", ({ desk, id }, form) => withSeen(form, (seen) => takeDown(desk, id, seen))),
  );
  routes.post(
    "/posts/:id/leave",
    "settle",
    troubled("left", ({ desk, id }, form) => withSeen(form, (seen) => leave(desk, id, seen))),
  );
  routes.post("/posts/:id/done", "hand-off", handedOff("posted", report));
  routes.post(
    "/posts/:id/take",
    "hand-off",
    handedOff("taken", ({ desk, id }) => take(desk, id)),
  );
  routes.post(
    "/posts/:id/give-back",
    "hand-off",
    handedOff("givenBack", ({ desk, id }) => giveBack(desk, id)),
  );
  routes.post(
    "/incidents/:id/dismiss",
    "settle",
    troubled("dismissed", ({ desk, id }) => dismiss(desk, id)),
  );
}

import { addFromDesk, emptyForm, inHouseZone, type SummaryForm, type TypedForm } from "../../desk/new-summary.ts";
import type { Input } from "../../desk/preview.ts";
import type { Problem } from "../../domain/problem.ts";
import { readForm } from "./form.ts";
import { onTo } from "./on-to.ts";
import { page } from "./page.ts";
import type { Routes } from "./routes.ts";
import { strings } from "./strings.ts";
import { formValues, readFiles, readSummaryForm } from "./summary-form.ts";
import { zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** Files go back into the page as text, so that a refused form has lost nothing; what is no text can't be shown. */
function fileRows(files: readonly Input[]): readonly { readonly name: string; readonly text: string }[] {
  return files.flatMap(({ name, bytes }) => {
    try {
      return [{ name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) }];
    } catch {
      return [];
    }
  });
}

function show(visit: Visit, { form, zone }: TypedForm, files: readonly Input[] = [], problems: readonly Problem[] = []): Promise<Response> {
  const values = { form: formValues(form), files: fileRows(files), zone, revising: false };
  return page(visit, { view: "new-summary", title: strings(visit.desk.templates).new, values, problems });
}

/** What a link may fill in beforehand: the other language of a story that is there. */
function begun({ context }: Visit): SummaryForm {
  const language = context.req.query("language");
  const story = context.req.query("story")?.slice(0, 80) ?? "";
  return { ...emptyForm, story, language: language === "en" || language === "ur" ? language : "" };
}

async function take(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const [{ problems, ...written }, files] = await Promise.all([readSummaryForm(visit, form), readFiles(form)]);
  if (problems.length > 0) return show(visit, written, files, problems);
  const added = await addFromDesk(visit.desk, { form: inHouseZone(visit.desk, written), files });
  if (!added.ok) return show(visit, written, files, added.problems);
  const [first] = added.value;
  if (!first || added.value.length > 1) return onTo(visit, "/", added.value.some((one) => one.added) ? "addedSeveral" : "thereAlready");
  // What was there already may have its place under another name.
  const id = first.posts[0]?.post.summaryId ?? first.summary.id;
  return onTo(visit, `/summaries/${id}`, first.added ? "added" : "thereAlready");
}

/** `GET /summaries/new`, `POST /summaries`: a summary comes in without the command line. */
export function newSummary(routes: Routes): void {
  routes.get("/summaries/new", "write", (visit) => show(visit, { form: begun(visit), zone: zoneOf(visit) }));
  routes.post("/summaries", "write", take);
}

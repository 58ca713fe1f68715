/** The form of a summary, whole: for a new one, and for a story that is changed. */
import { keepPicture } from "../../desk/kept-picture.ts";
import { emptyForm, plainName, type SummaryForm } from "../../desk/new-summary.ts";
import type { Input } from "../../desk/preview.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Form } from "./form.ts";
import type { Visit } from "./visit.ts";

/** What a form brought: its words, an uploaded picture kept already so that nothing of it is lost, and what is wrong with that. */
export interface ReadForm {
  readonly form: SummaryForm;
  readonly problems: readonly Problem[];
}

const names = Object.keys(emptyForm) as readonly (keyof SummaryForm)[];

export async function readSummaryForm({ desk }: Visit, form: Form): Promise<ReadForm> {
  const written = { ...emptyForm };
  for (const name of names) written[name] = form.text(name).replaceAll("\r\n", "\n");
  const upload = form.file("upload");
  if (!upload) return { form: written, problems: [] };
  const kept = await keepPicture(desk, plainName(upload.name), await upload.bytes());
  return kept.ok ? { form: { ...written, image: kept.value }, problems: [] } : { form: written, problems: kept.problems };
}

/** Files that were chosen, and those that a refused form had brought before. */
export async function readFiles(form: Form): Promise<readonly Input[]> {
  const before = form.all("fileText").map((text, at) => ({
    name: plainName(form.all("fileName")[at] ?? ""),
    bytes: new TextEncoder().encode(text.replaceAll("\r\n", "\n")),
  }));
  const chosen = form.files("files").map(async (file) => ({ name: plainName(file.name), bytes: await file.bytes() }));
  return [...before, ...(await Promise.all(chosen))];
}

/** What the view of the form needs, beside the strings. */
export function formValues(form: SummaryForm) {
  const kept = /^kept:([0-9a-f]{64})$/.exec(form.image.trim())?.[1];
  return { ...form, kept: kept === undefined ? null : `/pictures/${kept}.jpg` };
}

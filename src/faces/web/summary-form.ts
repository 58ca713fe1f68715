/** The form of a summary, whole: for a new one, and for a story that is changed. */
import { keepPicture } from "../../desk/kept-picture.ts";
import { emptyForm, plainName, type SummaryForm, type TypedForm } from "../../desk/new-summary.ts";
import type { Input } from "../../desk/preview.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Form } from "./form.ts";
import { zoneNamed, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** What a form brought: its words, an uploaded picture kept already so that nothing of it is lost, and what is wrong with that. */
export interface ReadForm extends TypedForm {
  readonly problems: readonly Problem[];
}

const names = Object.keys(emptyForm) as readonly (keyof SummaryForm)[];

export async function readSummaryForm(visit: Visit, form: Form): Promise<ReadForm> {
  const written = { ...emptyForm };
  for (const name of names) written[name] = form.text(name).replaceAll("\r\n", "\n");
  const named = zoneNamed(form, visit.desk.settings.timezone);
  const zone = named.ok ? named.value : zoneOf(visit);
  const wrong = named.ok ? [] : named.problems;
  const upload = form.file("upload");
  if (!upload) return { form: written, zone, problems: wrong };
  const kept = await keepPicture(visit.desk, plainName(upload.name), await upload.bytes());
  if (!kept.ok) return { form: written, zone, problems: [...wrong, ...kept.problems] };
  return { form: { ...written, image: kept.value }, zone, problems: wrong };
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

import type { Json } from "../domain/json.ts";
import type { FilledStep, Hole, Output, Path, Plan, Step } from "../domain/plan.ts";
import { isHandoff } from "../domain/plan.ts";

function isReference(value: Json): value is { readonly hole: string; readonly field: "id" } {
  return typeof value === "object" && value !== null && "hole" in value && "field" in value;
}

/** The id that a hole stands for. Throws where the plan names a step without output: a plan is made so that this can't be. */
function lookUp(hole: string, plan: Plan, outputs: ReadonlyMap<string, Output>): string {
  const id = hole === "account" ? plan.remoteId : outputs.get(hole)?.id;
  if (id === null || id === undefined) throw new Error(`Step asks for the id of "${hole}", which is not known yet.`);
  return id;
}

function fillJson(value: Json, id: (hole: string) => string): Json {
  if (isReference(value)) return id(value.hole);
  if (Array.isArray(value)) return value.map((item: Json) => fillJson(item, id));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, id)]));
  return value;
}

function fillPath(path: Path, id: (hole: string) => string): string {
  if (typeof path === "string") return path;
  const piece = (part: string | Hole) =>
    typeof part === "string" ? part : encodeURIComponent("hole" in part ? id(part.hole) : part.media);
  return path.map(piece).join("");
}

/** The step as it is sent: every hole filled but its pictures, which the adapter takes from the media store. */
export function fill(step: Step, plan: Plan, outputs: ReadonlyMap<string, Output>): FilledStep {
  const id = (hole: string) => lookUp(hole, plan, outputs);
  const { key, repeat } = step;
  if (!isHandoff(step)) return { key, repeat, method: step.method, path: fillPath(step.path, id), body: fillJson(step.body, id) };
  const media = step.media.flatMap((hole) => ("media" in hole ? [hole] : []));
  return { key, repeat, text: step.text, media, openUrl: fillPath(step.openUrl, id), ...(step.act ? { act: step.act } : {}) };
}

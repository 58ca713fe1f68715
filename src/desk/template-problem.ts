import { block, type Problem, type Result, refuse } from "../domain/problem.ts";
import { type TemplateFault, templateFault } from "../edge/templates.ts";

/** A template's fault as an editor reads it. */
export function templateProblem({ where, what }: TemplateFault): Problem {
  return block(
    "input-template",
    where,
    `${what.replace(/[.\s]+$/u, "")}.`,
    "Mend that line; each template begins with the values that it gets.",
  );
}

/** Does the work; a fault in a template that it fills is bad input, anything else that it throws a bug. */
export async function orTemplateProblem<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    const fault = templateFault(error);
    if (!fault) throw error;
    return refuse(templateProblem(fault));
  }
}

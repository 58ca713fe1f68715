// What stands in the way, as programs read it: https://www.rfc-editor.org/rfc/rfc9457
import { block, type Problem } from "../../../domain/problem.ts";

export type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

const titles: Readonly<Record<Status, string>> = {
  400: "The request can't be read",
  401: "No key, or none that is good",
  403: "Not allowed",
  404: "Not found",
  405: "Not asked that way",
  409: "It stands otherwise by now",
  413: "Too large",
  415: "Not in a form that is read here",
  422: "Something stands against it",
  429: "Too often",
  500: "Herald failed",
  503: "Not just now",
};

const unknown = /^input-unknown-(?:post|summary|incident)$/;
const otherwise = /^(?:state|approval)-|^input-unchanged$|^input-known-summary$|^link-known$/;

/** What the problems come to: what isn't there before what is forbidden, that before what stands otherwise, that before all else. */
export function statusOf(problems: readonly Problem[]): Status {
  const some = (pattern: RegExp) => problems.some(({ code }) => pattern.test(code));
  if (some(/^rights-/)) return 403;
  if (some(unknown)) return 404;
  return some(otherwise) ? 409 : 422;
}

/** An answer, before it is sent. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

export function saysNo(problems: readonly Problem[], status: Status = statusOf(problems)): Answer {
  const [first] = problems;
  const detail = problems.map(({ where, message, remedy }) => `${where}: ${message} ${remedy}`).join("\n");
  const type = first ? `urn:herald:${first.code}` : "about:blank";
  return { status, body: JSON.stringify({ type, title: titles[status], status, detail, problems }) };
}

/** One problem of the request itself. */
export function refused(status: Status, where: string, message: string, remedy: string): Answer {
  return saysNo([block(`http-${status}`, where, message, remedy)], status);
}

const kept = { "Cache-Control": "no-store" };

export function respond({ status, body }: Answer, headers: Readonly<Record<string, string>> = {}): Response {
  const type = status === 200 ? "application/json" : "application/problem+json";
  return new Response(body, { status, headers: { ...kept, "Content-Type": type, ...headers } });
}

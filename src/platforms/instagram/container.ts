// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-container
import { z } from "zod";
import type { Outcome, Verdict } from "../../domain/journal.ts";
import { outcomeOf, type Place, refusalOf, said, waitMs } from "./errors.ts";
import { firstContainer } from "./plan.ts";
import type { Reply } from "./request.ts";

const firstPollMs = 1000;

/** A container as `GET /{container}?fields=status_code,status` shows it. */
const shape = z.object({
  status_code: z.enum(["IN_PROGRESS", "FINISHED", "ERROR", "EXPIRED", "PUBLISHED"]),
  status: z.string().optional(),
});

export type Container = z.infer<typeof shape>;

export function containerOf(reply: Reply): Container | null {
  if (reply.kind === "silence" || reply.status >= 300) return null;
  const read = shape.safeParse(reply.body);
  return read.success ? read.data : null;
}

/** A container in error names its subcode in a sentence. */
function failed(status: string, place: Place): Outcome {
  const subcode = Number(/\b2207\d{3}\b/.exec(status)?.[0] ?? 0);
  if (subcode === 0)
    return { kind: "restart", from: firstContainer, reason: `Instagram could not prepare the picture: ${status || "no reason given"}` };
  return outcomeOf({ status: 400, code: 0, subcode, words: status }, place, 0);
}

/** Whether the container can be published. Already published counts as ready: publishing it again is refused and then read back. */
export function readiness(id: string, container: Container, place: Place): Outcome {
  switch (container.status_code) {
    case "FINISHED":
    case "PUBLISHED":
      return { kind: "done", output: { id } };
    case "IN_PROGRESS":
      return { kind: "later", afterMs: firstPollMs, reason: "Instagram is still preparing the picture." };
    case "EXPIRED":
      return { kind: "restart", from: firstContainer, reason: "The container has expired." };
    case "ERROR":
      return failed(container.status ?? "", place);
  }
}

/** Whether a publish took effect, by its own container. Its media's id isn't told there. */
export function verdictOf(id: string, container: Container): Verdict {
  switch (container.status_code) {
    case "PUBLISHED":
      return { kind: "took", output: { id: `container:${id}` } };
    case "FINISHED":
      return { kind: "absent" };
    case "IN_PROGRESS":
      return { kind: "later", afterMs: firstPollMs, reason: "Instagram is still preparing the post." };
    case "EXPIRED":
      return { kind: "unknown", reason: "The container has expired; Instagram no longer says whether it was published." };
    case "ERROR":
      return { kind: "unknown", reason: `Instagram reports an error of the container: ${container.status ?? "no reason given"}` };
  }
}

/** Why the question got no answer: put off where it can be asked again, for a person where asking again can't help. */
export function unanswered(reply: Reply, account: string): Verdict {
  if (reply.kind === "silence") {
    const reason = `Instagram could not be asked (${reply.reason}).`;
    return { kind: "later", afterMs: 0, reason, ...(reply.sent ? {} : { unreachable: true }) };
  }
  const refusal = refusalOf(reply.status, reply.body);
  const passing =
    reply.status < 300 || reply.status >= 500 || reply.status === 429 || [4, 17, 32, 613, 80001, 80002].includes(refusal.code);
  const reason = `Instagram could not be asked. ${said(refusal)}`;
  if (passing) return { kind: "later", afterMs: waitMs(reply.headers), reason };
  const means = outcomeOf(refusal, { account, where: "post", isVisible: false }, 0);
  return { kind: "unknown", reason, ...(means.kind === "denied" ? { problem: means.problem } : {}) };
}

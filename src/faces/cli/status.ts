import { status } from "../../desk/status.ts";
import { ok } from "../../domain/problem.ts";
import { choiceOf, type Run, wantsJson } from "./command.ts";
import { print } from "./output.ts";
import { listed } from "./posts.ts";
import { sayRow } from "./say-post.ts";

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const { paused, waiting } = await status(desk);
    return ok({ paused, waiting: listed(desk, waiting) });
  });
  return print(result, wantsJson(typed), ({ paused, waiting }) => {
    const pauses = paused.map(({ account, reason, until }) => `Paused: ${account} — ${reason}${until ? ` (until ${until})` : ""}`);
    const rows = waiting.map(({ report, words }) => sayRow(report, words));
    const text = [...pauses, ...(rows.length > 0 ? ["Waiting for a person:", ...rows] : ["Nothing waits for a person."])].join("\n");
    return { json: { posts: waiting.map(({ report }) => report), paused }, text };
  });
};

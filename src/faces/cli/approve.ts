import { createInterface } from "node:readline/promises";
import { type ApproveOptions, approve, draftsOf } from "../../desk/approve.ts";
import { type Desk, viewOf } from "../../desk/desk.ts";
import { shownPost } from "../../desk/report.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { type Run, type Typed, textOption, wantsJson, words } from "./command.ts";
import { onPosts } from "./posts.ts";
import { sayShown } from "./say-post.ts";
import { readWhen } from "./time.ts";

async function chosen(desk: Desk, typed: Typed): Promise<Result<readonly string[]>> {
  const summary = textOption(typed, "summary");
  const ids = words(typed, 0);
  if (summary !== undefined && ids.length === 0) return draftsOf(desk, summary);
  if (summary === undefined && ids.length > 0) return ok(ids);
  return refuse(
    block("usage-approve", "approve", "Name posts, or a summary with --summary.", "`herald list --state draft` shows what waits."),
  );
}

/** Shows what would be approved and asks, where a person sits at a terminal. */
async function agreed(desk: Desk, ids: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true;
  for (const id of ids) {
    const view = await viewOf(desk, id);
    const shown = view.ok ? shownPost(desk, view.value) : null;
    if (shown) process.stdout.write(`${sayShown(shown)}\n\n`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Approve ${ids.join(", ")} as shown? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function approveTyped(desk: Desk, typed: Typed): Promise<Result<readonly PostView[]>> {
  const ids = await chosen(desk, typed);
  if (!ids.ok) return ids;
  const when = await readWhen(desk, typed, ids.value[0]);
  if (!when.ok) return when;
  if (!wantsJson(typed) && !(await agreed(desk, ids.value))) return ok([]);
  const digest = textOption(typed, "digest");
  const options: ApproveOptions = { when: when.value, ...(digest === undefined ? {} : { digest }) };
  return approve(desk, ids.value, options);
}

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => approveTyped(desk, typed));

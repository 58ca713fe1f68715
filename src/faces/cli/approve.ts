import { createInterface } from "node:readline/promises";
import { approve, draftsOf } from "../../desk/approve.ts";
import { type Desk, viewOf } from "../../desk/desk.ts";
import { shownPost } from "../../desk/report.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import type { Stand, Wish } from "../../pipeline/overrides.ts";
import { flag, type Run, type Typed, textOption, textOptions, wantsJson, words } from "./command.ts";
import { onPosts, sayTimed } from "./posts.ts";
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

const wishForm = /^(?<code>[a-z]+(?:-[a-z]+)+)(?:=(?<words>.+))?$/su;

function wishOf(written: string): Result<Wish> {
  const { code, words } = wishForm.exec(written)?.groups ?? {};
  if (code !== undefined) return ok(words === undefined ? { code } : { code, words });
  const remedy = 'Name a finding by its code, such as claim-number, or by code and words: claim-number="54 per cent".';
  return refuse(block("usage-override", `--override ${written}`, "This is no finding's code.", remedy));
}

/** Which findings the approver stands by: only with a reason, which is kept. */
function standOf(typed: Typed): Result<Stand | null> {
  const written = textOptions(typed, "override");
  const reason = textOption(typed, "reason")?.trim() ?? "";
  const noReason = block("usage-reason", "--reason", "An override needs a reason, which is kept.", "Say why the words stand.");
  const noFinding = block(
    "usage-override",
    "--override",
    "A reason is kept only with an override, or with --alone.",
    "Name the finding with --override CODE.",
  );
  if (written.length === 0) return flag(typed, "alone") || textOption(typed, "reason") === undefined ? ok(null) : refuse(noFinding);
  const wishes = written.map(wishOf);
  const problems = [...wishes.flatMap((wish) => (wish.ok ? [] : wish.problems)), ...(reason === "" ? [noReason] : [])];
  return problems.length > 0 ? refuse(...problems) : ok({ wishes: wishes.flatMap((wish) => (wish.ok ? [wish.value] : [])), reason });
}

/** Why one person sends it where more should agree; null: they don't. */
function aloneOf(typed: Typed): Result<string | null> {
  if (!flag(typed, "alone")) return ok(null);
  const reason = textOption(typed, "reason")?.trim() ?? "";
  const remedy = 'Add --reason "…": everybody is told.';
  return reason === "" ? refuse(block("usage-reason", "--alone", "Sending alone needs a reason, which is kept.", remedy)) : ok(reason);
}

async function approveTyped(desk: Desk, typed: Typed): Promise<Result<readonly PostView[]>> {
  const stand = standOf(typed);
  const alone = aloneOf(typed);
  if (!stand.ok) return stand;
  if (!alone.ok) return alone;
  const ids = await chosen(desk, typed);
  if (!ids.ok) return ids;
  const when = await readWhen(desk, typed, ids.value[0]);
  if (!when.ok) return when;
  if (!wantsJson(typed) && !(await agreed(desk, ids.value))) return ok([]);
  const digest = textOption(typed, "digest");
  return approve(desk, ids.value, {
    when: when.value,
    ...(digest === undefined ? {} : { digest }),
    ...(stand.value ? { stand: stand.value } : {}),
    ...(alone.value === null ? {} : { alone: alone.value }),
  });
}

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => approveTyped(desk, typed), sayTimed);

import { type Desk, zoneOfPost } from "../../desk/desk.ts";
import { done, type Report } from "../../desk/done.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { flag, type Run, type Typed, textOption, word } from "./command.ts";
import { onPosts } from "./posts.ts";
import { readTime } from "./time.ts";

async function reportTyped(desk: Desk, typed: Typed): Promise<Result<Report>> {
  const url = textOption(typed, "url");
  const scheduled = textOption(typed, "scheduled");
  const given = [url !== undefined, scheduled !== undefined, flag(typed, "unverified")].filter(Boolean).length;
  if (given > 1)
    return refuse(block("usage-done", "done", "Say how it was posted, once.", "Give --url ADDRESS, --scheduled TIME or --unverified."));
  if (given === 0) return ok({ kind: "done" });
  if (url !== undefined) return ok({ kind: "url", url });
  if (scheduled === undefined) return ok({ kind: "unverified" });
  const at = readTime(desk, scheduled, await zoneOfPost(desk, word(typed, 0)), "--scheduled");
  return at.ok ? ok({ kind: "scheduled", at: at.value }) : at;
}

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const report = await reportTyped(desk, typed);
    return report.ok ? done(desk, word(typed, 0), report.value) : report;
  });

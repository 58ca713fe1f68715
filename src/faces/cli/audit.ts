import { once } from "node:events";
import { type Decision, type Question, readRecord, verifyRecord } from "../../desk/audit.ts";
import { type Desk, viewOf } from "../../desk/desk.ts";
import { gistOf } from "../../desk/gist.ts";
import { agent } from "../../domain/person.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson } from "./command.ts";
import { print } from "./output.ts";
import { readTime } from "./time.ts";

function questionOf(desk: Desk, typed: Typed): Result<Question> {
  const [since, post] = [textOption(typed, "since"), textOption(typed, "post")];
  const from = since === undefined ? ok(undefined) : readTime(desk, since, desk.settings.timezone, "--since");
  if (!from.ok) return from;
  return ok({ ...(from.value === undefined ? {} : { since: from.value }), ...(post === undefined ? {} : { post }) });
}

function sayDecision({ seq, at, by, kind, subject, body }: Decision): string {
  const { digest, reason, via } = gistOf(body);
  const who = via === undefined ? by : `${by}, by ${via === agent ? "an agent" : `key ${via}`}`;
  const more = [...(digest === undefined ? [] : [`digest ${digest}`]), ...(reason === undefined ? [] : [reason])].join(", ");
  return `${String(seq).padStart(6)}  ${at}  ${who}  ${kind}  ${subject}${more === "" ? "" : `  (${more})`}`;
}

/** A line at a time: the record may be longer than memory. */
async function writeLine(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
}

async function read(desk: Desk, typed: Typed): Promise<Result<readonly Decision[]>> {
  const question = questionOf(desk, typed);
  if (!question.ok) return question;
  const about = question.value.post === undefined ? ok(null) : await viewOf(desk, question.value.post);
  if (!about.ok) return about;
  const kept: Decision[] = [];
  const take = (decision: Decision) => {
    if (flag(typed, "jsonl")) return writeLine(JSON.stringify(decision));
    if (!wantsJson(typed)) return writeLine(sayDecision(decision));
    kept.push(decision);
    return undefined;
  };
  const done = await readRecord(desk, question.value, take);
  return done.ok ? ok(kept) : done;
}

const noVerify = block("usage-audit", "audit", "--head is compared with a verified record.", "Give --verify with --head.");
const twoForms = block("usage-audit", "--jsonl", "--jsonl and --json are two different documents.", "Give one of them.");
const noHead = block(
  "usage-audit",
  "--head",
  "A head is 64 characters from 0 to 9 and a to f.",
  "Copy it from what `herald audit --verify` printed.",
);

function wrongUsage(typed: Typed, head: string | undefined): Problem | null {
  if (flag(typed, "jsonl") && wantsJson(typed)) return twoForms;
  if (head === undefined) return null;
  if (!flag(typed, "verify")) return noVerify;
  return /^[0-9a-f]{64}$/.test(head) ? null : noHead;
}

export const run: Run = async (wiring, typed) => {
  const head = textOption(typed, "head");
  const usage = wrongUsage(typed, head);
  if (usage) return print(refuse(usage), wantsJson(typed), () => ({ json: null, text: "" }));
  if (flag(typed, "verify")) {
    const verified = await wiring.withDesk(choiceOf(typed), (desk) => verifyRecord(desk, head));
    return print(verified, wantsJson(typed), (audit) => ({
      json: { audit },
      text: `${audit.rows} decisions and ${audit.posts} posts: nothing was altered, taken out or moved.\nHead ${audit.head ?? "(none)"}`,
    }));
  }
  const record = await wiring.withDesk(choiceOf(typed), (desk) => read(desk, typed));
  return print(record, wantsJson(typed), (decisions) => ({ json: { record: decisions }, text: "" }));
};

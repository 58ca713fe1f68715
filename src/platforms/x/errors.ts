// https://docs.x.com/x-api/fundamentals/response-codes-and-errors, https://docs.x.com/x-api/fundamentals/rate-limits
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import type { Outcome } from "../../domain/journal.ts";
import { block } from "../../domain/problem.ts";
import { firstUpload } from "./plan.ts";
import type { Reply } from "./request.ts";

/** A refusal in X's own words. */
export interface Refusal {
  readonly status: number;
  /** `https://api.x.com/2/problems/…` or `about:blank`. */
  readonly type: string;
  /** Title, detail and messages, as X wrote them. */
  readonly words: string;
  /** Numeric codes of the older API, which still come through. */
  readonly codes: readonly number[];
}

type Meaning =
  | { readonly kind: "later" }
  | { readonly kind: "denied" | "refused"; readonly code: string; readonly remedy: string }
  | { readonly kind: "doubt" }
  | { readonly kind: "restart" };

interface Row {
  readonly status?: readonly number[];
  readonly type?: RegExp;
  readonly words?: RegExp;
  readonly codes?: readonly number[];
  readonly means: Meaning;
}

function denied(code: string, remedy: string): Meaning {
  return { kind: "denied", code, remedy };
}

function refused(code: string, remedy: string): Meaning {
  return { kind: "refused", code, remedy };
}

const credits = denied("account-credits", "Add credits or raise the spending limit in X's developer console, then run `doctor`.");
const credential = denied(
  "account-credential",
  "Make new access tokens in X's developer console, put them into the settings, then run `doctor`.",
);
const rights = denied(
  "account-rights",
  'Give the app "Read and write" permission in X\'s developer console and make the access tokens anew, then run `doctor`.',
);
const blocked = denied("account-blocked", "Sign in to X as this account, do what it asks there, then run `doctor`.");

/** The code of a refusal that says no more than that. */
export const generalRefusal = "style-refused";

/** From X's words to what they mean; the first row counts of which the status, the type, the words or a code fits. */
export const table: readonly Row[] = [
  { type: /usage-capped/, words: /usage cap|spending limit|does not have any credits|CreditsDepleted/i, means: credits },
  { type: /problems\/credits/, means: credits },
  { status: [402], means: credits },
  { words: /duplicate content/i, codes: [187], means: { kind: "doubt" } },
  { words: /daily (status update|tweet|post) limit/i, codes: [88, 185], means: { kind: "later" } },
  { status: [420, 429], means: { kind: "later" } },
  {
    words: /timestamp out of bounds/i,
    codes: [135],
    means: denied("account-clock", "Set this machine's clock right (by NTP), then run `doctor`."),
  },
  { type: /unsupported-authentication|client-forbidden|oauth1-permissions/, codes: [261], means: rights },
  { words: /not permitted to access this feature|not configured with the appropriate/i, means: rights },
  {
    type: /user-suspended/,
    words: /user.?suspended|looks? (like it might be )?automated|account is (temporarily )?locked/i,
    codes: [64, 226, 326],
    means: blocked,
  },
  { status: [401], codes: [32, 89, 99, 215], means: credential },
  { words: /media IDs? (are|is) invalid/i, codes: [324, 325], means: { kind: "restart" } },
  // A reply that comes too soon after its parent is refused like one to a deleted post: reading back settles which it was.
  { words: /deleted or not visible/i, codes: [385], means: { kind: "doubt" } },
  {
    words: /only reply to or quote|Reply to this conversation is not allowed/i,
    codes: [433],
    means: refused(
      "style-reply",
      "X lets an app reply only to the account's own posts: see whether the post before this one is still there.",
    ),
  },
  { words: /maximum of one cashtag/i, means: refused("style-cashtags", "Leave the $ sign off all tickers but one.") },
  { words: /maximum of 4 items|Too many attachments/i, codes: [386], means: refused("media-too-many", "Leave at most 4 pictures.") },
  { words: /invalid URL/i, codes: [407], means: refused("link-refused", "Correct or remove the link.") },
  { words: /bit shorter|too long/i, codes: [186], means: refused("length-refused", "Shorten the text.") },
  {
    words: /not permitted to perform this action/i,
    means: refused("style-refused", "Shorten the text and check its pictures, then try again."),
  },
  { status: [413], means: refused("media-too-large", "Make the picture smaller.") },
  { status: [403, 408, 409, 425], means: { kind: "doubt" } },
  { status: [400, 404, 405, 410, 415, 422], means: refused(generalRefusal, "Change what X objects to, then approve the post again.") },
];

const message = z.object({ message: z.string().optional(), detail: z.string().optional(), code: z.number().optional() });
const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  type: z.string().optional(),
  code: z.number().optional(),
  message: z.string().optional(),
  errors: z.array(message.catch({})).optional(),
});

/** Reads a refusal; a page instead of JSON is quoted without its tags. */
export function refusalOf(status: number, body: unknown): Refusal {
  const read = problem.safeParse(body);
  if (!read.success) return { status, type: "", words: typeof body === "string" ? plain(body) : "", codes: [] };
  const { title, detail, type = "", code, message, errors = [] } = read.data;
  const words = [title, detail, message, ...errors.flatMap((error) => [error.message, error.detail])];
  const codes = [code, ...errors.map((error) => error.code)].filter((number) => number !== undefined);
  return { status, type, words: [...new Set(words.filter(Boolean))].join(": "), codes };
}

function plain(page: string): string {
  return page
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}

function fits(row: Row, refusal: Refusal): boolean {
  const { status, type, words, codes } = refusal;
  return (
    (row.status?.includes(status) ?? false) ||
    (row.type?.test(type) ?? false) ||
    (row.words?.test(words) ?? false) ||
    (row.codes?.some((code) => codes.includes(code)) ?? false)
  );
}

/** Only a 4xx is a refusal; whatever else comes with such words may still have taken effect. */
function meaningOf(refusal: Refusal): Meaning {
  const isRefusal = refusal.status >= 400 && refusal.status < 500;
  return (isRefusal && table.find((row) => fits(row, refusal))?.means) || { kind: "doubt" };
}

function header(headers: IncomingHttpHeaders, name: string): number | null {
  const value = headers[name];
  const number = typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/**
 * How long X asks to wait, in milliseconds: to the reset of every limit that is used up, by X's own clock where it sent one.
 * 0 where it named no time.
 */
export function waitMs(headers: IncomingHttpHeaders, now: number): number {
  const platformNow = Date.parse(headers.date ?? "") || now;
  const windows = ["x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"];
  const used = windows.filter(
    (name, index) => header(headers, `${name}-remaining`) === 0 || (index === 0 && !(`${name}-remaining` in headers)),
  );
  const resets = used.map((name) => header(headers, `${name}-reset`) ?? 0).map((seconds) => seconds * 1000 - platformNow);
  const after = (header(headers, "retry-after") ?? 0) * 1000;
  return Math.max(0, after, ...resets);
}

/** What a silence means: without a byte sent it is certain that nothing happened. */
export function silenceOutcome(reply: Extract<Reply, { kind: "silence" }>): Outcome {
  if (!reply.sent)
    return { kind: "later", afterMs: 0, reason: `X could not be reached (${reply.reason}); nothing was sent.`, unreachable: true };
  return { kind: "doubt", reason: `X gave no clear answer (${reply.reason}).` };
}

/** What X's refusal of a step means. @param where for people: `part 2`. @param now this installation's time. */
export function outcomeOf(reply: Extract<Reply, { kind: "answer" }>, account: string, where: string, now: number): Outcome {
  const refusal = refusalOf(reply.status, reply.body);
  const said = `X answered ${refusal.status}${refusal.words ? `: ${refusal.words.replace(/\.$/, "")}` : " without words"}`;
  const means = meaningOf(refusal);
  switch (means.kind) {
    case "later":
      return { kind: "later", afterMs: waitMs(reply.headers, now), reason: `${said}.` };
    case "denied":
      return { kind: "denied", problem: block(means.code, `account ${account}`, `${said}.`, means.remedy) };
    case "refused":
      return { kind: "refused", problem: block(means.code, where, `${said}.`, means.remedy) };
    case "restart":
      return { kind: "restart", from: firstUpload, reason: `${said}; the pictures are uploaded again.` };
    case "doubt":
      return { kind: "doubt", reason: `${said}.` };
  }
}

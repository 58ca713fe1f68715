// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
import { z } from "zod";
import type { Outcome } from "../../domain/journal.ts";
import { block } from "../../domain/problem.ts";
import { firstContainer } from "./plan.ts";
import type { Reply } from "./request.ts";

/** A refusal in Meta's own words; 0 where it named no code. */
export interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly subcode: number;
  readonly words: string;
}

type Meaning =
  | { readonly kind: "later"; readonly afterMs: number }
  | { readonly kind: "denied" | "refused"; readonly code: string; readonly remedy: string }
  | { readonly kind: "doubt" }
  | { readonly kind: "restart" };

interface Row {
  /** The precise one; where a row names codes too, these count only without a known subcode. */
  readonly subcodes?: readonly number[];
  readonly codes?: readonly number[];
  readonly means: Meaning;
}

function denied(code: string, remedy: string): Meaning {
  return { kind: "denied", code, remedy };
}

function refused(code: string, remedy: string): Meaning {
  return { kind: "refused", code, remedy };
}

const hourMs = 60 * 60 * 1000;
const pollMs = 1000;
const credential = denied(
  "account-credential",
  "Make a new long-lived token in Meta's developer console, put it into the settings, then run `doctor`.",
);
const rights = denied(
  "account-rights",
  "Grant the app the right to publish for this account in Meta's developer console, then run `doctor`.",
);
const blocked = denied("account-blocked", "Open the Instagram app as this account, do what it asks there, then run `doctor`.");
const unfetchable = denied("account-public-url", "Run `doctor`: it looks for what keeps Instagram from the pictures, and says what to do.");

/** From Meta's codes to what they mean. Subcodes are tried first: one code stands for many things. */
export const table: readonly Row[] = [
  // Suspected spam: the post may be live all the same.
  { subcodes: [2207051], means: { kind: "doubt" } },
  { subcodes: [2207042], means: { kind: "later", afterMs: hourMs } },
  { subcodes: [2207027], means: { kind: "later", afterMs: pollMs } },
  { subcodes: [2207008, 2207020, 2207032, 2207053], means: { kind: "restart" } },
  { subcodes: [2207001, 2207003], means: { kind: "doubt" } },
  { subcodes: [2207052], means: unfetchable },
  { subcodes: [2207050], means: blocked },
  { subcodes: [2207006], means: rights },
  { subcodes: [2207004], means: refused("media-too-large", "Make the picture smaller than 8 MB.") },
  { subcodes: [2207005], means: refused("media-type", "Save the picture as a JPEG.") },
  { subcodes: [2207009], means: refused("media-aspect", "Crop the picture to a shape between 4:5 and 1.91:1.") },
  { subcodes: [2207010], means: refused("length-refused", "Shorten the caption.") },
  { subcodes: [2207028], means: refused("media-too-many", "A carousel takes 2 to 10 pictures.") },
  { subcodes: [2207040], means: refused("style-mentions", "Leave at most 20 @names.") },
  {
    subcodes: [2207023, 2207026, 2207035, 2207036, 2207037, 2207057],
    means: refused("media-refused", "Recompose the post to draw its picture anew."),
  },
  { codes: [190, 102, 2500], means: credential },
  { codes: [10, 3, 200, 210, 220, 230, 240, 250, 270, 290, 299], means: rights },
  { codes: [2635], means: denied("account-version", "This version of Herald is too old for Instagram: update it.") },
  { codes: [25], means: blocked },
  { codes: [4, 17, 32, 613, 80001, 80002], means: { kind: "later", afterMs: 0 } },
  { codes: [9], means: { kind: "later", afterMs: hourMs } },
  { codes: [9007], means: { kind: "later", afterMs: pollMs } },
  { codes: [24], means: { kind: "restart" } },
  { codes: [9004], means: unfetchable },
  { codes: [36000], means: refused("media-too-large", "Make the picture smaller than 8 MB.") },
  { codes: [36001], means: refused("media-type", "Save the picture as a JPEG.") },
  { codes: [36003], means: refused("media-aspect", "Crop the picture to a shape between 4:5 and 1.91:1.") },
  { codes: [36004], means: refused("length-refused", "Shorten the caption.") },
  { codes: [-2, -1, 1, 2, 368, 506], means: { kind: "doubt" } },
];

const body = z.object({
  error: z.object({
    message: z.string().optional(),
    error_user_msg: z.string().nullish(),
    code: z.number().optional(),
    error_subcode: z.number().nullish(),
  }),
});

/** Reads a refusal. Meta's message for people comes after the one for programs. */
export function refusalOf(status: number, json: unknown): Refusal {
  const read = body.safeParse(json);
  if (!read.success) return { status, code: 0, subcode: 0, words: "" };
  const { message, error_user_msg: said, code = 0, error_subcode: subcode } = read.data.error;
  return { status, code, subcode: subcode ?? 0, words: [message?.replace(/\.$/, ""), said].filter(Boolean).join(". ") };
}

function isRight(code: number): boolean {
  return code >= 200 && code <= 299;
}

/** The meaning that Meta documents; null where it documents none. */
export function listed(refusal: Refusal): Meaning | null {
  const { code, subcode } = refusal;
  const row = table.find(({ subcodes }) => subcodes?.includes(subcode)) ?? table.find(({ codes }) => codes?.includes(code));
  return row?.means ?? (isRight(code) ? rights : null);
}

/** Unlisted: on a step that shows it is doubt; elsewhere a 4xx is the content's fault, and 100/33 (also seen in passing) is not. */
function unlisted(refusal: Refusal, isVisible: boolean): Meaning {
  if (refusal.status === 401) return credential;
  if (refusal.status === 429) return { kind: "later", afterMs: 0 };
  const passing = refusal.code === 100 && refusal.subcode === 33;
  if (isVisible || passing || refusal.code === 0 || refusal.status >= 500 || refusal.status === 403) return { kind: "doubt" };
  return refused("style-refused", "Change what Instagram objects to, then approve the post again.");
}

const usage = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number().optional() })));

/** How long Meta asks to wait, in milliseconds; 0 where it names no time. */
export function waitMs(headers: Headers): number {
  const seconds = Number(headers.get("retry-after") ?? 0) || 0;
  return Math.max(seconds * 1000, regainMs(headers.get("x-business-use-case-usage")));
}

function regainMs(header: string | null): number {
  const json = header === null ? null : parsed(header);
  const read = usage.safeParse(json);
  if (!read.success) return 0;
  const minutes = Object.values(read.data).flatMap((uses) => uses.map((use) => use.estimated_time_to_regain_access ?? 0));
  return Math.max(0, ...minutes) * 60 * 1000;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a silence means: without a byte sent it is certain that nothing happened. */
export function silenceOutcome(reply: Extract<Reply, { kind: "silence" }>): Outcome {
  if (!reply.sent)
    return { kind: "later", afterMs: 0, reason: `Instagram could not be reached (${reply.reason}); nothing was sent.`, unreachable: true };
  return { kind: "doubt", reason: `Instagram gave no clear answer (${reply.reason}).` };
}

/** Meta's words with their codes, for people who search for them. */
export function said({ status, code, subcode, words }: Refusal): string {
  const codes = code === 0 ? "" : ` (code ${code}${subcode === 0 ? "" : `/${subcode}`})`;
  return `Instagram answered ${status}${codes}${words ? `: ${words.replace(/\.$/, "")}` : ""}.`;
}

export interface Place {
  readonly account: string;
  /** For people: `picture 2`, `caption`. */
  readonly where: string;
  /** True for the step that readers see. */
  readonly isVisible: boolean;
}

/** What Meta's refusal of a step means. */
export function outcomeOf(refusal: Refusal, place: Place, askedMs: number): Outcome {
  // Meta's own faults (5xx, negative codes) say nothing of what became of a step that shows.
  const isFault = refusal.status >= 500 || refusal.code < 0;
  const means = isFault && place.isVisible ? ({ kind: "doubt" } as const) : (listed(refusal) ?? unlisted(refusal, place.isVisible));
  const reason = said(refusal);
  switch (means.kind) {
    case "later":
      return { kind: "later", afterMs: Math.max(means.afterMs, askedMs), reason };
    case "denied":
      return { kind: "denied", problem: block(means.code, `account ${place.account}`, reason, means.remedy) };
    case "refused":
      return { kind: "refused", problem: block(means.code, place.where, reason, means.remedy) };
    case "restart":
      return { kind: "restart", from: firstContainer, reason };
    case "doubt":
      return { kind: "doubt", reason };
  }
}

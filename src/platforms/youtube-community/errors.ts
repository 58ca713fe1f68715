// https://developers.google.com/youtube/v3/docs/errors, https://developers.google.com/identity/protocols/oauth2#expiration
import { z } from "zod";
import { block, type Problem } from "../../domain/problem.ts";

interface Row {
  readonly status?: readonly number[];
  readonly reason?: RegExp;
  readonly code: string;
  readonly remedy: string;
}

/** From Google's reasons to what a person can do; reading the channel is all that Herald asks Google for. */
export const table: readonly Row[] = [
  {
    reason: /invalid_grant|authError/,
    code: "account-credential",
    remedy: "Sign in again to get a new YOUTUBE_REFRESH_TOKEN; while the OAuth app's status is Testing, tokens die after 7 days.",
  },
  {
    reason: /invalid_client|unauthorized_client/,
    code: "account-credential",
    remedy: "Correct YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET.",
  },
  { reason: /quotaExceeded|rateLimitExceeded/, code: "account-quota", remedy: "Try again tomorrow; hand-offs need no quota and go on." },
  {
    reason: /insufficientPermissions|insufficientScopes|accessNotConfigured|forbidden/,
    code: "account-rights",
    remedy: "Enable the YouTube Data API for the project, and sign in with the scope youtube.readonly.",
  },
  { status: [401], code: "account-credential", remedy: "Sign in again to get a new YOUTUBE_REFRESH_TOKEN." },
  { status: [403], code: "account-rights", remedy: "See in Google's console that the project may use the YouTube Data API." },
];

const words = z.union([
  z.object({ error: z.string(), error_description: z.string().optional() }).transform((said) => ({
    reason: said.error,
    message: said.error_description ?? said.error,
  })),
  z
    .object({ error: z.object({ message: z.string(), errors: z.array(z.object({ reason: z.string().optional() })).optional() }) })
    .transform(({ error }) => ({ reason: error.errors?.[0]?.reason ?? "", message: error.message })),
]);

/** What an answer of Google's that isn't a success means for the account. */
export function problemOf(status: number, body: unknown, account: string): Problem {
  const read = words.safeParse(body);
  const { reason, message } = read.success ? read.data : { reason: "", message: "" };
  const row = table.find((one) => (one.reason && reason !== "" && one.reason.test(reason)) || one.status?.includes(status));
  const said = `Google answered ${status}${message ? `: ${message.replace(/\.$/, "")}` : ""}.`;
  return block(
    row?.code ?? "account-unreachable",
    `account ${account}`,
    said,
    row?.remedy ?? "Try again in a while; hand-offs go on without it.",
  );
}

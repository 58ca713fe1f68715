/** Connecting an account by consent at its platform: who asked is sent there, and comes back with a code that is good once. */
import type { Account } from "../domain/account.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { digestOfToken, isToken, newToken } from "../people/tokens.ts";
import type { Net, OAuth } from "../platforms/oauth.ts";
import type { Secret } from "../platforms/platform.ts";
import { openKept } from "../settings/kept.ts";
import { type SealKey, seal } from "../settings/seal.ts";
import type { Settings } from "../settings/settings.ts";
import { type Connected, connect, connectable, type Meet } from "./connect.ts";
import { type Desk, nowOf, platformOf } from "./desk.ts";

/** How long a person may take at the platform. */
export const patienceMs = 600_000;

/** What it takes to ask for consent. */
interface Offer {
  readonly account: Account;
  readonly oauth: OAuth;
  readonly client: Secret;
  readonly key: SealKey;
}

/** A consent that was asked for. */
export interface Asked {
  /** Where the person goes now. */
  readonly url: string;
  readonly state: string;
  readonly platform: string;
  /** What must be registered at the platform, in a sentence. */
  readonly register: string;
  readonly codeLifeMs: number;
}

/** What came back from a platform. */
export interface Answer {
  readonly state: string;
  /** Null: the platform said why not. */
  readonly code: string | null;
  readonly error: string | null;
}

/** What asks platforms. */
export interface Asking {
  readonly meet: Meet;
  readonly net: () => Net;
}

/** Where platforms send people back to. */
export function callbackOf({ publicUrl }: Pick<Settings, "publicUrl">): Result<string> {
  if (!publicUrl.endsWith(":0")) return ok(`${publicUrl}/accounts/callback`);
  const message = "Platforms send people back to one registered address, and with PORT=0 there is none.";
  return refuse(block("settings-callback", "PUBLIC_URL", message, "Set PUBLIC_URL, or a PORT."));
}

/** Whether an account's app is known here, so that consent can be asked for. */
export function canAuthorize({ settings, registry }: Pick<Desk, "settings" | "registry">, { id, platform }: Account): boolean {
  return registry[platform].oauth !== undefined && settings.oauthClients.has(id);
}

function offerFor(desk: Desk, accountId: string, redirect: string): Result<Offer> {
  const able = connectable(desk, accountId);
  if (!able.ok) return able;
  const { account, platform, key } = able.value;
  const { oauth, name } = platform;
  const client = desk.settings.oauthClients.get(accountId);
  const where = `account ${accountId}`;
  if (!oauth || !client) {
    const names = (oauth?.client ?? []).filter(({ required }) => required).map((one) => one.name);
    const message = `Consent at ${name} can't be asked for: ${names.join(" and ")} ${names.length === 1 ? "isn't" : "aren't"} set.`;
    return refuse(block("settings-oauth", where, message, "Put them into .env, or copy the account's own variables."));
  }
  if (!oauth.isHttpsOnly || redirect.startsWith("https:")) return ok({ account, oauth, client, key });
  const message = `${name} sends people back to https addresses only, and PUBLIC_URL is none.`;
  return refuse(block("settings-callback", "PUBLIC_URL", message, "Set PUBLIC_URL to an https address that is registered there."));
}

/** The name under which what belongs to a question is sealed: no account can be called so. */
function sealName(account: string): string {
  return `authorization of ${account}`;
}

/**
 * Asks for consent.
 * @param session who asks, so that only their browser can answer; null: a command line
 */
export async function authorize(desk: Desk, accountId: string, redirect: string, session: string | null): Promise<Result<Asked>> {
  const offer = offerFor(desk, accountId, redirect);
  if (!offer.ok) return offer;
  const { account, oauth, client, key } = offer.value;
  const [state, verifier, now] = [newToken(), newToken(), nowOf(desk)];
  const sealed = { account: account.id, sealed: seal({ VERIFIER: verifier }, sealName(account.id), key), keyId: key.id };
  const question = { stateDigest: digestOfToken(state), redirect, session: session && digestOfToken(session), expiresAt: now + patienceMs };
  await desk.store.authorizations.ask({ ...sealed, ...question }, now);
  const url = oauth.authorize({ redirectUri: redirect, state, verifier }, client).href;
  const platform = platformOf(desk, account).name;
  return ok({ url, state, platform, register: oauth.register(redirect), codeLifeMs: oauth.codeLifeMs });
}

/** What an address says to which a platform sent somebody back; null: it is no such address. */
export function readAnswer(query: URLSearchParams): Answer | null {
  const [state, code, error] = ["state", "code", "error"].map((name) => query.get(name));
  if (!state || !isToken(state) || [...query.getAll("state"), ...query.getAll("code")].length > 2) return null;
  if (code && code.length <= 4096 && !error) return { state, code, error: null };
  return error ? { state, code: null, error: error.slice(0, 200) } : null;
}

function unasked(): Result<never> {
  const message = "This answer belongs to nothing that was asked here in the last ten minutes, or it was used already.";
  return refuse(block("input-callback", "state", message, "Begin again; nothing was kept."));
}

function declined(platform: string, error: string, accountId: string): Result<never> {
  const message =
    error === "access_denied"
      ? `Consent was declined at ${platform}.`
      : `${platform} gave no consent (${error.replaceAll(/[^\w -]/g, "")}).`;
  return refuse(block("account-declined", `account ${accountId}`, message, "Begin again if that was not meant; nothing was kept."));
}

/** Exchanges what came back for a login, and keeps that. @param session who answers; null: the command line that asked */
export async function complete(desk: Desk, answer: Answer, session: string | null, { meet, net }: Asking): Promise<Result<Connected>> {
  const question = await desk.store.authorizations.take(digestOfToken(answer.state), session && digestOfToken(session), nowOf(desk));
  if (!question) return unasked();
  const { account: accountId, redirect: redirectUri, sealed, keyId } = question;
  const offer = offerFor(desk, accountId, redirectUri);
  if (!offer.ok) return offer;
  const { account, oauth, client } = offer.value;
  const opened = openKept({ account: sealName(accountId), sealed, keyId }, desk.settings.sealKeys);
  if (!opened.ok) return unasked();
  if (answer.code === null) return declined(platformOf(desk, account).name, answer.error ?? "", accountId);
  const consent = { redirectUri, state: answer.state, verifier: opened.secret.VERIFIER ?? "" };
  const granted = await oauth.exchange(answer.code, consent, client, `account ${accountId}`, net());
  return granted.kind === "refused" ? refuse(granted.problem) : connect(desk, accountId, granted.secret, meet);
}

/** Whether a command line asked for this, which then fetches the answer itself. */
export async function isForCommandLine({ store, clock }: Pick<Desk, "store" | "clock">, { state }: Answer): Promise<boolean> {
  return (await store.authorizations.look(digestOfToken(state), clock.now()))?.session === null;
}

/** Leaves an answer for the command line that asked; whoever brings it knows its state, which nobody can guess. */
export async function leaveAnswer(desk: Pick<Desk, "store" | "clock" | "settings">, { state, code, error }: Answer): Promise<boolean> {
  const { current } = desk.settings.sealKeys;
  const question = await desk.store.authorizations.look(digestOfToken(state), desk.clock.now());
  if (!question || !current.ok) return false;
  const sealed = seal(
    { ...(code === null ? {} : { CODE: code }), ...(error === null ? {} : { ERROR: error }) },
    sealName(question.account),
    current.value,
  );
  return desk.store.authorizations.answer(digestOfToken(state), sealed, desk.clock.now());
}

/** What was left for a command line; null: nothing yet. */
export async function fetchAnswer(desk: Pick<Desk, "store" | "clock" | "settings">, state: string): Promise<Answer | null> {
  const { current } = desk.settings.sealKeys;
  const question = await desk.store.authorizations.look(digestOfToken(state), desk.clock.now());
  if (!question?.answer || !current.ok) return null;
  const opened = openKept(
    { account: sealName(question.account), sealed: question.answer, keyId: current.value.id },
    desk.settings.sealKeys,
  );
  if (!opened.ok) return null;
  const { CODE: code = null, ERROR: error = null } = opened.secret;
  return { state, code, error };
}

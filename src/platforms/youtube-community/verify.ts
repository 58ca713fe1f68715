// https://developers.google.com/youtube/v3/docs/channels/list, https://developers.google.com/identity/protocols/oauth2/web-server#offline
import { z } from "zod";
import { block } from "../../domain/problem.ts";
import type { Edge } from "../../edge/edge.ts";
import type { Deadline, Secret, Standing } from "../platform.ts";
import { problemOf } from "./errors.ts";

const tokenUrl = "https://oauth2.googleapis.com/token";
const granted = z.object({ access_token: z.string() });
const channels = z.object({ items: z.array(z.object({ id: z.string(), snippet: z.object({ title: z.string() }) })).default([]) });
const failed = z.object({ response: z.object({ status: z.number(), data: z.unknown() }) });
const byHand = "A person posts what Herald prepares: Google has no API for community posts. That costs nothing.";

type Grant = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly standing: Standing };

interface Verification {
  readonly account: string;
  readonly channelId: string;
  readonly secret: Secret;
  readonly edge: Edge;
}

function addressOf(channelId: string): string {
  return `https://www.youtube.com/channel/${channelId}`;
}

function unreachable({ account }: Verification): Standing {
  const problem = block(
    "account-unreachable",
    `account ${account}`,
    "Google could not be reached.",
    "Try again in a while; hand-offs go on without it.",
  );
  return { ok: false, problem };
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** An access token for the refresh token; asked here because the SDK would ask several times. */
async function grant(verification: Verification, deadline: Deadline): Promise<Grant> {
  const { account, secret, edge } = verification;
  const { YOUTUBE_CLIENT_ID = "", YOUTUBE_CLIENT_SECRET = "", YOUTUBE_REFRESH_TOKEN = "" } = secret;
  const body = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: YOUTUBE_CLIENT_ID,
    client_secret: YOUTUBE_CLIENT_SECRET,
    refresh_token: YOUTUBE_REFRESH_TOKEN,
  });
  try {
    const response = await fetch(tokenUrl, { method: "POST", body, redirect: "manual", signal: deadline.signal });
    edge.sawDate(response.headers.get("date"));
    const answer = await json(response);
    const read = granted.safeParse(answer);
    if (response.ok && read.success) return { ok: true, token: read.data.access_token };
    return { ok: false, standing: { ok: false, problem: problemOf(response.status, answer, account) } };
  } catch {
    return { ok: false, standing: unreachable(verification) };
  }
}

/**
 * The channels of the credentials. The SDK is loaded here: most runs never need it. It is given Node's own `fetch`: its own would
 * follow the environment's proxy by rules of its own, out of a sandbox too.
 */
async function ownChannels(token: string, deadline: Deadline): Promise<unknown> {
  const { auth, youtube } = await import("googleapis/build/src/apis/youtube/index.js");
  const credentials = new auth.OAuth2();
  credentials.setCredentials({ access_token: token });
  const { data } = await youtube({ version: "v3", auth: credentials }).channels.list(
    { part: ["snippet"], mine: true },
    { retry: false, signal: deadline.signal, fetchImplementation: fetch },
  );
  return data;
}

async function ask(verification: Verification, deadline: Deadline): Promise<Standing> {
  const { account, channelId } = verification;
  const given = await grant(verification, deadline);
  if (!given.ok) return given.standing;
  try {
    const read = channels.safeParse(await ownChannels(given.token, deadline));
    return read.success ? compare(account, channelId, read.data.items) : unreachable(verification);
  } catch (error) {
    const answer = failed.safeParse(error);
    if (!answer.success) return unreachable(verification);
    return { ok: false, problem: problemOf(answer.data.response.status, answer.data.response.data, account) };
  }
}

function compare(account: string, channelId: string, items: z.infer<typeof channels>["items"]): Standing {
  const own = items.find(({ id }) => id === channelId);
  if (own) return { ok: true, remoteId: channelId, name: own.snippet.title, url: addressOf(channelId), notes: [byHand] };
  const names = items.map(({ id, snippet }) => `${snippet.title} (${id})`).join(", ") || "no channel";
  const message = `The Google credentials belong to ${names}, not to ${channelId}.`;
  return {
    ok: false,
    problem: block("account-other", `account ${account}`, message, "Correct YOUTUBE_CHANNEL_ID, or sign in as the channel's owner."),
  };
}

/** Confirms with Google that the credentials are the channel's; without credentials says what is known and asks no one. */
export async function verify(verification: Verification, deadline: Deadline): Promise<Standing> {
  const { channelId, secret } = verification;
  const complete = secret.YOUTUBE_CLIENT_ID && secret.YOUTUBE_CLIENT_SECRET && secret.YOUTUBE_REFRESH_TOKEN;
  if (complete) return ask(verification, deadline);
  const notes = [byHand, "Which channel this is was not checked: set the Google credentials for that, or open the address above."];
  return { ok: true, remoteId: channelId, name: channelId, url: addressOf(channelId), notes };
}

// https://docs.x.com/x-api/introduction
import type { Platform } from "../platform.ts";
import { cards } from "./cards.ts";
import { compose } from "./compose.ts";
import { parse, reword, type XContent } from "./content.ts";
import { correct } from "./correct.ts";
import { limits } from "./limits.ts";
import { remoteId, variables } from "./login.ts";
import { oauth } from "./oauth.ts";
import { cost, plan, readCost, retract } from "./plan.ts";
import { validate } from "./validate.ts";
import { weightedLength } from "./weighted-length.ts";

const hosts = /^(www\.|mobile\.)?(x|twitter)\.com$/;
const postPath = /^\/(?:\w{1,15}|i|i\/web)\/status\/(\d{1,19})(?:\/(?:photo|video)\/\d+)?\/?$/;

/** The number in a post's address. @example postId("https://x.com/i/status/1890000000000000001") */
function postId(address: string): string | null {
  const url = URL.parse(address.trim());
  if (url?.protocol !== "https:" || !hosts.test(url.host)) return null;
  return postPath.exec(url.pathname)?.[1] ?? null;
}

export const x: Platform<XContent> = {
  id: "x",
  name: "X",
  limits,
  variables,
  remoteId,
  oauth,
  cards,
  compose,
  parse,
  contentOf: (text) => ({ parts: [{ text, media: [] }] }),
  reword,
  validate,
  read: ({ parts }) => ({ parts: parts.map(({ text, media }) => ({ text, pictures: media })) }),
  counts: ({ parts }) => ({ parts: parts.map(({ text }) => ({ weightedLength: weightedLength(text), max: limits.text.max })) }),
  plan,
  corrects: "reply",
  correct,
  cost,
  readCost,
  retract,
  postId,
  open: async (account, secret, edge) => (await import("./session.ts")).open(account, secret, edge),
};

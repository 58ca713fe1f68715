import type { PlatformId } from "../../domain/account.ts";

/** A stretch of a post's text: plain, or something that its platform sets apart and makes tappable. */
export interface Run {
  readonly kind: "plain" | "link" | "tag";
  readonly text: string;
}

const address = String.raw`https?://[^\s<>]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|int|edu|gov|eu|uk|pk|tv|io)(?![\w.-]*\w)(?:/[^\s<>]*)?`;
const tag = String.raw`(?<![\p{L}\p{N}_/&])[#@][\p{L}\p{M}\p{N}_.]*[\p{L}\p{M}\p{N}_]`;
const pattern = new RegExp(`(?<link>${address})|(?<tag>${tag})`, "giu");

/** What ends a sentence after an address and is no part of it. */
const trailing = /[.,;:!?)\]}'"’”»،۔؟]+$/u;

/**
 * Splits a text where its platform makes something of it: addresses, hashtags and handles. The runs joined are the text.
 * Instagram leaves addresses in a caption plain.
 */
export function textRuns(text: string, platform: PlatformId): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const kind = match.groups?.link === undefined ? "tag" : "link";
    if (kind === "link" && platform === "instagram") continue;
    const found = kind === "link" ? match[0].replace(trailing, "") : match[0];
    if (match.index > at) runs.push({ kind: "plain", text: text.slice(at, match.index) });
    runs.push({ kind, text: found });
    at = match.index + found.length;
  }
  if (at < text.length) runs.push({ kind: "plain", text: text.slice(at) });
  return runs;
}

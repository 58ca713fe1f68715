/** Where summaries come from by themselves, as `sources` in the settings has it. */
import type { Source } from "../domain/source.ts";
import type { Config } from "./config-schema.ts";

/** Least and greatest value of each field: minute, hour, day of the month, month, day of the week. */
const fields = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

function isPart(part: string, [least, most]: readonly [number, number]): boolean {
  const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (!match) return false;
  const [, from, to, step] = match;
  const [first, last] = from === undefined ? [least, most] : [Number(from), Number(to ?? from)];
  return first >= least && last <= most && first <= last && (step === undefined || Number(step) > 0);
}

/** Five fields of digits, ranges, lists and steps. */
export function isCron(text: string): boolean {
  const written = text.split(/\s+/);
  return (
    written.length === fields.length && fields.every((range, at) => (written[at] ?? "").split(",").every((part) => isPart(part, range)))
  );
}

export function isFeedAddress(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" && url.username === "" && url.password === "";
}

export function describeSources({ sources }: Config): readonly Source[] {
  return sources.map(({ name, url, poll, categories, text, language, newest, settle, pictures }) => ({
    ...{ name, url, poll, categories, text, newest },
    kind: /\/wp-json\/wp\/v2\/|[?&]rest_route=/.test(url) ? "wordpress" : "feed",
    ...(language === undefined ? {} : { language }),
    settleMs: settle,
    ours: pictures === "ours",
  }));
}

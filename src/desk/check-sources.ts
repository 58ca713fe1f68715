/** Whether each source answers, and whether its site posts the same stories by another way: readers would see them twice. */
import type { Source } from "../domain/source.ts";
import { type FetchPorts, fetchPublic } from "../edge/fetch-public.ts";
import { decode } from "../sources/decode.ts";
import { otherSharers } from "../sources/other-sharers.ts";
import type { Desk } from "./desk.ts";
import type { Examination } from "./doctor.ts";
import { pollDry } from "./poll.ts";

/** What `doctor` found out about one source. */
export interface SourceCheckup {
  readonly source: string;
  readonly url: string;
  readonly state: "connected" | "refused";
  readonly notes: readonly string[];
}

/** All that `doctor` found, of accounts and of sources. */
export interface WholeExamination extends Examination {
  readonly sources: readonly SourceCheckup[];
}

const mostBytes = 2_000_000;

/** What stands at an address; "" where nothing does. */
async function textAt(address: string, ports: FetchPorts): Promise<string> {
  const headers = { accept: "*/*", "accept-encoding": "gzip, deflate, br" };
  const got = await fetchPublic(address, { mostBytes, mostRedirects: 5, headers }, ports);
  if (!got.ok || got.value.status !== 200) return "";
  const text = decode(got.value.bytes, got.value.headers["content-type"], address);
  return text.ok ? text.value : "";
}

async function checkSource(desk: Desk, source: Source, ports: FetchPorts): Promise<SourceCheckup> {
  const at = (path: string) => textAt(new URL(path, source.url).href, ports);
  const [dry, page, json] = await Promise.all([pollDry(desk, source, ports), at("/"), at("/wp-json/")]);
  const doubles = otherSharers(page, json).map(
    (name) => `Its site seems to share stories by itself, too (${name}): turn that off there, or readers see every post twice.`,
  );
  const { name, url } = source;
  if (dry.kind === "failed") return { source: name, url, state: "refused", notes: [...dry.lines, ...doubles] };
  return { source: name, url, state: "connected", notes: doubles };
}

export function checkSources(desk: Desk, ports: FetchPorts): Promise<readonly SourceCheckup[]> {
  return Promise.all(desk.settings.sources.map((source) => checkSource(desk, source, ports)));
}

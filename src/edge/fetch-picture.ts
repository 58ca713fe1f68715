/** Fetches a picture that a summary names, as a stranger's address must be fetched. */
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { type FetchPorts, fetchPublic } from "./fetch-public.ts";

export type { FetchPorts } from "./fetch-public.ts";

/** The largest file that is read, in bytes. */
export const mostBytes = 20_000_000;
const wanted = { mostBytes, mostRedirects: 3, headers: { accept: "image/*" } };

/** The bytes, whatever they are: their reader judges them. */
export async function fetchPicture(address: string, ports: FetchPorts): Promise<Result<Uint8Array>> {
  const got = await fetchPublic(address, wanted, ports);
  if (got.ok && got.value.status === 200) return ok(got.value.bytes);
  const why = got.ok ? `was answered with ${got.value.status}` : got.why;
  return refuse(block("media-picture", "image", why, "Mend the address, or save the picture beside the summary."));
}

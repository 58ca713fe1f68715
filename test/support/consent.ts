import type { StandIns } from "../../src/sandbox/index.ts";
import { ask } from "./stand-ins.ts";

/** What a person does on the page on which a platform asks for their consent. */
export interface Choice {
  /** Whose browser it is: a handle on the stand-in. */
  readonly handle: string;
  readonly allow?: boolean;
  /** Rights that they leave out. */
  readonly without?: readonly string[];
}

/** A person's browser on the platform's page. @returns where it is sent back to. Throws where the platform shows an error page. */
export async function consent(standIns: StandIns, address: string | URL, { handle, allow = true, without = [] }: Choice): Promise<URL> {
  const { host, pathname, search } = new URL(address);
  const page = await ask(standIns, { host, path: `${pathname}${search}` });
  const request = /name="request" value="(\w+)"/.exec(String(page.body))?.[1];
  if (page.status !== 200 || request === undefined) throw new Error(`${host} refused to ask: ${page.status} ${page.body}`);
  const fields = { request, handle, allow: allow ? "yes" : "no", without: without.join(" ") };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams(fields).toString();
  const decided = await ask(standIns, { host, path: `${pathname}/consent`, method: "POST", headers, body });
  return new URL(String(decided.headers.location));
}

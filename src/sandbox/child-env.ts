/** What leads a child process through the proxy, trusting its authority. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StandIns } from "./stand-ins.ts";

/** Both spellings, because Node prefers the lower case one that the parent may have set. */
export function childEnv(proxyEnv: StandIns["proxyEnv"], caFile: string): Readonly<Record<string, string>> {
  const { HTTPS_PROXY, NO_PROXY } = proxyEnv;
  const lower = { https_proxy: HTTPS_PROXY, no_proxy: NO_PROXY };
  return { HTTPS_PROXY, NO_PROXY, ...lower, NODE_USE_ENV_PROXY: "1", NODE_EXTRA_CA_CERTS: caFile };
}

/** The authority's certificate as a file, written when first asked for. @param told where; absent: a temporary folder. */
export function authorityFile(caPem: string, told: string | undefined): { readonly write: () => string; readonly remove: () => void } {
  let made: string | undefined;
  let file: string | undefined;
  return {
    write: () => {
      if (file !== undefined) return file;
      if (told === undefined) made = mkdtempSync(join(tmpdir(), "herald-sandbox-"));
      file = told ?? join(made ?? tmpdir(), "ca.pem");
      writeFileSync(file, caPem);
      return file;
    },
    remove: () => {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
    },
  };
}

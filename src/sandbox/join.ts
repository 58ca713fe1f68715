import { setGlobalProxyFromEnv } from "node:http";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { StandIns } from "./stand-ins.ts";

/**
 * Leads this process to the stand-ins: global `fetch`, the global agents, and agents made with `proxyEnv`.
 * @returns leads it back.
 */
export function joinStandIns(standIns: Pick<StandIns, "proxyEnv" | "caPem">): () => void {
  const trusted = getCACertificates("default");
  setDefaultCACertificates([...trusted, standIns.caPem]);
  const restoreProxy = setGlobalProxyFromEnv({ ...standIns.proxyEnv });
  return () => {
    restoreProxy();
    setDefaultCACertificates([...trusted]);
  };
}

/** A certificate authority of this process alone, and one certificate for the hosts that it plays. */
import { createSecureContext, type SecureContext } from "node:tls";
import { generate } from "selfsigned";

export interface Certificates {
  /** Trust this, and the stand-ins are believed. */
  readonly caPem: string;
  readonly context: SecureContext;
}

const yearMs = 365 * 24 * 3_600_000;

/**
 * The authority is named after its first host: of two that are named alike, who trusts both may try the wrong one.
 * @param now the certificates hold years before and after it: clocks in tests jump.
 */
export async function makeCertificates(hosts: readonly string[], now: number): Promise<Certificates> {
  const shared = {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(now - 5 * yearMs),
    notAfterDate: new Date(now + 5 * yearMs),
  } as const;
  const ca = await generate([{ name: "commonName", value: `Herald sandbox for ${hosts[0] ?? "localhost"}` }], {
    ...shared,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: "commonName", value: hosts[0] ?? "localhost" }], {
    ...shared,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: hosts.map((value) => ({ type: 2, value })) },
    ],
  });
  return { caPem: ca.cert, context: createSecureContext({ key: leaf.private, cert: leaf.cert }) };
}

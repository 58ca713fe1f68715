/**
 * Passkeys as Herald asks for them (https://simplewebauthn.dev/docs/packages/server): discoverable, so that nobody types an address;
 * verified by face, finger or PIN, because a passkey alone lets somebody in; and of any make, so no attestation is asked for.
 */
import { isIP } from "node:net";
import type { Person } from "../domain/person.ts";
import type { Passkey } from "../storage/sign-ins.ts";
import type { RegistrationAnswer, SignInAnswer } from "./passkey-answers.ts";
import { challengeMs } from "./session-rules.ts";

/** Where passkeys are good: one name, and pages of one address. */
export interface Site {
  /** `https://herald.example.org`. */
  readonly origin: string;
  /** `herald.example.org`. */
  readonly rpId: string;
}

/** Null where browsers offer no passkeys: at a bare IP address, and by http elsewhere than on this machine. */
export function siteOf(publicUrl: string): Site | null {
  const url = URL.parse(publicUrl);
  if (!url || isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return null;
  const isLocal = url.hostname === "localhost" || url.hostname.endsWith(".localhost");
  return url.protocol === "https:" || isLocal ? { origin: url.origin, rpId: url.hostname } : null;
}

/** ES256, EdDSA and RS256: what authenticators in use can sign with. */
const algorithms = [-7, -8, -257];

/** Loaded when somebody uses a passkey. */
const library = () => import("@simplewebauthn/server");

/** What the page's script gives to the browser, to make a passkey. @param handle the random name under which the authenticator keeps it */
export async function creationOptions(
  { rpId }: Site,
  outlet: string,
  owner: { readonly person: Person; readonly handle: string; readonly passkeys: readonly Passkey[] },
) {
  const { generateRegistrationOptions } = await library();
  const { person, handle, passkeys } = owner;
  return generateRegistrationOptions({
    rpName: `Herald · ${outlet}`,
    rpID: rpId,
    userID: new Uint8Array(Buffer.from(handle, "base64url")),
    userName: person.email,
    userDisplayName: person.name,
    timeout: challengeMs,
    attestationType: "none",
    excludeCredentials: passkeys.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });
}

/** The same, to sign in with whichever passkey the person chooses. */
export async function requestOptions({ rpId }: Site) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({ rpID: rpId, timeout: challengeMs, userVerification: "required" });
}

export type CreationOptions = Awaited<ReturnType<typeof creationOptions>>;
export type RequestOptions = Awaited<ReturnType<typeof requestOptions>>;

export interface NewKey {
  readonly id: string;
  readonly publicKey: string;
  readonly counter: number;
}

/**
 * Statements of an authenticator's make are not asked for; one with a certificate would have the library fetch addresses that it
 * names, so it is refused.
 */
async function hasCertificate({ response }: RegistrationAnswer): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await import("@simplewebauthn/server/helpers");
  const statement = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  return !["none", "packed"].includes(statement.get("fmt")) || statement.get("attStmt").size > 2;
}

/** The passkey that was made; null where the answer is not what was asked for. */
export async function verifyCreation(site: Site, answer: RegistrationAnswer, challenge: string): Promise<NewKey | null> {
  const { verifyRegistrationResponse } = await library();
  try {
    if (await hasCertificate(answer)) return null;
    const verified = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified.verified) return null;
    const { id, publicKey, counter } = verified.registrationInfo.credential;
    return { id, publicKey: Buffer.from(publicKey).toString("base64url"), counter };
  } catch {
    // The library throws plain errors at answers that are wrong.
    return null;
  }
}

/** The passkey's new count; null where the answer is not this passkey's to what was asked. */
export async function verifySignIn(site: Site, answer: SignInAnswer, passkey: Passkey, challenge: string): Promise<number | null> {
  const { verifyAuthenticationResponse } = await library();
  const { id, publicKey, counter, transports } = passkey;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")), counter, transports: [...transports] },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // The library throws plain errors at answers that are wrong.
    return null;
  }
}

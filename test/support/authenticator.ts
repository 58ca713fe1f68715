/**
 * An authenticator in software: it makes passkeys and signs with them as a telephone does, or as an attacker would have it.
 * https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data and RFC 8949 for the few kinds of CBOR that it writes.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}

function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, held]) => [cbor(key), cbor(held)])]);
}

/** ES256 as COSE has it. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const coordinates = [x, y].map((text) => Buffer.from(String(text), "base64url"));
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = coordinates;
  return cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, first],
      [-3, second],
    ]),
  );
}

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
const userPresent = 1;
const userVerified = 4;
const hasKey = 64;

/** How it departs from what it should do; absent: it doesn't. */
export interface Quirks {
  /** The page on which it was asked. */
  readonly origin?: string;
  /** The site whose passkey it signs with. */
  readonly rpId?: string;
  /** It did not look whose finger it was. */
  readonly unverified?: true;
  readonly counter?: number;
  /** Signs with another key. */
  readonly forged?: true;
  readonly userHandle?: string;
  /** Claims to be of a make, by a certificate. */
  readonly certificate?: true;
}

export interface SoftPasskey {
  readonly id: string;
  /** Answers a page's request to sign. */
  sign(options: { readonly challenge: string; readonly rpId?: string }, quirks?: Quirks): unknown;
}

interface Creation {
  readonly challenge: string;
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
}

/** Makes a passkey as a page asked, and the answer that the page sends. @param origin of the page */
export function makePasskey(
  options: Creation,
  origin: string,
  quirks: Quirks = {},
): { readonly passkey: SoftPasskey; readonly answer: unknown } {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credential = randomBytes(32);
  const id = credential.toString("base64url");
  const rpId = options.rp.id ?? "";
  let counter = 0;

  const clientData = (type: string, challenge: string, page: string) => Buffer.from(JSON.stringify({ type, challenge, origin: page }));
  const authenticatorData = (site: string, more: number, given: Quirks, key: Buffer = Buffer.alloc(0)) => {
    const flags = userPresent | (given.unverified ? 0 : userVerified) | more;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(given.counter ?? counter);
    return Buffer.concat([sha256(given.rpId ?? site), Buffer.from([flags]), count, key]);
  };

  const length = Buffer.from([0, credential.length]);
  const attested = Buffer.concat([Buffer.alloc(16), length, credential, coseKey(keys.publicKey)]);
  const statement = quirks.certificate
    ? new Map<string, Cbor>([
        ["alg", -7],
        ["sig", randomBytes(70)],
        ["x5c", randomBytes(40)],
      ])
    : new Map<string, Cbor>();
  const attestation = new Map<string, Cbor>([
    ["fmt", quirks.certificate ? "packed" : "none"],
    ["attStmt", statement],
    ["authData", authenticatorData(rpId, hasKey, quirks, attested)],
  ]);
  const answer = {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData("webauthn.create", options.challenge, quirks.origin ?? origin).toString("base64url"),
      attestationObject: cbor(attestation).toString("base64url"),
      transports: ["internal"],
    },
  };

  const signWith: SoftPasskey["sign"] = (asked, given = {}) => {
    counter += 1;
    const data = authenticatorData(asked.rpId ?? rpId, 0, given);
    const client = clientData("webauthn.get", asked.challenge, given.origin ?? origin);
    const key = given.forged ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey : keys.privateKey;
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), key);
    const response = {
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
      userHandle: given.userHandle ?? options.user.id,
    };
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
  };
  return { passkey: { id, sign: signWith }, answer };
}

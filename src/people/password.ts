// Parameters: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html (argon2id, 19 MiB, two passes).
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** Longer ones prove nothing more and only cost time. */
export const longestPassword = 256;

/** The same password typed on two keyboards is the same: NFKC, as SASLprep's successor asks. */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}

function derive(password: string, nonce: Buffer, { memory, passes, parallelism }: Cost, length: number): Promise<Buffer> {
  const message = Buffer.from(normalisePassword(password));
  return new Promise((resolve, reject) =>
    argon2("argon2id", { message, nonce, memory, passes, parallelism, tagLength: length }, (error, tag) =>
      error ? reject(error) : resolve(tag),
    ),
  );
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

/** The encoded hash, all that is kept of a password: `$argon2id$v=19$m=19456,t=2,p=1$…$…`, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce, cost, tagLength);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`;
}

const encodedShape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A hash that no password has: where there is none to hold one against, the same work is done all the same. */
const nobodys = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(Buffer.alloc(16))}$${base64(Buffer.alloc(tagLength))}`;

/**
 * Whether the password is the one that was hashed. Takes as long for a wrong one, for one too long, and where there is none.
 * @param encoded null: nobody is there, or they have no password. Throws if it is no hash that `hashPassword` makes.
 */
export async function verifyPassword(password: string, encoded: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, nonce = "", tag = ""] = encodedShape.exec(encoded ?? nobodys) ?? [];
  if (tag === "") throw new Error("The stored hash of a password can't be read; set the password anew.");
  const expected = Buffer.from(tag, "base64");
  const isTooLong = [...password].length > longestPassword;
  const tried = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await derive(isTooLong ? "" : password, Buffer.from(nonce, "base64"), tried, expected.length);
  return timingSafeEqual(found, expected) && encoded !== null && !isTooLong;
}

import { randomBytes } from "node:crypto";
import { parse } from "dotenv";

const secretName = "HERALD_SECRET";

/** `.env` with a made `HERALD_SECRET`; null where it has one already. Every other line stays as it is. */
export function withSecret(text: string): string | null {
  if (parse(text)[secretName]) return null;
  const line = `${secretName}=${randomBytes(32).toString("base64url")}`;
  const empty = /^[ \t]*(?:export[ \t]+)?HERALD_SECRET[ \t]*=.*$/m;
  if (empty.test(text)) return text.replace(empty, line);
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return `${before}\n# Encrypts tokens kept in the database. Keep a copy: without it those tokens are lost.\n${line}\n`;
}

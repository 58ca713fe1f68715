/** Reads a request's body by its content type; what can't be read is `broken`, never an exception. */
import type { IncomingMessage } from "node:http";
import type { Json } from "../domain/json.ts";
import type { Body, Part } from "./wire.ts";

/** All bytes of a request. Rejects when the client leaves midway: then nothing arrived. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The body, as its content type says. */
export function parseBody(contentType: string | undefined, bytes: Buffer): Body {
  if (bytes.length === 0) return { kind: "none" };
  const type = (contentType ?? "").toLowerCase();
  if (type.startsWith("application/json")) return parseJson(bytes);
  if (type.startsWith("application/x-www-form-urlencoded")) return { kind: "form", fields: new URLSearchParams(bytes.toString("utf8")) };
  if (type.startsWith("multipart/form-data")) return parseMultipart(contentType ?? "", bytes);
  return { kind: "broken", reason: `content type "${contentType ?? ""}" is not supported` };
}

function parseJson(bytes: Buffer): Body {
  try {
    return { kind: "json", value: JSON.parse(bytes.toString("utf8")) as Json };
  } catch {
    return { kind: "broken", reason: "the body is not valid JSON" };
  }
}

function parseMultipart(contentType: string, bytes: Buffer): Body {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return { kind: "broken", reason: "multipart without a boundary" };
  const parts = splitAt(bytes, `--${boundary}`).map(parsePart);
  if (parts.length === 0 || parts.includes(null)) return { kind: "broken", reason: "a multipart field could not be read" };
  return { kind: "multipart", parts: parts.filter((part) => part !== null) };
}

/** The pieces between delimiters, without the preamble and without what follows the closing one. */
function splitAt(bytes: Buffer, delimiter: string): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let start = bytes.indexOf(delimiter);
  while (start !== -1) {
    const from = start + delimiter.length;
    const next = bytes.indexOf(`\r\n${delimiter}`, from);
    if (next === -1) break;
    pieces.push(bytes.subarray(from + 2, next));
    start = next + 2;
  }
  return pieces;
}

function parsePart(piece: Buffer): Part | null {
  const end = piece.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const head = piece.subarray(0, end).toString("utf8");
  const name = /name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return null;
  return { name, bytes: piece.subarray(end + 4), binary: /filename=|octet-stream|image\//i.test(head) };
}

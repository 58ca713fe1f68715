/** Puts an answer on the wire, whole or spoilt. */
import type { ServerResponse } from "node:http";
import type { Clock } from "../edge/clock.ts";
import type { Trouble } from "./faults.ts";
import type { StandIn } from "./stage.ts";
import type { Answer } from "./wire.ts";

/** How the bytes leave. */
type Manner = "whole" | "hang" | "cut" | "cut-midway" | "malformed" | { readonly dribbleMs: number };

interface Spoilt {
  readonly answer: Answer;
  readonly manner: Manner;
}

const page = "<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>";

/**
 * What the client gets instead.
 * @param given the platform's real answer; before an effect, the one that a client would take for success.
 */
export function spoil(trouble: Trouble, given: Answer, standIn: StandIn): Spoilt {
  if (typeof trouble === "number") return { answer: standIn.failure(trouble), manner: "whole" };
  if (trouble === "empty") return { answer: { ...given, body: {} }, manner: "whole" };
  if (trouble === "html") return { answer: { ...given, status: 200, body: page }, manner: "whole" };
  if (typeof trouble === "string") return { answer: given, manner: trouble };
  if ("dribbleMs" in trouble) return { answer: given, manner: trouble };
  if ("delayMs" in trouble) return { answer: given, manner: "whole" };
  const words = standIn.failure(trouble.status);
  const answer = { status: trouble.status, body: trouble.body ?? words.body, headers: { ...words.headers, ...trouble.headers } };
  return { answer, manner: "whole" };
}

/** Sends it. @returns true once the last byte is handed over, false when nothing more will be sent. */
export async function transmit(response: ServerResponse, { answer, manner }: Spoilt, clock: Clock): Promise<boolean> {
  if (manner === "hang") return false;
  if (manner === "cut") return cut(response);
  const bytes = bodyOf(answer);
  response.sendDate = false;
  response.writeHead(answer.status, { ...headersOf(answer, clock), "content-length": lengthOf(bytes, manner) });
  if (manner === "cut-midway") return cutMidway(response, bytes);
  if (typeof manner === "object") await dribble(response, bytes, manner.dribbleMs, clock);
  return finish(response, manner === "whole" ? bytes : manner === "malformed" ? half(bytes) : Buffer.alloc(0));
}

function headersOf(answer: Answer, clock: Clock): Readonly<Record<string, string>> {
  const type = typeof answer.body === "string" ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  return { date: new Date(clock.now()).toUTCString(), "content-type": type, ...answer.headers };
}

function bodyOf(answer: Answer): Buffer {
  return Buffer.from(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}

/** A malformed answer is complete as HTTP: only its JSON ends too early. */
function lengthOf(bytes: Buffer, manner: Manner): number {
  return manner === "malformed" ? half(bytes).length : bytes.length;
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

function cut(response: ServerResponse): false {
  response.destroy();
  return false;
}

async function cutMidway(response: ServerResponse, bytes: Buffer): Promise<false> {
  await new Promise<void>((resolve) => {
    response.write(half(bytes), () => resolve());
    response.on("close", resolve);
  });
  return cut(response);
}

async function dribble(response: ServerResponse, bytes: Buffer, everyMs: number, clock: Clock): Promise<void> {
  const size = Math.ceil(bytes.length / 10);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size));
    await clock.sleep(everyMs);
  }
}

async function finish(response: ServerResponse, rest: Buffer): Promise<boolean> {
  if (response.destroyed) return false;
  return await new Promise<boolean>((resolve) => {
    response.on("close", () => resolve(response.writableFinished));
    response.end(rest, () => resolve(true));
  });
}

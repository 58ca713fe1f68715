/** One request, from its last byte to the last byte of its answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseBody, readBytes } from "./body.ts";
import type { FaultBook, RequestFault, Trouble } from "./faults.ts";
import type { HookList, RequestPhase } from "./hooks.ts";
import { type Recorded, record } from "./record.ts";
import type { Stage, StandIn } from "./stage.ts";
import { spoil, transmit } from "./transmit.ts";
import { whoseLogin } from "./whose-login.ts";
import { type Answer, type Asked, answer, succeeded } from "./wire.ts";

export interface Counter {
  readonly stage: Stage;
  readonly standIns: readonly StandIn[];
  readonly faults: FaultBook;
  readonly hooks: HookList<readonly [RequestPhase, Recorded]>;
  /** Grows with every request. */
  readonly requests: Recorded[];
}

/** @param host as the client dialled it. */
export async function serve(host: string, request: IncomingMessage, response: ServerResponse, counter: Counter): Promise<void> {
  const bytes = await readBytes(request).catch(() => null);
  const standIn = counter.standIns.find((one) => one.hosts.includes(host));
  if (!bytes || !standIn) return void response.destroy();
  const asked = askedOf(host, request, bytes);
  const by = whoseLogin(asked, counter.stage.people);
  const noted = record(asked, by, counter.requests.length + 1, counter.stage.clock.now());
  counter.requests.push(noted);
  const fault = counter.faults.atRequest({ ...asked, by });
  if ((await counter.hooks.tell("arrived", noted)).includes("drop")) return void response.destroy();
  const given = await effectOf(asked, standIn, fault, counter);
  if (given) {
    Object.assign(noted, { status: given.status, effect: succeeded(given) });
    await counter.hooks.tell("effect", noted);
  }
  const answered = await reply(response, given, standIn, fault, counter.stage);
  if (answered) await counter.hooks.tell("answered", noted);
}

function askedOf(host: string, request: IncomingMessage, bytes: Buffer): Asked {
  const url = new URL(request.url ?? "/", `https://${host}`);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]);
  return {
    host,
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: parseBody(request.headers["content-type"], bytes),
  };
}

/** Lets the platform act; null where a fault stands before it. */
async function effectOf(asked: Asked, standIn: StandIn, fault: RequestFault | null, { stage }: Counter): Promise<Answer | null> {
  if (fault && "before" in fault) {
    if (delayOf(fault.before) === null) return null;
    await stage.clock.sleep(delayOf(fault.before) ?? 0);
  }
  stage.keep.refresh();
  const given = await standIn.answer(asked);
  stage.keep.settle();
  return given;
}

/** Before an effect, what a spoilt answer is made of. */
const unknownSuccess = answer(200, { data: { id: "1" }, id: "1" });

/** @returns whether a whole answer went out. */
async function reply(
  response: ServerResponse,
  given: Answer | null,
  standIn: StandIn,
  fault: RequestFault | null,
  stage: Stage,
): Promise<boolean> {
  const trouble = fault && (given === null || "after" in fault) ? troubleOf(fault) : null;
  if (trouble === null) return transmit(response, { answer: given ?? unknownSuccess, manner: "whole" }, stage.clock);
  await stage.clock.sleep(delayOf(trouble) ?? 0);
  return transmit(response, spoil(trouble, given ?? unknownSuccess, standIn), stage.clock);
}

function troubleOf(fault: RequestFault): Trouble {
  return "before" in fault ? fault.before : fault.after;
}

function delayOf(trouble: Trouble): number | null {
  return typeof trouble === "object" && "delayMs" in trouble ? trouble.delayMs : null;
}

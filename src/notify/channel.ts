import type { IncidentKind } from "../domain/incident.ts";
import type { ToDo } from "./words.ts";

/** What is told of one incident; as JSON it is the body of the webhook. */
export interface Message {
  /** Known by it: a second message of the same id says nothing new. */
  readonly id: string;
  readonly kind: IncidentKind;
  /** When it happened: ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** One line. */
  readonly subject: string;
  /** All of it, for people: what happened, to which post, and what to do. */
  readonly text: string;
  readonly happened: string;
  /** What a person has to post, to the letter; null: nothing. */
  readonly paste: string | null;
  readonly todo: readonly ToDo[];
  readonly account: string | null;
  readonly platform: string | null;
  readonly post: { readonly id: string; readonly state: string; readonly words: string; readonly visible: readonly string[] } | null;
}

/** Whether a message arrived; `reason` in a few words, without an address, a name or a secret. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** A way to reach people. */
export interface Channel {
  /** `webhook`, `email`: under this name the store remembers what was told. */
  readonly name: string;
  /** Hands one message over, once. Never throws; ends when `signal` aborts. */
  send(message: Message, signal: AbortSignal): Promise<Sent>;
}

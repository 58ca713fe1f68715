import type { Offer } from "../../pipeline/review.ts";

/** The commands that settle a post, a line each. */
export function sayOffers(offers: readonly Offer[]): readonly string[] {
  return offers.map(({ command, does }) => `    herald ${command} — ${does}`);
}

/** A thread that a pause stopped waits for a person, whatever becomes of the pause. */
export function sayStopped(id: string): string {
  return `${id} stopped half-way and waits for you: herald resume-post ${id}, herald take-down ${id} or herald leave ${id}`;
}

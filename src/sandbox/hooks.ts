import type { Recorded } from "./record.ts";

/**
 * `arrived`: read whole, nothing done yet. `effect`: done, not a byte of the answer sent. `answered`: the answer, whole or
 * spoilt, is out; never told where a fault hangs or cuts.
 */
export type RequestPhase = "arrived" | "effect" | "answered";

/** `connect`: asked to connect. `handshake`: connected, TLS not begun. */
export type ConnectionPhase = "connect" | "handshake";

/**
 * Called at each phase and awaited. What it gives back counts only at `arrived`: `"drop"` lets the request vanish without
 * effect and closes the connection; otherwise the stand-in goes on as a real platform does, whether or not the client lives.
 */
export type RequestHook = (phase: RequestPhase, request: Recorded) => unknown;
export type ConnectionHook = (phase: ConnectionPhase, host: string) => unknown;

/** Hooks, called one after the other in the order they were added. */
export interface HookList<Args extends readonly unknown[]> {
  /** @returns takes it back. */
  add(hook: (...args: Args) => unknown): () => void;
  /** What each gave back. */
  tell(...args: Args): Promise<readonly unknown[]>;
}

export function hookList<Args extends readonly unknown[]>(): HookList<Args> {
  const hooks = new Set<(...args: Args) => unknown>();
  return {
    add: (hook) => {
      hooks.add(hook);
      return () => void hooks.delete(hook);
    },
    tell: async (...args) => {
      const said: unknown[] = [];
      for (const hook of hooks) said.push(await hook(...args));
      return said;
    },
  };
}

import type { Recorded } from "./record.ts";

/** `arrived`: read whole, nothing done yet. `effect`: done, not a byte of the answer sent. `answered`: the answer is out. */
export type RequestPhase = "arrived" | "effect" | "answered";

/** `connect`: asked to connect. `handshake`: connected, TLS not begun. */
export type ConnectionPhase = "connect" | "handshake";

/**
 * Called at each phase and awaited. `"drop"` at `arrived` lets the request vanish without effect and closes the connection;
 * without it the stand-in goes on as a real platform does, whether or not the client still lives.
 */
export type RequestHook = (phase: RequestPhase, request: Recorded) => undefined | "drop" | Promise<undefined | "drop">;
export type ConnectionHook = (phase: ConnectionPhase, host: string) => void | Promise<void>;

/** Hooks, called one after the other in the order they were added. */
export interface HookList<Args extends readonly unknown[], Said> {
  /** @returns takes it back. */
  add(hook: (...args: Args) => Said | Promise<Said>): () => void;
  tell(...args: Args): Promise<readonly Said[]>;
}

export function hookList<Args extends readonly unknown[], Said>(): HookList<Args, Said> {
  const hooks = new Set<(...args: Args) => Said | Promise<Said>>();
  return {
    add: (hook) => {
      hooks.add(hook);
      return () => void hooks.delete(hook);
    },
    tell: async (...args) => {
      const said: Said[] = [];
      for (const hook of hooks) said.push(await hook(...args));
      return said;
    },
  };
}

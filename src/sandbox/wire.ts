import type { Json } from "../domain/json.ts";

/** A request as a stand-in sees it, its body read whole. */
export interface Asked {
  /** As the client dialled it: `api.x.com`. */
  readonly host: string;
  readonly method: string;
  /** Without the query, as it stands on the wire. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

export type Body =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly value: Json }
  | { readonly kind: "form"; readonly fields: URLSearchParams }
  | { readonly kind: "multipart"; readonly parts: readonly Part[] }
  /** Not what its content type says. */
  | { readonly kind: "broken"; readonly reason: string };

/** One field of a multipart body. */
export interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** True where the client called it a file or octets: recorded by digest, not as text. */
  readonly binary: boolean;
}

/** What a stand-in says. A string is sent as HTML. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json;
}

export function answer(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body };
}

/** True for an answer that says the thing asked for was done. */
export function succeeded(given: Answer): boolean {
  return given.status >= 200 && given.status < 300;
}

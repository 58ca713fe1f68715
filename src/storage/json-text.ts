declare const holds: unique symbol;

/** A column of JSON text that remembers what it holds, so that the one cast below is the only one. */
export type JsonText<T> = string & { readonly [holds]: T };

export function toJsonText<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}

/** What was written with `toJsonText`: only this program writes the column. */
export function fromJsonText<T>(text: JsonText<T>): T {
  return JSON.parse(text);
}

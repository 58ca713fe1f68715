import type { Expression } from "kysely";

/** A value, or the question that finds it out within the same statement. */
export type Asked<T> = T | Expression<T>;

/** The same of several. */
export type Given<V> = { readonly [Name in keyof V]: Asked<V[Name]> };

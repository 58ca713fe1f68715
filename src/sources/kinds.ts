import type { Source } from "../domain/source.ts";
import { feed } from "./feed.ts";
import type { SourceKind } from "./source.ts";
import { wordpress } from "./wordpress.ts";

/** Every kind of source that is polled. */
export const kinds: Readonly<Record<Source["kind"], SourceKind>> = { feed, wordpress };

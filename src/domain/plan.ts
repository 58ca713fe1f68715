import type { PlatformId } from "./account.ts";
import type { Json } from "./json.ts";

/**
 * Filled when the step is sent: from an earlier step's output (`post-1`), from the account (`account`), or with a picture.
 * An object, so that no text can pass for one.
 */
export type Hole = { readonly hole: string; readonly field: "id" } | { readonly media: string };

/** An address without host, with holes where this installation's ids go. */
export type Path = string | readonly (string | Hole)[];

/** One request as the platform documents it. */
export type Send = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: Path;
  /** JSON body, form fields or query, whichever the platform documents for this request. */
  readonly body: Json;
};

/** One act of a person: paste this text and these pictures there. */
export type Handoff = {
  readonly text: string;
  readonly media: readonly Hole[];
  readonly openUrl: Path;
  /** `edit`: the text takes the place of an older one, at the post's own address. `delete`: the post there is to go. Absent: a new post. */
  readonly act?: "edit" | "delete";
};

/**
 * `harmless` steps leave nothing that a reader sees and may be repeated; a `never` step shows, and is never sent again
 * unless the platform or a person said that it did not take effect.
 */
export type Step = { readonly key: string; readonly repeat: "harmless" | "never" } & (Send | Handoff);

/** A step whose holes are filled but for its pictures, which the adapter takes from `Edge`. */
export type FilledStep = { readonly key: string; readonly repeat: "harmless" | "never" } & (
  | { readonly method: Send["method"]; readonly path: string; readonly body: Json }
  | {
      readonly text: string;
      readonly media: readonly { readonly media: string }[];
      readonly openUrl: string;
      readonly act?: "edit" | "delete";
    }
);

export function isHandoff<S extends Step | FilledStep>(step: S): step is Extract<S, { readonly text: string }> {
  return "openUrl" in step;
}

/** What a step left on the platform. */
export interface Output {
  readonly id: string;
  readonly url?: string;
}

/** What is approved: frozen, hashed, and read alike by preview, approval and publisher. Time is not in it. */
export interface Plan {
  readonly version: 1;
  readonly account: string;
  readonly platform: PlatformId;
  readonly remoteId: string | null;
  readonly content: Json;
  readonly steps: readonly Step[];
}

/** US dollars. */
export interface Money {
  readonly usd: number;
}

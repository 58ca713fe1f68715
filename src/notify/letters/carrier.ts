import type { Way } from "../../domain/letter.ts";
import type { LetterText } from "./words.ts";

/** What became of a letter; `reason` in a few words, without an address, a name or a secret. */
export type Carried =
  | { readonly kind: "arrived" }
  /** It may be tried again, by this way and for anybody not before `afterMs`. */
  | { readonly kind: "failed"; readonly reason: string; readonly afterMs?: number }
  /** This person takes nothing by this way any more. */
  | { readonly kind: "silenced"; readonly reason: string };

/** A letter on its way. */
export interface Dispatch {
  /** The same at every try. */
  readonly id: string;
  /** An e-mail address, or a chat. */
  readonly to: string;
  readonly text: LetterText;
}

/** A way to reach one person. */
export interface Carrier {
  readonly way: Way;
  /** Hands one letter over, once. Never throws; ends when `signal` aborts. */
  carry(dispatch: Dispatch, signal: AbortSignal): Promise<Carried>;
}

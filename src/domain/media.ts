/** Why a picture must not go out as it was drawn: an empty box for a letter, words too small to read. Worded like a problem. */
export type Flaw = { readonly code: string; readonly message: string; readonly remedy: string };

/** A picture of a post: bytes by digest, and what a blind reader is told. Both are part of what is approved. */
export interface Picture {
  /** SHA-256 (hex) of the bytes. */
  readonly digest: string;
  readonly mime: "image/jpeg" | "image/png";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The words on it, or what it shows. */
  readonly alt: string;
  /** Stops an approval until another picture stands in its place; absent: nothing is wrong. */
  readonly flaw?: Flaw;
}

/** What every card has around its words. */
interface Frame {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly language: "en" | "ur";
  /** As an editor chose for this post; absent: the brand's. */
  readonly theme?: "light" | "dark";
  /** Above the words: `Opinion · A. Author`. */
  readonly kicker?: string;
  /** As printed; only where the summary names one. */
  readonly date?: string;
  /** Handles, in the footer; empty where a closing card has them. */
  readonly footer: readonly string[];
  /** Where it stands in a carousel, from 1; absent: it stands alone. */
  readonly place?: { readonly at: number; readonly of: number };
}

/** A picture of the summary's own, that an editor or its source says is the outlet's to publish. */
export type OwnPicture = {
  /** File path or https address, as written in the source. */
  readonly src: string;
  /** Where a path counts from: the summary's source. */
  readonly from: string;
  /** Printed on the card. */
  readonly credit?: string;
  /** What it shows. */
  readonly alt?: string;
};

/** What happened, and who says so. */
export interface HeadlineCard extends Frame {
  readonly kind: "headline";
  /** The large words. */
  readonly headline: string;
  /** The smaller second line: an attribution or a hedge that governs the headline. */
  readonly attribution?: string;
  /** Behind the words. */
  readonly picture?: OwnPicture;
}

/** One number, and what it means. */
export interface FigureCard extends Frame {
  readonly kind: "figure";
  /** With its unit, set large: `Rs1.1 trillion`. */
  readonly figure: string;
  /** What hedges it, set above it: `more than`. */
  readonly hedge?: string;
  /** The sentence that it stands in, or goes on with. */
  readonly meaning: string;
  readonly attribution?: string;
}

/** What somebody said, word for word. */
export interface QuotationCard extends Frame {
  readonly kind: "quotation";
  /** Without its marks. */
  readonly quotation: string;
  readonly speaker: string;
}

/** One point as a text, or several as a list. */
export interface PointsCard extends Frame {
  readonly kind: "points";
  /** What announces a list: `The new rules:`. */
  readonly heading?: string;
  readonly points: readonly string[];
}

/** Where to find the outlet: the end of a long carousel. */
export interface ClosingCard extends Frame {
  readonly kind: "closing";
  /** The invitation: `Follow Republic Policy`. */
  readonly invitation: string;
  /** @example { place: "Instagram", handle: "@republicpolicy" } */
  readonly handles: readonly { readonly place: string; readonly handle: string }[];
}

/**
 * What a card says, before it is drawn: the same card gives the same bytes.
 * `kind` is the name of its template in `templates/cards/`.
 */
export type Card = HeadlineCard | FigureCard | QuotationCard | PointsCard | ClosingCard;

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
}

/**
 * What a card says, before it is drawn: the same card gives the same bytes.
 * `kind` is the name of its template in `templates/cards/`.
 */
export interface Card {
  readonly kind: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly language: "en" | "ur";
  /** The large words. */
  readonly headline: string;
  /** The smaller second line: an attribution or a hedge that governs the headline. */
  readonly attribution?: string;
  /** Above the headline: `Opinion · A. Author`. */
  readonly kicker?: string;
  /** As printed; only where the summary names one. */
  readonly date?: string;
  /** Handles, in the footer. */
  readonly footer: readonly string[];
}

/** Kinds of cards that an editor may choose for a post. */
export const cardKinds = ["headline", "figure", "quotation", "points"] as const;
export type CardKind = (typeof cardKinds)[number];

export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What an editor chose for the cards of one post, over what Herald would choose; it stays through every recomposing. */
export interface Look {
  /** One card of this kind; absent: as the platform has it. */
  readonly card?: CardKind;
  /** Absent: the brand's. */
  readonly theme?: Theme;
}

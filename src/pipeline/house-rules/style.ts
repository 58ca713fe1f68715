/** The house's own rules on words, as `config/style.yaml` says them. */
export interface Style {
  readonly prefer: readonly Spelling[];
  readonly never: readonly Banned[];
  readonly careful: readonly Topic[];
  readonly emoji: EmojiShare;
}

/** One spelling, and those that it takes the place of. */
export interface Spelling {
  readonly write: string;
  readonly not: readonly string[];
}

/** Words that are never posted. */
export interface Banned {
  readonly words: string;
  readonly why?: string;
}

/** A matter that two different people must have read, and the words that show it. */
export interface Topic {
  /** `courts`. */
  readonly about: string;
  readonly words: readonly string[];
}

/** How many emoji a post may have; some accounts their own number. */
export interface EmojiShare {
  readonly most: number;
  readonly accounts: Readonly<Record<string, number>>;
}

/** A house without rules of its own. */
export const plainStyle: Style = { prefer: [], never: [], careful: [], emoji: { most: 3, accounts: {} } };

/** A program that stays: it waits for its database as long as it takes, and goes on. */
export interface Steadfast {
  /** Takes a line for people. */
  readonly tell: (line: string) => void;
  /** Ends all waiting. */
  readonly stop: AbortSignal;
}

/**
 * The contract of a platform: pure where it can be, one effect where it can't. The engine does the rest (journal, retry,
 * timing, locking) once for all.
 *
 * To add one: a folder named after its id with `limits.ts`, `content.ts` (type and parser), `compose.ts`, `validate.ts`,
 * `plan.ts`, `errors.ts` (the platform's words and what they mean), `session.ts` and an `index.ts` that joins them; a line in
 * `registry.ts`; templates in `templates/posts/<id>/`; a stand-in in `sandbox/`; one call of `test/contract/platform.ts`.
 */
import type { Account, PlatformId } from "../domain/account.ts";
import type { House } from "../domain/brand.ts";
import type { Correction, Mistake, Way } from "../domain/correction.ts";
import type { Instant } from "../domain/instant.ts";
import type { Doubt, Outcome, Verdict } from "../domain/journal.ts";
import type { Json } from "../domain/json.ts";
import type { Look } from "../domain/look.ts";
import type { Card, Picture } from "../domain/media.ts";
import type { FilledStep, Money, Output, Step } from "../domain/plan.ts";
import type { Problem } from "../domain/problem.ts";
import type { Tally } from "../domain/result.ts";
import type { Summary } from "../domain/summary.ts";
import type { Edge } from "../edge/edge.ts";
import type { OAuth } from "./oauth.ts";

/** A platform's limits, each with the page it was read from: validation, counters and documentation read this one table. */
export interface Limits {
  readonly text: { readonly max: number; readonly unit: "weighted" | "characters" };
  /** Most parts of a thread; 1 where there are no threads. */
  readonly parts: number;
  readonly pictures: {
    /** Fewest and most in one part or post. */
    readonly min: number;
    readonly max: number;
    readonly maxBytes: number;
    readonly mimes: readonly Picture["mime"][];
    /** Width divided by height, least and most; absent: any. */
    readonly aspect?: readonly [number, number];
    readonly maxAlt: number;
  };
  readonly hashtags: number;
  readonly mentions: number;
  readonly source: string;
}

/** Fills a template of `templates/posts/<platform>/`, for example `render("part", { text })`; plain text, nothing escaped. */
export type Render = (name: string, values: Readonly<Record<string, unknown>>) => string;

/** All that composing reads beside the summary. */
export interface Brief {
  readonly account: Account;
  readonly house: House;
  /** The templates of this platform. */
  readonly render: Render;
  /** What an editor chose for the cards; absent: nothing. A kind that the summary has no matter for is passed over. */
  readonly look?: Look;
}

/** All that a correction is worded from, beside the brief. */
export interface Matter<Content> {
  readonly way: Way;
  readonly mistakes: readonly Mistake[];
  readonly summary: Summary;
  /** The corrected post as readers see it. */
  readonly published: Content;
  /** The whole text in an editor's words; absent: Herald words it. */
  readonly text?: string;
  /** Of a new post in the old one's place: its cards, drawn. Empty otherwise. */
  readonly pictures: readonly Picture[];
}

/** One variable that a login consists of, without the account's prefix: `X_API_KEY`. */
export interface Variable {
  readonly name: string;
  readonly secret: boolean;
  /** An account is connected when all required ones are there. */
  readonly required: boolean;
  /** Where a person finds it, in words. */
  readonly help: string;
}

/** A login: variables by name, without the account's prefix. Never logged, never stored in the clear. */
export type Secret = Readonly<Record<string, string>>;

/** Who the credentials belong to, and what they may do. */
export type Standing =
  | {
      readonly ok: true;
      readonly remoteId: string;
      /** As people know it: `@handle`, a channel's name. */
      readonly name: string;
      /** Address of the profile or channel. */
      readonly url: string;
      /** Sentences for `doctor`: what it may do, until when, what it costs. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problem: Problem };

/** A step's whole life: by the monotonic clock, in milliseconds; past it nothing may be sent. */
export interface Deadline {
  /** Milliseconds left; zero or less when it is over. */
  leftMs(): number;
  /** Aborts when the deadline passes or the process stops waiting. */
  readonly signal: AbortSignal;
}

/** What the desk shows beside a post while it is written. */
export interface Counts {
  readonly parts?: readonly { readonly weightedLength: number; readonly max: number }[];
  readonly characters?: number;
  readonly max?: number;
  readonly hashtags?: number;
}

/** What a reader sees, alike for every platform, so that one page can show any of them. */
export interface Reading {
  /** The parts of a thread, or the one text. */
  readonly parts: readonly { readonly text: string; readonly pictures: readonly Picture[] }[];
}

/** A post that is out, as its session named it once. */
export interface OutPost {
  readonly id: string;
  /** Absent: nobody said where it is. */
  readonly url?: string;
}

/** What a platform said of one post's readers. */
export type Counted =
  /** @param note what it didn't give, and why, in a sentence */
  | { readonly kind: "counted"; readonly tally: Tally; readonly note?: string }
  /** It is not there any more. */
  | { readonly kind: "gone"; readonly reason: string }
  /** It can't be asked about, now or ever: its number isn't known. */
  | { readonly kind: "unknown"; readonly reason: string }
  /** To be asked again; `afterMs` 0 where it named no time. A refused login or missing right is this too, for results stop nothing. */
  | { readonly kind: "later"; readonly afterMs: number; readonly reason: string };

/** One look at several posts: an answer for each, in their order. */
export interface Counting {
  readonly answers: readonly Counted[];
  /** How many of them may have been billed: all where the answer was lost, none where nothing was sent. */
  readonly billed: number;
}

export interface Platform<Content = Json> {
  readonly id: PlatformId;
  /** As people call it: `X`. */
  readonly name: string;
  readonly limits: Limits;
  /** What a login consists of. @example [{ name: "X_API_KEY", secret: true, required: true, help: "…" }] */
  readonly variables: readonly Variable[];
  /** Who the login belongs to, without asking anyone; null where that can't be told. @example X: the digits before `-` in the token. */
  remoteId(secret: Secret): string | null;
  /** How an account is connected by consent at the platform, and its login renewed; absent: only by variables. */
  readonly oauth?: OAuth;

  /** Pure: the cards that this post wants, in order. @example one headline card of 1600×900. */
  cards(summary: Summary, brief: Brief): readonly Card[];
  /** Pure: the post, with the cards drawn (`pictures`, in the order of `cards`). The same input gives the same content. */
  compose(summary: Summary, brief: Brief, pictures: readonly Picture[]): Content;
  /** Content as stored or as an editor wrote it. All problems, never only the first. */
  parse(json: unknown): { readonly ok: true; readonly content: Content } | { readonly ok: false; readonly problems: readonly Problem[] };
  /** Pure: a content of these words alone, without pictures: one part, caption or text. For checking words before there is a post. */
  contentOf(text: string): Content;
  /**
   * Pure: the content in other words, its pictures as they are: a text for each part, an alt text for each picture in their order.
   * A part without words falls away where another is left to carry its pictures; a text too many becomes a part, where there are threads.
   */
  reword(content: Content, texts: readonly string[], alts: readonly string[]): Content;
  /** Pure: the platform's rules; all findings, never only the first. */
  validate(content: Content): readonly Problem[];
  /** Pure: the words as readers see them, for checks and previews. */
  read(content: Content): Reading;
  /** Pure: counted as the platform counts. */
  counts(content: Content): Counts;
  /**
   * Pure: frozen and hashed at approval. Every `harmless` step stands before the first `never` step.
   * @param correction what the post corrects: an answer names the very post that it answers, a change of words is a hand-off
   */
  plan(content: Content, account: Account, correction?: Correction): readonly Step[];
  /** How a post that readers have seen is put right, if nobody asks for another way. @example X answers it; nobody can edit there. */
  readonly corrects: Exclude<Way, "repost">;
  /** Pure: a correction, from the template `correction`: what was wrong and what is right, no follow line, no hashtag. */
  correct(matter: Matter<Content>, brief: Brief): Content;
  /** What sending the steps costs, by the account's prices. @example X bills by request, and 13 times more with a link. */
  cost?(steps: readonly Step[], account: Account): Money;
  /** What counting the readers of so many posts costs at most; absent: nothing, or no program can ask. @example X: $0.005 a post. */
  readCost?(posts: number, account: Account): Money;
  /** Pure: the steps that delete these outputs, last first; "not there" on delete is done. */
  retract?(outputs: readonly Output[]): readonly Step[];
  /** Pure: the hand-off by which a person deletes these outputs, where no program may. @example Instagram, YouTube. */
  deleteByHand?(outputs: readonly Output[]): readonly Step[];
  /** Pure: the id in an address that a person gives for a post of this account; null where it is no such address, or another's. */
  postId(url: string, account: Account): string | null;

  /** Opens a session: loads the SDK, sends nothing. */
  open(account: Account, secret: Secret, edge: Edge): Promise<Session>;
}

export interface Session {
  /** Takes the step: ends with one visible effect or none; never retries inside; never throws for an answer of the platform. */
  perform(step: FilledStep, deadline: Deadline): Promise<Outcome>;
  /** "Did this step take effect?", asked of the platform. */
  reconcile(doubt: Doubt, deadline: Deadline): Promise<Verdict>;
  /** How many posts the platform still takes, and when that resets. @example Instagram's content_publishing_limit. */
  capacity?(deadline: Deadline): Promise<{ readonly left: number; readonly resetsAt: Instant } | null>;
  /**
   * What readers made of posts of the account, asked once and changing nothing; never throws for an answer of the platform. Asked for
   * more posts than fit into the deadline, it says `later` of the rest. Absent: no API tells it.
   * @param posts up to 100 @example X: one GET /2/tweets for all of them.
   */
  counts?(posts: readonly OutPost[], deadline: Deadline): Promise<Counting>;
  /** Who am I, which rights, until when. */
  verify(deadline: Deadline): Promise<Standing>;
}

/** Every platform by id, as `registry.ts` lists them. */
export type Registry = Readonly<Record<PlatformId, Platform>>;

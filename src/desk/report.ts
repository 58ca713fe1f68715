import type { Account, PlatformId } from "../domain/account.ts";
import type { Correction } from "../domain/correction.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Entry } from "../domain/journal.ts";
import type { Json } from "../domain/json.ts";
import type { Look } from "../domain/look.ts";
import type { NewOverride } from "../domain/override.ts";
import type { Money, Plan, Step } from "../domain/plan.ts";
import { type Composer, type State, wordedBy } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { PostView } from "../domain/view.ts";
import { correctedIn } from "../pipeline/correction.ts";
import { planDigest } from "../pipeline/digest.ts";
import { judge } from "../pipeline/findings.ts";
import { isTakeDown, standingParts } from "../pipeline/half-sent.ts";
import type { Recent } from "../pipeline/house-rules.ts";
import { judgedWith, overridesIn } from "../pipeline/overrides.ts";
import { planOf } from "../pipeline/review.ts";
import { outputsOf, standingsOf } from "../pipeline/standing.ts";
import type { Counts, Platform, Reading } from "../platforms/platform.ts";
import { accountOf, platformOf, type Workshop } from "./desk.ts";

/** A post as other programs read it; the shape is an interface others rely on. Instants are ISO 8601 in milliseconds. */
export interface PostReport {
  /** In a preview from a file: the id it would get in the queue. */
  readonly id: string | null;
  readonly summaryId: string;
  readonly account: string;
  readonly platform: PlatformId;
  readonly state: State;
  readonly revision: number;
  readonly digest: string;
  readonly content: Json;
  /** Whose words these are: a person's as soon as one changed them. */
  readonly wordedBy: Composer | "editor";
  /** Who worded it before any person did. */
  readonly composedBy: Composer;
  readonly counts: Counts;
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
  /** Findings that editors stood by: they stop nothing any more. Only where there are some. */
  readonly overrides?: readonly OverrideReport[];
  readonly cost: Money | null;
  /** The post that it corrects, what was wrong and what is right, and how; absent: it is no correction. */
  readonly corrects?: string;
  readonly correction?: Pick<Correction, "way" | "mistakes">;
  /** Posts that correct it; absent: none. */
  readonly correctedBy?: readonly string[];
  /** What an editor chose for its cards; absent: nothing. */
  readonly look?: Look;
  /** Its steps delete what readers see; absent: they publish. */
  readonly deletes?: true;
  readonly scheduledAt: string | null;
  readonly url: string | null;
  /** What readers can see already, in order. */
  readonly visible: readonly { readonly step: string; readonly id: string; readonly url: string | null }[];
  readonly journal: readonly Json[];
}

/** Who stands by what a finding would stop; `at` is ISO 8601. */
export type OverrideReport = NewOverride & { readonly by: string; readonly at: string };

/** What a report is made from; a preview has no overrides. */
type Reported = Pick<PostView, "post" | "summary" | "journal" | "overrides" | "corrected" | "correctedBy">;

/** A post with all that a page needs to show it as its readers will see it. */
export interface ShownPost {
  readonly report: PostReport;
  readonly account: Account;
  /** `X`, `Instagram`, `YouTube Community`. */
  readonly platformName: string;
  /** As on the platform: `@handle`. */
  readonly handle: string;
  readonly reading: Reading;
}

/** A summary and its posts. */
export interface Preview {
  readonly summary: Summary;
  readonly posts: readonly ShownPost[];
  /** Drawn pictures by digest; empty where nothing was drawn. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** What an editor must know beside it, in a sentence; absent: nothing. */
  readonly note?: string;
}

function entryJson(entry: Entry): Json {
  const { at, ...rest } = entry;
  const told = rest.kind === "moved" && rest.scheduledAt !== undefined ? { ...rest, scheduledAt: toIso(rest.scheduledAt) } : rest;
  return JSON.parse(JSON.stringify({ ...told, at: toIso(at) }));
}

/** What readers can see, and the post's own address: of its first visible step, or the one a later step found. */
function published(plan: Plan, journal: readonly Entry[]): Pick<PostReport, "url" | "visible"> {
  const standings = standingsOf(plan, journal);
  const outputs = outputsOf(standings);
  const found = [...outputs.values()].find(({ url }) => url !== undefined)?.url ?? null;
  const shown = standingParts(standings);
  const visible = shown.map(({ standing, output }) => {
    const url = output.url ?? (shown.length === 1 ? found : null);
    return { step: standing.step.key, id: output.id, url };
  });
  return { url: visible.length > 0 ? found : null, visible };
}

/** Judged at the time it will go out; a draft, as if it went out now. */
function judged(
  shop: Workshop,
  { platform, account, recent }: Judging,
  plan: Plan,
  view: Reported,
): Pick<PostReport, "problems" | "overrides"> {
  const { post, summary, overrides = [] } = view;
  if (post.state === "published" || post.state === "withdrawn" || isTakeDown(plan)) return { problems: [] };
  const { house, style } = shop.settings;
  const when = { addedAt: summary.addedAt, timezone: account.timetable.timezone };
  const findings = judge(platform, plan.content, summary.summary, house, post.scheduledAt ?? shop.clock.now(), {
    style,
    account,
    recent,
    ...when,
    ...correctedIn(view, platform),
  });
  const stood = overridesIn(findings, overrides).map(({ at, ...rest }) => ({ ...rest, at: toIso(at) }));
  return { problems: judgedWith(findings, overrides), ...(stood.length > 0 ? { overrides: stood } : {}) };
}

interface Judging {
  readonly platform: Platform;
  readonly account: Account;
  readonly recent: readonly Recent[];
}

const nothing = { counts: {}, steps: [], cost: null, url: null, visible: [] } as const;

/**
 * The post as other programs read it; of a draft, the very steps that approval would freeze.
 * @param recent what the account's other posts say, where somebody looked
 */
export function reportOf(shop: Workshop, view: Reported, recent: readonly Recent[] = []): PostReport {
  const { id, summaryId, account, platform: platformId, state, revision, scheduledAt, content } = view.post;
  const base = {
    id,
    summaryId,
    account,
    platform: platformId,
    state,
    revision,
    content,
    wordedBy: wordedBy(view.post),
    composedBy: view.post.composedBy ?? "herald",
    scheduledAt: iso(scheduledAt),
    journal: view.journal.map(entryJson),
    ...putRight(view),
  };
  const known = accountOf(shop, account);
  if (!known.ok) return { ...base, ...nothing, digest: view.post.digest ?? "", problems: known.problems };
  const platform = platformOf(shop, known.value);
  const plan = planOf(view, { platform, account: known.value });
  if (!plan.ok) return { ...base, ...nothing, digest: "", problems: plan.problems };
  const { steps } = plan.value;
  return {
    ...base,
    ...published(plan.value, view.journal),
    digest: planDigest(plan.value),
    counts: platform.counts(plan.value.content),
    steps,
    ...judged(shop, { platform, account: known.value, recent }, plan.value, view),
    cost: platform.cost?.(steps, known.value) ?? null,
  };
}

/** What it corrects, and what corrects it. */
function putRight({ post, correctedBy }: Reported): Pick<PostReport, "corrects" | "correction" | "correctedBy" | "look" | "deletes"> {
  const { correction, look, plan } = post;
  return {
    ...(correction ? { corrects: correction.corrects, correction: { way: correction.way, mistakes: correction.mistakes } } : {}),
    ...(correctedBy ? { correctedBy } : {}),
    ...(look ? { look } : {}),
    ...(plan && isTakeDown(plan) ? ({ deletes: true } as const) : {}),
  };
}

function iso(instant: Instant | null): string | null {
  return instant === null ? null : toIso(instant);
}

const handleKeys = { x: "x", instagram: "instagram", "youtube-community": "youtube" } as const;

/** The post with what a page needs to show it. */
export function shownPost(shop: Workshop, view: Reported, recent: readonly Recent[] = []): ShownPost | null {
  const account = accountOf(shop, view.post.account);
  if (!account.ok) return null;
  const platform = platformOf(shop, account.value);
  const parsed = platform.parse(view.post.content);
  if (!parsed.ok) return null;
  const handle = shop.settings.house.brand.handles[handleKeys[account.value.platform]] ?? shop.settings.house.brand.name;
  return {
    report: reportOf(shop, view, recent),
    account: account.value,
    platformName: platform.name,
    handle,
    reading: platform.read(parsed.content),
  };
}

/** Whose words a post has, for people; null where Herald alone composed them. */
export function sayComposer({ wordedBy: last, composedBy }: Pick<PostReport, "wordedBy" | "composedBy">): string | null {
  if (composedBy === "model") return last === "model" ? "worded by a model" : "worded by a model, changed by an editor";
  return last === "editor" ? "changed by an editor" : null;
}

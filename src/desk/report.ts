import type { Account, PlatformId } from "../domain/account.ts";
import type { Json } from "../domain/json.ts";
import type { Money, Step } from "../domain/plan.ts";
import type { State } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { Counts, Reading } from "../platforms/platform.ts";

/** A post as other programs read it; the shape is an interface others rely on. Instants are ISO 8601 in milliseconds. */
export interface PostReport {
  /** Null for a preview from a file: it has no place in the queue. */
  readonly id: string | null;
  readonly summaryId: string;
  readonly account: string;
  readonly platform: PlatformId;
  readonly state: State;
  readonly revision: number;
  readonly digest: string;
  readonly content: Json;
  readonly counts: Counts;
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
  readonly cost: Money | null;
  readonly scheduledAt: string | null;
  readonly url: string | null;
  /** What readers can see already, in order. */
  readonly visible: readonly { readonly step: string; readonly id: string; readonly url: string | null }[];
  readonly journal: readonly Json[];
}

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
}

import { type Instant, toIso } from "../domain/instant.ts";
import type { Summary } from "../domain/summary.ts";
import type { StoredSummary, Withdrawal } from "../domain/view.ts";

/** A summary as other programs read it: instants are ISO 8601. */
export type SummaryReport = Omit<Summary, "embargo" | "expires"> & { readonly embargo?: string; readonly expires?: string };

/** A summary in the queue. */
export interface StoredReport {
  readonly summary: SummaryReport;
  readonly version: number;
  readonly addedAt: string;
  readonly withdrawal: (Omit<Withdrawal, "at"> & { readonly at: string }) | null;
}

export function summaryReport({ embargo, expires, ...summary }: Summary): SummaryReport {
  const said = (name: "embargo" | "expires", at: Instant | undefined) => (at === undefined ? {} : { [name]: toIso(at) });
  return { ...summary, ...said("embargo", embargo), ...said("expires", expires) };
}

export function storedReport({ summary, version = 1, addedAt, withdrawal }: StoredSummary): StoredReport {
  const back = withdrawal ? { ...withdrawal, at: toIso(withdrawal.at) } : null;
  return { summary: summaryReport(summary), version, addedAt: toIso(addedAt), withdrawal: back };
}

import { toIso } from "../domain/instant.ts";
import type { PostView } from "../domain/view.ts";
import { type Colleague, secondLookDue, tally } from "../pipeline/approval.ts";
import { announced, askedFor } from "../pipeline/review.ts";
import { accountOf, type Workshop } from "./desk.ts";
import type { PostReport } from "./report.ts";

/** How people agree on a post, as other programs read it. Instants are ISO 8601. */
export interface Agreement {
  /** How many different people must approve it. */
  readonly needed: number;
  /** How many the account asks for, where Herald knows no people and one must do; null: as many as are needed. */
  readonly wanted: number | null;
  /** Who did: one voice each, for the post as it is. */
  readonly agreed: readonly { readonly by: string; readonly at: string }[];
  /** Who may and did not yet, by id. */
  readonly open: readonly string[];
  /** Changes that were asked for and not made yet. */
  readonly asked: { readonly by: string; readonly at: string; readonly note: string } | null;
  /** When the house approves it by itself, unless somebody stops it. */
  readonly auto: string | null;
  /** One person sent it alone, and nobody else has looked at it since. */
  readonly secondLook: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

function dated<T extends { readonly at: number }>(what: T | null): (Omit<T, "at"> & { readonly at: string }) | null {
  return what && { ...what, at: toIso(what.at) };
}

/** @param people everybody active; none: whoever is alone suffices */
export function agreementOn(
  shop: Workshop,
  view: Pick<PostView, "post" | "journal">,
  report: Pick<PostReport, "digest" | "problems">,
  people: readonly Colleague[],
): Agreement {
  const account = accountOf(shop, view.post.account);
  const isDraft = view.post.state === "draft" && account.ok;
  const votes = isDraft
    ? tally(view, report.digest, report.problems, account.value, people)
    : { needed: account.ok && people.length > 0 ? account.value.approvers : 1, agreed: [], open: [] };
  const auto = announced(view);
  return {
    needed: votes.needed,
    wanted: people.length === 0 && account.ok && account.value.approvers > 1 ? account.value.approvers : null,
    agreed: votes.agreed.map(({ by, at }) => ({ by, at: toIso(at) })),
    open: votes.open,
    asked: dated(askedFor(view)),
    auto: auto && toIso(auto.at),
    secondLook: dated(secondLookDue(view)),
  };
}

/** The same for people, a sentence each; none where there is nothing to say. */
export function sayAgreement(id: string, { needed, wanted, agreed, open, asked, auto, secondLook }: Agreement): readonly string[] {
  const names = (ids: readonly string[]) => (ids.length > 0 ? ids.join(", ") : "nobody");
  return [
    ...(wanted === null ? [] : [`The account asks for ${wanted} people, but Herald knows none: one person's approval suffices.`]),
    ...(asked ? [`${asked.by} asks for changes: ${asked.note}`] : []),
    ...(agreed.length > 0
      ? [`${agreed.length} of ${needed} agree (${agreed.map(({ by }) => by).join(", ")}); may still: ${names(open)}.`]
      : []),
    ...(auto ? [`Approved by the house's rule at ${auto} unless somebody stops it: herald stop-auto ${id}`] : []),
    ...(secondLook ? [`Second look due: ${secondLook.by} sent it alone (${secondLook.reason}): herald look ${id}`] : []),
  ];
}

import type { Account } from "../../domain/account.ts";
import type { House } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";

/** What composing reads, without all that invites: no follow line, no hashtag. */
export function bareOf<B extends { readonly account: Account; readonly house: House }>(summary: Summary, brief: B): readonly [Summary, B] {
  const { account, house } = brief;
  const { en, ur } = house.phrases;
  const phrases = { en: { ...en, follow: [] }, ur: { ...ur, follow: [] } };
  return [
    { ...summary, tags: [] },
    { ...brief, account: { ...account, nameHashtags: false }, house: { ...house, phrases } },
  ];
}

import type { Account } from "../../domain/account.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Language, Summary } from "../../domain/summary.ts";

const spoken: Readonly<Record<Language, string>> = { en: "English", ur: "Urdu" };

/**
 * The accounts that take a summary: those of its language and tags and, where it names accounts itself, only those. A named
 * account that doesn't exist or posts another language is a problem, and so is a summary that nobody takes.
 */
export function accountsFor(summary: Summary, accounts: readonly Account[]): Result<readonly Account[]> {
  const problems = (summary.accounts ?? []).flatMap((id) => misnamed(id, summary, accounts));
  if (problems.length > 0) return refuse(...problems);
  const wanted = summary.accounts ? accounts.filter((account) => summary.accounts?.includes(account.id)) : accounts;
  const taking = wanted.filter((account) => account.languages.includes(summary.language) && takesTags(account, summary));
  return taking.length > 0 ? ok(taking) : refuse(nobody(summary, wanted));
}

function misnamed(id: string, summary: Summary, accounts: readonly Account[]): readonly Problem[] {
  const account = accounts.find((each) => each.id === id);
  if (!account) {
    const known = accounts.map((each) => each.id).join(", ") || "none";
    return [
      block(
        "account-unknown",
        summary.source,
        `The summary asks for the account "${id}", which isn't in herald.yaml (there: ${known}).`,
        'Mend "accounts" in the summary, or add the account to herald.yaml.',
      ),
    ];
  }
  if (account.languages.includes(summary.language)) return [];
  return [
    block(
      "account-language",
      summary.source,
      `The summary is in ${spoken[summary.language]}, and the account "${id}" takes ${languages(account)} only.`,
      'Take the account out of "accounts" in the summary, or give it the language in herald.yaml.',
    ),
  ];
}

function takesTags(account: Account, summary: Summary): boolean {
  if (account.tags.length === 0) return true;
  const tags = summary.tags.map((tag) => tag.toLowerCase());
  return account.tags.some((tag) => tags.includes(tag.toLowerCase()));
}

function nobody(summary: Summary, accounts: readonly Account[]): Problem {
  const is = `${spoken[summary.language]}${summary.tags.length > 0 ? `, tagged ${summary.tags.join(", ")}` : ", without tags"}`;
  const take = accounts.map((account) => `${account.id} takes ${languages(account)}${tagged(account)}`).join("; ");
  return block(
    "account-none",
    summary.source,
    `No account takes this summary: it is ${is}; ${take || "there are no accounts"}.`,
    "Give an account in herald.yaml this language (and tag), or change the summary's language or tags.",
  );
}

function languages(account: Account): string {
  return account.languages.map((language) => spoken[language]).join(" and ") || "no language";
}

function tagged(account: Account): string {
  return account.tags.length > 0 ? ` tagged ${account.tags.join(" or ")}` : "";
}

import type { Account } from "../../domain/account.ts";
import type { Summary } from "../../domain/summary.ts";

/** The summary's address with the account's UTM parameters; one that the address carries already stays as it is. Null: it has none. */
export function linkOf(summary: Summary, { utm }: Pick<Account, "utm">): string | null {
  const { link } = summary;
  if (link === undefined) return null;
  const url = URL.parse(link);
  const missing = (["source", "medium", "campaign"] as const).flatMap((name) => {
    const value = utm?.[name];
    return value === undefined || url?.searchParams.has(`utm_${name}`) ? [] : [`utm_${name}=${encodeURIComponent(value)}`];
  });
  // Only what is missing is added: a parser's own spelling of the address would be another address than the summary's.
  const [, address = "", hash = ""] = /^([^#]*)(#.*)?$/u.exec(link) ?? [];
  const joint = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  return missing.length === 0 ? link : `${address}${joint}${missing.join("&")}${hash}`;
}

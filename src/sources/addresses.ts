/** Parameters that tell a site where its readers came from, and nothing of the page. */
const tracking =
  /^(?:utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid|_hs(?:enc|mi)|mkt_tok|ref_src|at_(?:medium|campaign)|ns_.*|wt\.mc_id|cmpid|s_cid|_ga)$/i;

/** The web address without what only tracks readers; undefined: it is none. @param base what a relative one counts from */
export function cleanAddress(written: string | undefined, base?: string): string | undefined {
  const text = written?.trim() ?? "";
  const url = text === "" ? null : URL.parse(text, base);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.href.length > 2000) return undefined;
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  url.hash = "";
  return url.href;
}

/** What two addresses of one page have in common, whatever their scheme, `www.` and last slash. */
export function samePage(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  const query = [...url.searchParams].map(([name, value]) => `${name}=${value}`).sort();
  return `${url.host.replace(/^www\./, "")}${url.pathname.replace(/\/+$/, "")}?${query.join("&")}`;
}

// https://jetpack.com/support/jetpack-social/, https://www.blog2social.com/en/faq/, https://developer.wordpress.org/rest-api/extending-the-rest-api/routes-and-endpoints/#namespaces
import { z } from "zod";

/** Plug-ins that post a site's stories by themselves: how its pages and its list of interfaces show them. */
const sharers = [
  {
    name: "Jetpack Social (Publicize)",
    namespace: /^jetpack\/v4\/(?:publicize|social)|^wpcom\/v\d\/publicize/,
    page: /jetpack-social|publicize/i,
  },
  { name: "Blog2Social", namespace: /^blog2social/, page: /blog2social/i },
  { name: "Revive Social", namespace: /^tweet-old-post|^revive-/, page: /tweet-old-post|revive-(?:old|social)/i },
  { name: "FS Poster", namespace: /^fs-poster/, page: /fs-poster/i },
  { name: "Nelio Content", namespace: /^nelio-content/, page: /nelio-content/i },
  { name: "SchedulePress", namespace: /^wp-scheduled-posts|^wpscp/, page: /wp-scheduled-posts|schedulepress/i },
  { name: "Social Auto Poster", namespace: /^wp-?web-social|^social-auto-poster/, page: /social-auto-poster|nextscripts/i },
  { name: "dlvr.it", namespace: /^dlvr/, page: /dlvr\.it/i },
] as const;

const index = z.object({ namespaces: z.array(z.string()), routes: z.record(z.string(), z.unknown()).optional().catch(undefined) });

function namespacesOf(json: string): readonly string[] {
  try {
    const read = index.safeParse(JSON.parse(json));
    if (!read.success) return [];
    const routes = Object.keys(read.data.routes ?? {}).map((route) => route.replace(/^\//, ""));
    return [...read.data.namespaces, ...routes];
  } catch {
    return [];
  }
}

/** Names of those that a site advertises. @param json what stands at its /wp-json/ */
export function otherSharers(page: string, json: string): readonly string[] {
  const namespaces = namespacesOf(json);
  // Only what a page loads counts, not what its stories speak of.
  const loaded = [...page.matchAll(/<(?:script|link|meta)\b[^>]{0,1000}>/gi)].map(([tag]) => tag).join("\n");
  return sharers.filter((one) => namespaces.some((name) => one.namespace.test(name)) || one.page.test(loaded)).map(({ name }) => name);
}

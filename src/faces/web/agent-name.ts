/** The first that is in it counts: Edge calls itself Chrome, too, and Chrome calls itself Safari. */
const browsers = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["SamsungBrowser", "Samsung Internet"],
  ["Firefox", "Firefox"],
  ["FxiOS", "Firefox"],
  ["CriOS", "Chrome"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const machines = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "Mac"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** What a person calls the browser that calls itself `agent`: `Chrome, Android`; as it calls itself where it is none of the known. */
export function agentName(agent: string): string {
  const named = [browsers, machines].flatMap((known) => known.find(([mark]) => agent.includes(mark))?.[1] ?? []);
  return named.length > 0 ? named.join(", ") : agent.slice(0, 60) || "?";
}

// https://www.rfc-editor.org/rfc/rfc9309

interface Rule {
  readonly allow: boolean;
  readonly path: string;
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
}

function groupsOf(text: string): readonly Group[] {
  const groups: Group[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, key = "", value = ""] = /^\s*([\w-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/.exec(line) ?? [];
    const name = key.toLowerCase();
    const last = groups.at(-1);
    if (name === "user-agent") {
      // Names in a row share the rules below them.
      if (last && last.rules.length === 0) last.agents.push(value.toLowerCase());
      else groups.push({ agents: [value.toLowerCase()], rules: [] });
    }
    // An empty rule says nothing of any path, but it ends the row of names.
    if (name === "allow" || name === "disallow") last?.rules.push({ allow: name === "allow", path: value });
  }
  return groups;
}

function fits(pattern: string, path: string): boolean {
  if (pattern === "") return false;
  const isWhole = pattern.endsWith("$");
  const source = (isWhole ? pattern.slice(0, -1) : pattern).split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}${isWhole ? "$" : ""}`).test(path);
}

/**
 * Whether a robots.txt keeps a program from a path: its own rules, else those for all; the longest that fits, and of two alike the
 * one that allows. @param agent without a version, such as `facebookexternalhit`
 */
export function forbids(text: string, agent: string, path: string): boolean {
  const groups = groupsOf(text);
  const named = groups.filter(({ agents }) => agents.includes(agent.toLowerCase()));
  const rules = (named.length > 0 ? named : groups.filter(({ agents }) => agents.includes("*"))).flatMap((group) => group.rules);
  const fitting = rules.filter((rule) => fits(rule.path, path));
  const [best] = fitting.toSorted((a, b) => b.path.length - a.path.length || Number(b.allow) - Number(a.allow));
  return best !== undefined && !best.allow;
}

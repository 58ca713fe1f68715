/** What a transaction of a worker does, in a few words: the same words for the same thing in another process. */
type Statement = readonly [text: string, values: readonly unknown[]];

/** `outcome post-1 done and moved publish`; where it writes no journal, what it changes: `update posts lease_token`. */
export function nameOfChange(statements: readonly Statement[]): string {
  const entries = statements.flatMap(([text, values]) => (text.startsWith('insert into "journal"') ? entriesIn(values) : []));
  // Several posts may do the same at once.
  if (entries.length > 0) return [...new Set(entries)].join(" and ");
  for (const [text] of statements) {
    const [, verb, table, column = ""] = /^(insert|update|delete) (?:into |from )?"(\w+)"(?: set "(\w+)")?/.exec(text) ?? [];
    if (verb) return `${verb} ${table} ${column}`.trim();
  }
  return "nothing";
}

function entriesIn(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    if (typeof value !== "string" || !value.startsWith("{")) return [];
    const { kind, step, transition, outcome, verdict } = JSON.parse(value);
    return [[kind, step ?? transition, (outcome ?? verdict)?.kind].filter((word) => word !== undefined).join(" ")];
  });
}

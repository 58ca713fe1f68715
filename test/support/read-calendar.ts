/** A small reader of RFC 5545, written from its grammar and knowing nothing of how Herald writes. */

export interface Component {
  readonly name: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly components: readonly Component[];
}

/** @throws Error naming what the grammar does not allow */
export function contentLines(text: string): readonly string[] {
  if (!text.endsWith("\r\n")) throw new Error("The last line does not end.");
  const physical = text.slice(0, -2).split("\r\n");
  const lines: string[] = [];
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error(`A bare line break: ${JSON.stringify(line)}`);
    if (new TextEncoder().encode(line).length > 75) throw new Error(`More than 75 octets: ${line}`);
    if (/^[ \t]/.test(line)) lines.push((lines.pop() ?? "") + line.slice(1));
    else lines.push(line);
  }
  return lines;
}

/** @throws Error where it is no calendar */
export function readCalendar(text: string): Component {
  const open: { name: string; properties: { name: string; value: string }[]; components: Component[] }[] = [];
  let whole: Component | null = null;
  for (const line of contentLines(text)) {
    const [, name, value] = /^([A-Z-]+)(?:;[A-Z-]+=[^:;]*)*:(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`No content line: ${line}`);
    if (name === "BEGIN") open.push({ name: value, properties: [], components: [] });
    else if (name === "END") {
      const closed = open.pop();
      if (closed?.name !== value) throw new Error(`END:${value} closes ${closed?.name ?? "nothing"}`);
      const parent = open.at(-1);
      if (parent) parent.components.push(closed);
      else whole = closed;
    } else open.at(-1)?.properties.push({ name, value });
  }
  if (whole === null || open.length > 0) throw new Error("It does not end.");
  return whole;
}

export function propertyOf(component: Component | undefined, name: string): string {
  const found = component?.properties.filter((property) => property.name === name) ?? [];
  if (found.length !== 1) throw new Error(`${found.length} times ${name}.`);
  return found[0]?.value ?? "";
}

/** TEXT without its escapes. */
export function textOf(value: string): string {
  if (/(^|[^\\])(\\\\)*[;,]/.test(value)) throw new Error(`It ends early: ${value}`);
  return value.replaceAll(/\\(.)/g, (_, letter: string) => (letter === "n" || letter === "N" ? "\n" : letter));
}

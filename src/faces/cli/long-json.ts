/** One JSON document with a long list in it, printed as it comes: the same bytes as if it had been made whole. */

function indented(value: unknown, by: string): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${by}`);
}

function field([key, value]: readonly [string, unknown]): string {
  return `  ${JSON.stringify(key)}: ${indented(value, "  ")}`;
}

/** Fields that say nothing are left out, as everywhere in JSON. */
function fields(values: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(field);
}

export interface LongJson {
  add(item: unknown): void;
  /** @param after fields behind the list */
  end(after?: Readonly<Record<string, unknown>>): void;
}

/** @param write takes text, in order @param key names the list @param before fields that stand before it */
export function longJson(write: (text: string) => void, key: string, before: Readonly<Record<string, unknown>> = {}): LongJson {
  let count = 0;
  write(["{\n", ...fields(before).map((each) => `${each},\n`), `  ${JSON.stringify(key)}: [`].join(""));
  return {
    add: (item) => {
      write(`${count === 0 ? "" : ","}\n    ${indented(item, "    ")}`);
      count += 1;
    },
    end: (after = {}) => {
      const rest = fields(after).map((each) => `,\n${each}`);
      write(`${count === 0 ? "" : "\n  "}]${rest.join("")}\n}\n`);
    },
  };
}

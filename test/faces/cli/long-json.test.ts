import fc from "fast-check";
import { expect, test } from "vitest";
import { longJson } from "../../../src/faces/cli/long-json.ts";

test("a document printed as it comes is the document made whole", () => {
  const fields = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
  fc.assert(
    fc.property(fields, fc.array(fc.jsonValue()), fields, fc.string(), (before, items, after, key) => {
      const taken = new Set([key, ...Object.keys(before)]);
      const [first, last] = [before, after].map((each, index) =>
        Object.fromEntries(
          Object.entries(each).filter(([name]) => !/^(?:\d+|__proto__)$/.test(name) && (index === 0 ? name !== key : !taken.has(name))),
        ),
      );
      fc.pre(!/^(?:\d+|__proto__)$/.test(key));
      let text = "";
      const list = longJson((piece) => (text += piece), key, first);
      for (const item of items) list.add(item);
      list.end(last);
      expect(text).toBe(`${JSON.stringify({ ...first, [key]: items, ...last }, null, 2)}\n`);
    }),
  );
});

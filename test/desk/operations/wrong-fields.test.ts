import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as fields from "../../../src/desk/operations/fields.ts";
import { wrongFields } from "../../../src/desk/operations/wrong-fields.ts";

const schema = z.strictObject({
  id: fields.name,
  digest: fields.digest,
  platform: fields.platform,
  reason: fields.reason.optional(),
  limit: fields.paging.limit,
  tags: z.array(z.string()).max(2).optional(),
});
const whole = z.strictObject({ content: z.unknown() });
const good = { id: "lusab-42", digest: "a".repeat(64), platform: "x" };

function saidOf(given: object): readonly string[] {
  const read = schema.safeParse(given, { jitless: true, reportInput: true });
  return read.success ? [] : wrongFields(read.error).map(({ where, message, remedy }) => `${where}: ${message} ${remedy}`);
}

describe("fields that can't be read", () => {
  test("are told by name, in words, with what to do", () => {
    expect(saidOf(good)).toEqual([]);
    expect(saidOf({})).toEqual([
      "id: It is missing. Give text.",
      "digest: It is missing. Give text.",
      "platform: It is missing. Give one of: x, instagram, youtube-community.",
    ]);
    expect(saidOf({ ...good, limit: "ten", reason: " " })).toEqual([
      "reason: It is empty. Give something.",
      "limit: It is of another kind. Give a number.",
    ]);
    expect(saidOf({ ...good, limit: 201, tags: ["a", "b", "c"], platform: "tiktok" })).toEqual([
      "platform: There is no such choice. Give one of: x, instagram, youtube-community.",
      "limit: It is too much. Give at most 200.",
      "tags: It is too much. Give at most 2 of them.",
    ]);
    expect(saidOf({ ...good, digest: "f00" })).toEqual([
      "digest: It is not in the form that is read here. The description of the API says which it is.",
    ]);
  });

  test("that may be of any kind are told to be missing in words, too", () => {
    const read = whole.safeParse({}, { jitless: true, reportInput: true });
    expect(read.success ? [] : wrongFields(read.error)).toMatchObject([
      { where: "content", message: "It is missing.", remedy: "Give it." },
    ]);
  });

  test("that are unknown are each told, in bounds, whatever they are called", () => {
    expect(saidOf({ ...good, post: 1, at: 2 })).toEqual(
      ["post", "at"].map((name) => `${name}: There is no such field here. Leave it out, or see how it is spelt.`),
    );
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`${at}${"x".repeat(5_000)}`, 1]));
    const said = saidOf({ ...good, ...many });
    expect(said).toHaveLength(20);
    expect(Math.max(...said.map(({ length }) => length))).toBeLessThan(200);
  });
});

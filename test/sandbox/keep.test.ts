import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openKeep, sha256 } from "../../src/sandbox/keep.ts";
import type { XPost } from "../../src/sandbox/x/world.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "keep-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const post: XPost = {
  id: "1",
  authorId: "2",
  text: "Kept",
  createdAt: 3,
  replyTo: null,
  conversationId: "1",
  mediaIds: [],
  deleted: false,
};

describe("what the stand-ins remember in a folder", () => {
  it("is there for the next process, once settled", () => {
    const keep = openKeep(directory);
    keep.world().x.posts.push(post);
    expect(openKeep(directory).world().x.posts).toEqual([]);
    keep.settle();
    expect(openKeep(directory).world().x.posts).toEqual([post]);
  });

  it("is read again when another process has changed it", () => {
    const [one, other] = [openKeep(directory), openKeep(directory)];
    one.world().x.posts.push(post);
    one.settle();
    other.refresh();
    other.world().x.posts.push({ ...post, id: "2" });
    other.settle();
    one.refresh();
    expect(one.world().x.posts.map(({ id }) => id)).toEqual(["1", "2"]);
  });

  it("leaves no half-written file, and writes nothing where nothing changed", () => {
    const keep = openKeep(directory);
    keep.put(Buffer.from("picture"));
    keep.put(Buffer.from("picture"));
    keep.world().x.spentUsd = 1;
    keep.settle();
    keep.settle();
    expect(readdirSync(directory).sort()).toEqual(["pictures", "state.json"]);
    expect(readdirSync(join(directory, "pictures"))).toEqual([sha256(Buffer.from("picture"))]);
  });

  it("says what to do with a file of another version", () => {
    writeFileSync(join(directory, "state.json"), '{"version":0}');
    expect(() => openKeep(directory)).toThrow(/delete it to start anew/);
  });
});

describe.each([
  ["in a folder", () => directory],
  ["in memory", () => undefined],
])("pictures %s", (_, where) => {
  it("come back by their digest, and a missing one is named", () => {
    const keep = openKeep(where());
    const bytes = Buffer.from([1, 2, 3]);
    expect(Buffer.from(keep.bytes(keep.put(bytes)))).toEqual(bytes);
    expect(() => keep.bytes("ab".repeat(32))).toThrow(/no picture abab/);
  });
});

import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/domain/journal.ts";
import type { Post, Transition } from "../../../src/domain/post.ts";
import { writersOf } from "../../../src/pipeline/approval/who.ts";

/** A journal in which each of these did that. */
function journalOf(...moves: readonly (readonly [by: string, Transition])[]): readonly Entry[] {
  return moves.map(([by, transition], place) => ({ kind: "moved", transition, to: "draft", seq: place + 1, at: place, by }));
}

function writers(edited: boolean, ...moves: readonly (readonly [string, Transition])[]): readonly string[] {
  return [...writersOf({ post: { edited } as Post, journal: journalOf(...moves) })].toSorted();
}

describe("whose words a post has", () => {
  it("are those of who brought it in and who last changed it", () => {
    expect(writers(true, ["wali", "add"], ["esha", "edit"], ["omar", "edit"])).toEqual(["omar", "wali"]);
  });

  it("are an editor's no more once they were thrown away", () => {
    expect(writers(false, ["wali", "add"], ["esha", "edit"], ["omar", "recompose"])).toEqual(["omar", "wali"]);
  });

  it("of a deletion are its proposer's too", () => {
    expect(writers(false, ["wali", "add"], ["esha", "approve"], ["omar", "retract"])).toEqual(["omar", "wali"]);
  });
});

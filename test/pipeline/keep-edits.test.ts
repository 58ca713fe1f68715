import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/domain/json.ts";
import { keepEdits } from "../../src/pipeline/keep-edits.ts";
import { picture } from "../support/platform-fixtures.ts";

const lead = "The assembly passed the water bill on Tuesday, according to its secretary.";
const second = "The bill requires every district to publish its gauge readings.";
const third = "Two parties walked out before the vote.";
const follow = "Follow Policy Herald on YouTube.";

function thread(...texts: readonly string[]): Json {
  return { parts: texts.map((text) => ({ text, media: [] })) };
}

function kept(before: Json, edited: Json, now: Json): Json {
  return keepEdits(before, edited, now).content;
}

describe("an editor's words", () => {
  test("stay when the post is composed as it was", () => {
    const edited = thread("The assembly passed the water bill.", third);
    expect(keepEdits(thread(lead, second, third), edited, thread(lead, second, third))).toEqual({ content: edited, lost: [] });
  });

  test("make way for the new post where nobody changed any", () => {
    const now = thread(`${lead}\n\n${follow}`, second);
    expect(kept(thread(lead, second), thread(lead, second), now)).toEqual(now);
  });

  test("stay in one part while another gets its new follow line", () => {
    const mine = "The assembly passed the water bill on Tuesday, its secretary says.";
    expect(kept(thread(lead, second, third), thread(mine, second, third), thread(lead, second, `${third}\n\n${follow}`))).toEqual(
      thread(mine, second, `${third}\n\n${follow}`),
    );
  });

  test("stay in one line of a part while another line of it changes", () => {
    const other = "More from Policy Herald on YouTube.";
    const mine = "Two parties, out of nine, walked out before the vote.";
    const three = [`${third}\n\n${follow}`, `${mine}\n\n${follow}`, `${third}\n\n${other}`] as const;
    expect(kept(thread(lead, three[0]), thread(lead, three[1]), thread(lead, three[2]))).toEqual(thread(lead, `${mine}\n\n${other}`));
  });

  test("leave out what they left out, and keep what the editor put in", () => {
    const own = "The committee will hear farmers first.";
    const result = kept(thread(lead, second, third), thread(lead, third, own), thread(`Opinion · A. Author\n${lead}`, second, third));
    expect(result).toEqual(thread(`Opinion · A. Author\n${lead}`, third, own));
  });

  test("stand where both rewrote one line, and what gave way is told", () => {
    const mine = "The assembly passed the water bill late on Tuesday, according to its secretary.";
    const theirs = "The assembly passed the water bill on 3 March, according to its secretary.";
    expect(keepEdits(thread(lead), thread(mine), thread(theirs))).toEqual({ content: thread(mine), lost: [theirs] });
  });

  test("stand with what Herald added at the same place", () => {
    const own = "Hearings begin in May.";
    expect(kept(thread(lead), thread(`${lead}\n\n${own}`), thread(`${lead}\n\n${follow}`))).toEqual(
      thread(`${lead}\n\n${own}\n\n${follow}`),
    );
  });

  test("stay in a caption, paragraph by paragraph", () => {
    const caption = (...paragraphs: readonly string[]): Json => ({ caption: paragraphs.join("\n\n"), images: [] });
    const mine = "Two parties walked out before the vote was called.";
    expect(kept(caption(lead, third, "#Water"), caption(lead, mine, "#Water"), caption(lead, third, "#Water #Indus"))).toEqual(
      caption(lead, mine, "#Water #Indus"),
    );
  });

  test("of a picture stay when its card is drawn anew; a picture of the editor's stays whole", () => {
    const post = (change: object): Json => ({ caption: lead, images: [{ ...picture(), ...change }] });
    const alt = "The words of the card, as the editor tells them";
    const redrawn = { digest: "cd".repeat(32), height: 1080 };
    expect(kept(post({}), post({ alt }), post(redrawn))).toEqual(post({ ...redrawn, alt }));
    const own = { digest: "ef".repeat(32), width: 900, height: 900 };
    expect(kept(post({}), post(own), post(redrawn))).toEqual(post(own));
  });
});

const words = fc.constantFrom("wheat", "canal", "levy", "court", "panel", "votes", "rain", "seed", "tax", "road");
const line = fc.array(words, { minLength: 1, maxLength: 6 }).map((all) => all.join(" "));
const text = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join("\n\n"));
const content = fc.oneof(
  fc.array(text, { maxLength: 5 }).map((texts) => thread(...texts)),
  text.map((caption): Json => ({ caption, images: [] })),
);
/** Variants of one post: lines changed, dropped, added. */
const family = fc.array(text, { minLength: 1, maxLength: 4 }).chain((texts) => {
  const variant = fc.tuple(...texts.map((one) => fc.oneof({ weight: 3, arbitrary: fc.constant(one) }, { weight: 1, arbitrary: text })));
  const cut = fc.tuple(variant, fc.nat(texts.length)).map(([all, at]) => thread(...all.filter((_, index) => index !== at)));
  return fc.tuple(fc.constant(thread(...texts)), cut, cut);
});

function linesOf(json: Json): readonly string[] {
  if (typeof json === "string") return json.split(/\n+/);
  return typeof json === "object" && json !== null ? Object.values(json).flatMap(linesOf) : [];
}

describe("whatever was written", () => {
  test("an unchanged side takes the other's, and the same change is taken once", () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        expect(kept(one, other, one)).toEqual(other);
        expect(kept(one, one, other)).toEqual(other);
        expect(kept(one, other, other)).toEqual(other);
      }),
    );
  });

  test("no line that the editor wrote is ever thrown away", () => {
    fc.assert(
      fc.property(family, ([before, edited, now]) => {
        const result = new Set(linesOf(kept(before, edited, now)));
        const old = new Set(linesOf(before));
        for (const mine of linesOf(edited)) if (!old.has(mine)) expect(result).toContain(mine);
      }),
      { numRuns: 500 },
    );
  });

  test("no line stands that nobody wrote, and composing again changes nothing more", () => {
    fc.assert(
      fc.property(family, ([before, edited, now]) => {
        const result = kept(before, edited, now);
        const known = new Set([...linesOf(before), ...linesOf(edited), ...linesOf(now)]);
        for (const each of linesOf(result)) expect(known).toContain(each);
        expect(kept(now, result, now)).toEqual(result);
      }),
      { numRuns: 500 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Found, judge, type Likeness, likenessOfFound, likenessOfStep } from "../../../src/platforms/x/read-back.ts";
import { sent } from "../../support/platform-fixtures.ts";

const words = "Wheat support price rises to Rs 3,900 per 40 kg, the food ministry says.";

function likeness(text: string, parent: string | null = null, pictures = 0): Likeness {
  const media = pictures > 0 ? { media: { media_ids: Array.from({ length: pictures }, (_, index) => `${index + 1}`) } } : {};
  const reply = parent === null ? {} : { reply: { in_reply_to_tweet_id: parent } };
  const step = likenessOfStep(sent("post-1", "POST", "/2/tweets", { text, ...media, ...reply }));
  if (!step) throw new Error("no post");
  return step;
}

function found(id: string, text: string, more: Partial<Found> = {}): Found {
  return { id, text, ...more };
}

function withPicture(id: string, text: string): Found {
  const link = { url: "https://t.co/pic", expanded_url: "https://x.com/RepublicPolicy/status/9/photo/1", media_key: "13_1" };
  return found(id, `${text} https://t.co/pic`, { attachments: { media_keys: ["13_1"] }, entities: { urls: [link] } });
}

function replyTo(id: string, parent: string, text: string): Found {
  return found(id, text, { referenced_tweets: [{ type: "replied_to", id: parent }] });
}

describe("recognising a post", () => {
  it("takes the one that matches in parent, pictures and words", () => {
    const verdict = judge(likeness(words), [found("7", words), replyTo("8", "7", words), withPicture("9", words)], []);
    expect(verdict).toEqual({ kind: "took", output: { id: "7", url: "https://x.com/i/status/7" } });
  });

  it("leaves out the picture's own link", () => {
    expect(judge(likeness(words, null, 1), [withPicture("9", words)], [])).toMatchObject({ kind: "took", output: { id: "9" } });
  });

  it("reads escaped signs, once", () => {
    expect(judge(likeness("Trade & aid: <5% &lt;"), [found("7", "Trade &amp; aid: &lt;5% &amp;lt;")], [])).toMatchObject({ kind: "took" });
  });

  it("expands links, and knows a bare domain by what X makes of it", () => {
    const urls = [
      { url: "https://t.co/a", expanded_url: "https://example.com/a?x=1&y=2" },
      { url: "https://t.co/b", expanded_url: "http://example.org" },
    ];
    const post = found("7", "Read https://t.co/a or https://t.co/b", { entities: { urls } });
    expect(judge(likeness("Read https://example.com/a?x=1&y=2 or example.org"), [post], [])).toMatchObject({ kind: "took" });
  });

  it("folds white space and composes letters", () => {
    expect(judge(likeness("Cafe\u0301  news\n\nhere "), [found("7", "Café news here")], [])).toMatchObject({ kind: "took" });
  });

  it("reads the parent under either of its names", () => {
    const post = found("8", words, { referenced_posts: [{ type: "replied_to", id: "7" }] });
    expect(judge(likeness(words, "7"), [post], [])).toMatchObject({ kind: "took", output: { id: "8" } });
  });
});

describe("doubt that X can't settle", () => {
  it("is unknown with two that match", () => {
    expect(judge(likeness(words), [found("7", words), found("8", words)], [])).toMatchObject({ kind: "unknown" });
  });

  it("is unknown when another open doubt could have made the one that matches", () => {
    expect(judge(likeness(words), [found("7", words)], [likeness(words)])).toMatchObject({ kind: "unknown" });
    expect(judge(likeness(words), [found("7", words)], [likeness(words, "5")])).toMatchObject({ kind: "took" });
  });

  it("is unknown with a similar post of the same parent", () => {
    expect(judge(likeness(words), [withPicture("7", words)], [])).toMatchObject({ kind: "unknown" });
    expect(judge(likeness(words), [found("7", words.replace("3,900", "3,950"))], [])).toMatchObject({ kind: "unknown" });
    expect(judge(likeness(words), [found("7", words.slice(0, 40))], [])).toMatchObject({ kind: "unknown" });
  });

  it("is absent when nothing with that parent says anything similar", () => {
    expect(judge(likeness(words), [], [])).toEqual({ kind: "absent" });
    expect(judge(likeness(words), [found("7", "Cotton imports fall for the third month in a row."), replyTo("8", "7", words)], [])).toEqual(
      {
        kind: "absent",
      },
    );
  });

  it("is about posts only", () => {
    expect(likenessOfStep(sent("media-1", "POST", "/2/media/upload", {}))).toBeNull();
    expect(likenessOfStep(sent("delete-1", "DELETE", "/2/tweets/7", {}))).toBeNull();
  });
});

describe("any text", () => {
  it("is recognised as X gives it back, and never called absent beside itself", () => {
    const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 280 }), (text) => {
        expect(judge(likeness(text), [found("7", escaped(text.normalize("NFC")))], []).kind).toBe("took");
        expect(judge(likeness(text), [withPicture("7", escaped(text))], []).kind).toBe("unknown");
      }),
    );
  });

  it("is the same likeness however its white space was written", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 }), (list) => {
        expect(likenessOfFound(found("7", list.join(" \n"))).text).toBe(likeness(list.join("  ")).text);
      }),
    );
  });
});

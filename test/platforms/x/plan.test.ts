import { describe, expect, it } from "vitest";
import { prices } from "../../../src/platforms/x/limits.ts";
import { cost, plan, retract } from "../../../src/platforms/x/plan.ts";
import { picture } from "../../support/platform-fixtures.ts";

const [first, second] = ["ab".repeat(32), "cd".repeat(32)];

describe("the plan of a thread", () => {
  const steps = plan({
    parts: [
      { text: "One", media: [picture({ digest: first, alt: "A map" })] },
      { text: "Two", media: [] },
      { text: "Three", media: [picture({ digest: second, mime: "image/png", alt: "A table" })] },
    ],
  });

  it("numbers pictures across the thread and uploads all before the first post", () => {
    expect(steps.map(({ key }) => key)).toEqual(["media-1", "alt-1", "media-2", "alt-2", "post-1", "post-2", "post-3"]);
  });

  it("sends pictures and alt texts as X documents them", () => {
    expect(steps.slice(0, 2)).toEqual([
      {
        key: "media-1",
        repeat: "harmless",
        method: "POST",
        path: "/2/media/upload",
        body: { media: { media: first }, media_category: "tweet_image", media_type: "image/jpeg" },
      },
      {
        key: "alt-1",
        repeat: "harmless",
        method: "POST",
        path: "/2/media/metadata",
        body: { id: { hole: "media-1", field: "id" }, metadata: { alt_text: { text: "A map" } } },
      },
    ]);
  });

  it("lets each part reply to the one before and carry its own pictures", () => {
    const bodies = steps.slice(4).map((step) => ("body" in step ? step.body : null));
    expect(bodies).toEqual([
      { text: "One", media: { media_ids: [{ hole: "media-1", field: "id" }] } },
      { text: "Two", reply: { in_reply_to_tweet_id: { hole: "post-1", field: "id" } } },
      {
        text: "Three",
        media: { media_ids: [{ hole: "media-2", field: "id" }] },
        reply: { in_reply_to_tweet_id: { hole: "post-2", field: "id" } },
      },
    ]);
  });
});

describe("the price", () => {
  const priceOf = (...texts: string[]) => cost(plan({ parts: texts.map((text) => ({ text, media: [] })) }), {}).usd;

  it("is thirteen times higher with a link, also with a bare domain", () => {
    expect(priceOf("No link here.")).toBe(prices.post);
    expect(priceOf("See https://example.com/a")).toBe(prices.postWithLink);
    expect(priceOf("See example.com for more")).toBe(prices.postWithLink);
  });

  it("adds up parts, alt texts and deletions without rounding errors", () => {
    const parts = [{ text: "One", media: [picture()] }, ...["Two", "Three"].map((text) => ({ text, media: [] }))];
    expect(cost(plan({ parts }), {}).usd).toBe(0.05);
    expect(cost(retract([{ id: "1" }, { id: "2" }]), {}).usd).toBe(0.02);
  });

  it("follows the account where X has changed it", () => {
    const steps = plan({
      parts: [
        { text: "See https://example.com/a", media: [] },
        { text: "No link here.", media: [] },
      ],
    });
    expect(cost(steps, { prices: { postWithLink: 0.25 } }).usd).toBe(0.265);
  });
});

import { describe, expect, it } from "vitest";
import { cleanAddress, samePage } from "../../src/sources/addresses.ts";
import { firstPicture, mostHtml, oneLine, paragraphsOf } from "../../src/sources/clean-html.ts";

describe("a story's HTML", () => {
  it("becomes paragraphs, with items of lists and nothing that its site puts round them", () => {
    const html = `
      <h2>What changes</h2><p>The <em>cabinet</em> approved&nbsp;the plan &#8212; <a href="https://a.example/?utm_source=x">in full</a>.</p>
      [caption id="attachment_1" align="left"]<img src="https://a.example/1.jpg"> Photo of a canal[/caption]
      <ul><li>Canals</li><li>Schools</li></ul><script>track()</script>
      <blockquote><p>“It is done,” she said.</p></blockquote>[vc_row][et_pb_text admin_label=&#8221;x&#8221;]<p>Work begins in May [sic].</p>[/et_pb_text][/vc_row]
      <div class="sharedaddy"><p>Share this:</p><a>Tweet</a></div><figure><img><figcaption>A caption</figcaption></figure>
      <p>Print Friendly</p><p>Click to share on Facebook (Opens in new window)</p><p><a class="more-link">Read more</a></p><p>Like Loading...</p>
      <p>The post Canal plan approved appeared first on The Ravi Desk.</p>`;
    expect(paragraphsOf(html)).toEqual([
      "What changes",
      "The cabinet approved the plan — in full.",
      "• Canals",
      "• Schools",
      "“It is done,” she said.",
      "Work begins in May [sic].",
    ]);
  });

  it("keeps sentences that only sound like a site's own lines", () => {
    const said = [
      "Share of exports fell to 9%.",
      "Print media lost Rs2 billion.",
      "Read more slowly, the court told lawyers on Monday, and the case went on.",
    ];
    expect(paragraphsOf(said.map((line) => `<p>${line}</p>`).join(""))).toEqual(said);
  });

  it("that was cut off is cut back to its last whole sentence, or is none", () => {
    expect(paragraphsOf("<p>The plan passed. It was long and [&hellip;]</p>")).toEqual(["The plan passed."]);
    expect(paragraphsOf("<p>The plan passed. Continue reading Canal plan &rarr;</p>")).toEqual(["The plan passed."]);
    expect(paragraphsOf("<p>منصوبہ منظور ہوا۔ اس کے بعد […]</p>")).toEqual(["منصوبہ منظور ہوا۔"]);
    expect(paragraphsOf("<p>The plan that was long and…</p>")).toEqual([]);
  });

  it("leaves a first line out that repeats the title", () => {
    expect(paragraphsOf("<h1>Canal plan</h1><p>It passed.</p>", "Canal plan")).toEqual(["It passed."]);
  });

  it("is read in bounded time, however it is made", () => {
    const hostile = ["<div>", "<p", "[caption]", "[a b=", "&amp;", "<img ", "[x_", "read more "].map((part) =>
      part.repeat(mostHtml / part.length),
    );
    for (const html of hostile) {
      const began = process.hrtime.bigint();
      paragraphsOf(html);
      firstPicture(html);
      expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(4_000);
    }
  });

  it("shows its first real picture", () => {
    const html =
      '<img src="https://s.example/1f600.png" class="emoji"><img width="1" src="https://t.example/p.gif"><img src=\'https://a.example/c.jpg?a=1&amp;b=2\' alt="Canal &amp; field">';
    expect(firstPicture(html)).toEqual({ src: "https://a.example/c.jpg?a=1&b=2", alt: "Canal & field" });
  });

  it("in a title is read, and what is none stays", () => {
    expect(oneLine("A &amp; B&#8217;s <em>plan</em>")).toBe("A & B’s plan");
    expect(oneLine("5 < 6 & 7 > 2")).toBe("5 < 6 & 7 > 2");
  });
});

describe("a page's address", () => {
  it("loses what only tracks readers, and nothing else", () => {
    expect(cleanAddress("/p/?id=3&utm_source=rss&fbclid=9#top", "https://a.example/feed/")).toBe("https://a.example/p/?id=3");
    for (const none of ["javascript:alert(1)", "", undefined, "https://user:pass@a.example/"]) expect(cleanAddress(none)).toBeUndefined();
  });

  it("is the same with and without www, scheme and last slash", () => {
    expect(samePage("http://www.a.example/p/")).toBe(samePage("https://a.example/p"));
    expect(samePage("https://a.example/p?id=1")).not.toBe(samePage("https://a.example/p?id=2"));
  });
});

import { expect, test } from "vitest";
import { altFor, followLines, hashtagsOf, hooks, occasionOf, readStory, select, tidy } from "../../../src/pipeline/compose.ts";
import { cards } from "../../../src/platforms/x/cards.ts";
import { briefFor, house, news, summaryOf, urduNews } from "./house.ts";
import { everyText } from "./whole.ts";

const all = { opening: "", most: 10, fits: () => true, joinedTo: 0 };

test("the headline is the lead's main clause, and its attribution the second line", () => {
  const [card] = cards(summaryOf(news), briefFor("x"));
  expect(card).toMatchObject({
    width: 1600,
    height: 900,
    headline: "Karachi’s port authority has agreed to open its night berths to bulk carriers and tankers",
    attribution: "according to ports secretary Nadia Rahim",
    footer: ["@policyherald"],
  });
  expect(card).not.toHaveProperty("kicker");
  expect(card).not.toHaveProperty("date");
});

test("a title is the headline, and the lead's attribution still stands below it", () => {
  const [card] = cards(summaryOf(`---\ntitle: Night berths to open\ndate: 2026-11-20\n---\n${news}`), briefFor("x"));
  expect(card).toMatchObject({
    headline: "Night berths to open",
    attribution: "according to ports secretary Nadia Rahim",
    date: "20 November 2026",
  });
});

test("a title that says who says so needs no second line", () => {
  const [card] = cards(summaryOf(`---\ntitle: Night berths to open, secretary says\n---\n${news}`), briefFor("x"));
  expect(card).not.toHaveProperty("attribution");
});

test("an opinion's card names its author", () => {
  const [card] = cards(summaryOf("---\nkind: opinion\nauthor: Zarmina Tareen\n---\nThe accord has failed."), briefFor("x"));
  expect(card).toMatchObject({ kicker: "Opinion · Zarmina Tareen", headline: "The accord has failed" });
});

test("the alt text is the words on the card, at most a thousand characters", () => {
  const card = { kind: "headline", width: 1, height: 1, language: "en", headline: "Berths open", footer: ["@x"] } as const;
  expect(altFor({ ...card, attribution: "according to the secretary", kicker: "Opinion · A", date: "20 November 2026" })).toBe(
    "Opinion · A. Berths open, according to the secretary. 20 November 2026",
  );
  const long = altFor({ ...card, headline: "word ".repeat(400).trim() });
  expect(long.length).toBeLessThanOrEqual(1000);
  expect(long.endsWith("word…")).toBe(true);
});

test("no point opens on a word that points back, and a tie is dropped", () => {
  const points = select(readStory(summaryOf(news)), all).map((point) => point.text);
  expect(points.some((text) => /^(?:This|Meanwhile|However|It|He|She)\b/.test(text))).toBe(false);
  expect(points).toContain(
    "Sindh Labour Minister Tariq Sohail met the union in Karachi and asked for a written guarantee. “No one will load coal in the dark,” the union said in a statement.",
  );
});

test("a surname whose owner the reader hasn't met takes title and full name", () => {
  const story = readStory(summaryOf(news));
  const points = select(story, {
    ...all,
    most: 2,
    opening: story.lead.text,
    fits: (text) => !text.includes("written guarantee") && !text.includes("waiting"),
  });
  expect(points.map((point) => point.text)).toContain(
    "The federal cabinet is expected to decide on 12 March. Sindh Labour Minister Tariq Sohail has refused to sign before 600 new lamps are in place.",
  );
});

test("a title in small letters has a capital where it opens a sentence", () => {
  const text =
    "The plan was drawn up by a committee under the ministry’s chief economist, Naveed Qureshi.\nQureshi said the money would go to dams.";
  const points = select(readStory(summaryOf(`The cabinet approved the plan on Monday.\n${text}`)), {
    ...all,
    fits: (words) => !words.includes("committee"),
  });
  expect(points.map((point) => point.text)).toEqual(["Chief economist Naveed Qureshi said the money would go to dams."]);
});

test("two statements that say the same are told once", () => {
  const text =
    "The cabinet approved the mining law for Balochistan on Monday with 12 votes.\nTraders in Quetta closed their shops for a day in protest at the fees.\nOn Monday the cabinet approved with 12 votes the mining law for Balochistan.";
  const points = select(readStory(summaryOf(text)), all).map((point) => point.text);
  expect(points).toEqual(["Traders in Quetta closed their shops for a day in protest at the fees."]);
});

test("a paragraph’s first sentence that looks back is told with the one before it", () => {
  const text =
    "The union wants a written guarantee before any ship is unloaded at night.\nThe board has rejected that demand. Some 600 new lamps will stand along the quay by March. A survey of the harbour floor ends in May.";
  const points = select(readStory(summaryOf(`Karachi will open its night berths to tankers.\n${text}`)), all).map((point) => point.text);
  expect(points).toEqual([
    "The union wants a written guarantee before any ship is unloaded at night. The board has rejected that demand.",
    "Some 600 new lamps will stand along the quay by March. A survey of the harbour floor ends in May.",
  ]);
  const other = text.replace("The board has rejected that demand.", "However, exporters are unhappy.");
  const turned = select(readStory(summaryOf(`Karachi will open its night berths to tankers.\n${other}`)), all).map((point) => point.text);
  expect(turned.find((point) => point.includes("unhappy"))).toMatch(/^Exporters are unhappy\. Some 600/);
});

test("what a summary says twice is told once, also where it is told whole", () => {
  const text =
    "The cabinet approved a tax of Rs. 5 billion on sugar mills on Monday, the finance ministry said.\nOwners must pay by the tenth of each month and file a return with the payment.\nThe finance ministry said the cabinet had on Monday approved the tax of Rs. 5 billion on sugar mills.";
  for (const post of everyText(summaryOf(text))) expect(post.match(/sugar mills/g)?.length ?? 0).toBeLessThan(2);
  expect(everyText(summaryOf(text)).join("\n")).toContain("by the tenth of each month");
});

test("a sentence that lost its address is told nowhere", () => {
  const text =
    "The board has opened a portal for farmers in Multan. Apply by e-mail, or see https://example.org/help now. It will run until June 2028.";
  for (const post of everyText(summaryOf(text))) expect(post).not.toMatch(/or see|e-mail/);
  for (const post of everyText(summaryOf(text.replace("https", "ftp")))) expect(post).not.toContain("ftp");
  expect(everyText(summaryOf("See https://example.org/help for the new timetable of the courts."))[0]).toContain("new timetable");
});

test("nobody is invited anywhere under water, fire and rubble, and policy against them is news", () => {
  const occasions = (texts: readonly string[]) => texts.map((text) => occasionOf(summaryOf(text)));
  expect(
    occasions([
      "Floodwater entered 40 villages near Jhang on Tuesday.",
      "An earthquake of magnitude 5 shook Quetta on Monday.",
      "A train derailed near Rohri on Sunday night.",
      "A bomb blast hit a market in Bannu.",
      "سیلابی پانی جھنگ کے 40 دیہات میں داخل ہو گیا ہے۔",
      "کوئٹہ میں پیر کو زلزلے کے جھٹکے محسوس کیے گئے۔",
    ]),
  ).toEqual(Array(6).fill("disaster"));
  expect(
    occasions([
      "Provinces must share the cost of flood embankments, the council decided.",
      "The assembly attacked the finance bill on Monday.",
      "سیلاب سے بچاؤ کے بند بنانے کے لیے 5 ارب روپے مختص کیے گئے ہیں۔",
    ]),
  ).toEqual(Array(3).fill("news"));
});

test("every hook keeps who says so", () => {
  const { whole, claim, main, named } = hooks(readStory(summaryOf(news)));
  for (const hook of [whole, claim, main]) expect(hook).toContain("according to ports secretary Nadia Rahim");
  expect(named).toBe(
    "Karachi’s port authority has agreed to open its night berths to bulk carriers and tankers, according to Nadia Rahim.",
  );
});

test("follow lines invite to the other platforms, rotate with the fingerprint, and leave an opinion alone", () => {
  const summary = summaryOf(news);
  const at = (fingerprint: string) => followLines({ ...summary, fingerprint }, house, "x")[0];
  expect(at("0".repeat(64))).toBe("Follow Policy Herald on YouTube and Instagram.");
  expect(at(`00000001${"0".repeat(56)}`)).toBe("More from Policy Herald on YouTube and Instagram.");
  expect(followLines({ ...summary, fingerprint: "0" }, house, "instagram")[0]).toBe("Follow Policy Herald on YouTube and X.");
  expect(followLines({ ...summary, kind: "opinion" }, house, "x")).toEqual([]);
  const alone = { ...house, brand: { ...house.brand, handles: { x: "@policyherald" } } };
  expect(followLines(summary, alone, "x")).toEqual([]);
});

test("an Urdu follow line has Urdu places", () => {
  expect(followLines({ ...summaryOf(urduNews), fingerprint: "0" }, house, "x")[0]).toBe(
    "پالیسی ہیرالڈ کو یوٹیوب اور انسٹاگرام پر فالو کیجیے۔",
  );
});

test("hashtags come from tags, by the map or in CamelCase, at most five, none twice", () => {
  const tags = ["european union", "imf", "#IMF", "rural health", "2026", "پبلک پالیسی", "one", "two"];
  expect(hashtagsOf({ ...summaryOf(news), tags }, house.hashtags)).toEqual([
    "#EuropeanUnion",
    "#IMF",
    "#RuralHealth",
    "#پبلک_پالیسی",
    "#One",
  ]);
});

test("an Urdu line that begins with a Latin word is set from the right", () => {
  expect(tidy("  IMF نے خبردار کیا۔ \n\n\n\nانتباہ\nhttps://example.com ", "ur")).toBe(
    "\u200fIMF نے خبردار کیا۔\n\nانتباہ\nhttps://example.com",
  );
});

import type { Account, PlatformId } from "../../../src/domain/account.ts";
import type { House } from "../../../src/domain/brand.ts";
import type { Summary } from "../../../src/domain/summary.ts";
import { openTemplates } from "../../../src/edge/templates.ts";
import { summaryFromText } from "../../../src/pipeline/intake.ts";
import type { Brief } from "../../../src/platforms/platform.ts";

/** A house with two follow lines a language, on all three platforms. */
export const house: House = {
  brand: {
    name: "Policy Herald",
    handles: { x: "@policyherald", instagram: "@policy.herald", youtube: "@PolicyHerald" },
    colours: { background: "#000000", text: "#ffffff", accent: "#ffcc00", muted: "#888888" },
    fonts: { headline: "Source Serif 4", body: "Inter", urdu: "Noto Nastaliq Urdu" },
  },
  phrases: {
    en: {
      follow: ["Follow Policy Herald on {places}.", "More from Policy Herald on {places}."],
      places: { x: "X", instagram: "Instagram", "youtube-community": "YouTube" },
      and: " and ",
      comma: ", ",
      opinion: "Opinion",
    },
    ur: {
      follow: ["پالیسی ہیرالڈ کو {places} پر فالو کیجیے۔", "پالیسی ہیرالڈ اب {places} پر بھی موجود ہے۔"],
      places: { x: "ایکس", instagram: "انسٹاگرام", "youtube-community": "یوٹیوب" },
      and: " اور ",
      comma: "، ",
      opinion: "رائے",
    },
  },
  hashtags: { "european union": "EuropeanUnion", imf: "IMF" },
};

const templates = openTemplates("templates");

export function accountOn(platform: PlatformId, changes: Partial<Account> = {}): Account {
  return {
    id: platform,
    platform,
    languages: ["en", "ur"],
    tags: [],
    remoteId: null,
    format: "auto",
    link: "last",
    numbering: false,
    timetable: { timezone: "Asia/Karachi", slots: [], quiet: [], minGapMs: 0, lateAfterMs: 0 },
    budget: {},
    approvers: 1,
    ...changes,
  };
}

export function briefFor(platform: PlatformId, changes: Partial<Account> = {}): Brief {
  return { account: accountOn(platform, changes), house, render: (name, values) => templates.text(platform, name, values) };
}

/** A summary from text; throws what intake has against it. */
export function summaryOf(text: string, name = "summary.txt"): Summary {
  const result = summaryFromText(name, text, { timezone: "Asia/Karachi" });
  if (!result.ok) throw new Error(result.problems.map((problem) => `${problem.where}: ${problem.message}`).join("\n"));
  return result.value;
}

/** News of the shape that the outlet queues. */
export const news = `Karachi’s port authority has agreed to open its night berths to bulk carriers and tankers, a change that shippers have sought for a decade, according to ports secretary Nadia Rahim. This concession was reportedly made in a closed meeting on Friday. Rahim said the berths would cut waiting time from nine days to four, which would save importers Rs. 14 billion a year.
👉 Follow Policy Herald on YouTube
The dock workers’ union has rejected the plan, citing safety and a lack of lighting. Meanwhile, Sindh Labour Minister Tariq Sohail met the union in Karachi and asked for a written guarantee. “No one will load coal in the dark,” the union said in a statement.
👉 Follow Policy Herald on X / Twitter
The federal cabinet is expected to decide on 12 March. Sohail, however, has refused to sign before 600 new lamps are in place.`;

export const urduNews = `وفاقی حکومت نے گندم کی امدادی قیمت 3,900 روپے فی من مقرر کرنے کا فیصلہ کیا ہے، جس سے خزانے پر 42 ارب روپے کا بوجھ پڑے گا۔ یہ فیصلہ اقتصادی رابطہ کمیٹی کے اجلاس میں ہوا۔
👉 پالیسی ہیرالڈ کو یوٹیوب پر فالو کریں
سندھ حکومت نے اس قیمت کو مسترد کرتے ہوئے 4,200 روپے کا مطالبہ کیا ہے۔ IMF نے خبردار کیا ہے کہ خریداری کے اخراجات بجٹ سے باہر رہے تو قرض کی اگلی قسط متاثر ہو سکتی ہے۔
کاشتکاروں کی تنظیم نے کہا ہے کہ ’’کھاد کی قیمت کم کیے بغیر کوئی فیصلہ قبول نہیں ہوگا‘‘۔ صوبائی کابینہ آئندہ ہفتے حتمی اعلان کرے گی۔`;

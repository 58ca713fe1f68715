/** One card of every kind in every kind of text: drawn for the golden pictures, the contact sheet and the measurements. */
import type { Card, ClosingCard, FigureCard, HeadlineCard, PointsCard, QuotationCard } from "../../src/domain/media.ts";
import { shapes } from "./brand.ts";

export const voices = ["english", "urdu", "mixed", "longest", "emoji"] as const;
export type Voice = (typeof voices)[number];

/** The words of a kind without size and frame. */
type Words<C extends Card> = Omit<C, "kind" | "width" | "height" | "language" | "footer" | "place" | "kicker" | "date">;

interface Script {
  readonly language: Card["language"];
  readonly kicker?: string;
  readonly date?: string;
  readonly headline: Words<HeadlineCard>;
  readonly figure: Words<FigureCard>;
  readonly quotation: Words<QuotationCard>;
  readonly points: Words<PointsCard>;
  readonly closing: Words<ClosingCard>;
}

const handles = (places: readonly string[]) =>
  ["@republicpolicy", "@RepublicPolicy", "@republic.policy"].map((handle, at) => ({ place: places[at] ?? "", handle }));
const english = handles(["X", "Instagram", "YouTube"]);
const urdu = handles(["ایکس", "انسٹاگرام", "یوٹیوب"]);

const scripts: Readonly<Record<Voice, Script>> = {
  english: {
    language: "en",
    date: "20 November 2026",
    headline: {
      headline: "Provinces agree to share the cost of a flood warning network along the Indus",
      attribution: "according to planning ministry officials",
    },
    figure: {
      figure: "Rs1.1 trillion",
      hedge: "more than",
      meaning: "is what the four provinces will spend on the network and its upkeep until 2035, a tenth of it in the first year.",
      attribution: "according to the planning ministry",
    },
    quotation: {
      quotation: "A siren without a battery is a monument to the meeting at which it was approved.",
      speaker: "Ihsan Marwat, deputy commissioner of Upper Chitral",
    },
    points: {
      points: [
        "The army has flown 640 people out of five villages that can’t be reached by road, and rescue teams ask for earth-movers and drinking water most.",
      ],
    },
    closing: { invitation: "Follow Republic Policy", handles: english },
  },
  urdu: {
    language: "ur",
    date: "20 نومبر، 2026",
    headline: {
      headline: "صوبے دریائے سندھ پر سیلاب سے خبردار کرنے کے نئے نظام کا خرچ بانٹنے پر متفق",
      attribution: "وزارتِ منصوبہ بندی کے حکام کے مطابق",
    },
    figure: {
      figure: "18 ارب 60 کروڑ روپے",
      meaning: "صوبائی کابینہ نے تین مراحل میں ہونے والے انتخابات کے لیے منظور کیے ہیں۔",
      attribution: "محکمہ بلدیات کے مطابق",
    },
    quotation: { quotation: "ہر سال ایک ہی پل کا افتتاح ہوتا ہے اور ایک ہی سڑک کا بجٹ آتا ہے", speaker: "اپوزیشن لیڈر ثمینہ اعوان" },
    points: {
      heading: "پالیسی کے اہم نکات یہ ہیں:",
      points: [
        "پرائمری تک تعلیم مادری زبان میں دی جائے گی۔",
        "لڑکیوں کے لیے 1,100 نئے مڈل اسکول قائم ہوں گے۔",
        "صوبائی بجٹ کا 28 فیصد تعلیم کے لیے مختص کیا جائے گا۔",
      ],
    },
    closing: { invitation: "ریپبلک پالیسی کو فالو کیجیے", handles: urdu },
  },
  mixed: {
    language: "ur",
    kicker: "رائے · زرمینہ ترین",
    headline: {
      headline: "State Bank نے Easy Wallet اور QuickPaisa کو 30 جون تک (یعنی 7 ماہ میں) ایک ارب روپے کا سرمایہ دکھانے کا پابند کر دیا",
      attribution: "IMF مشن کے مطابق",
    },
    figure: { figure: "$2.6 ارب", hedge: "کم از کم", meaning: "World Bank نے پاکستان میں NEPRA کے “Clean Grid” منصوبے کے لیے منظور کیے۔" },
    quotation: {
      quotation: "چھوٹی کمپنیاں بند ہوں گی، fee بڑھے گی اور QR code وہیں رہے گا",
      speaker: "Maryam Qazi، صدر Pakistan Fintech Association",
    },
    points: { points: ["IMF نے کہا کہ ڈیجیٹل ادائیگیوں کا حجم دو سال میں 35 ٹریلین سے بڑھ کر 61 ٹریلین روپے ہو گیا ہے (یعنی 74٪ اضافہ)۔"] },
    closing: { invitation: "Republic Policy کو فالو کیجیے", handles: urdu },
  },
  longest: {
    language: "en",
    kicker: "Opinion · Zarmina Tareen",
    date: "20 November 2026",
    headline: {
      headline:
        "Khyber-Pakhtunkhwa’s telecommunications-infrastructure authority orders every hydroelectric-power company in the constitutionally protected districts to register its transmission lines before 31 January",
      attribution: "according to its secretariat",
    },
    figure: {
      figure: "Rs12,345.67 billion",
      meaning:
        "is owed by distribution companies to generation companies, transmission companies and the federal treasury together, a sum which the ministry said was understated for three years.",
      attribution: "according to the auditor general",
    },
    quotation: {
      quotation:
        "We will not sell a single hospital, and we will not run one badly either; a patient who waits nine hours does not ask who owns the corridor.",
      speaker: "Noreen Virk, Punjab’s secretary for specialised healthcare and medical education",
    },
    points: {
      heading: "What the council decided on Wednesday:",
      points: [
        "Trucks pay Rs. 1,000 for each entry until January.",
        "Brick kilns outside the ring road close for sixty days.",
        "Monitors stand in forty places, read hourly.",
      ],
    },
    closing: { invitation: "Follow the Quarterly Review of Constitutional Telecommunications", handles: english },
  },
  emoji: {
    language: "en",
    headline: {
      headline: "🇵🇰 Senate backs “Clean Grid” bill ✅ — ₨500 a month, 東京 talks",
      attribution: "says the committee’s chair 👩‍⚖️ [for now]",
    },
    figure: { figure: "₨500", meaning: "a month is what ‘café’ owners in 東京 and Lahore pay ❤️ (½ of it in advance).", hedge: "up to" },
    quotation: { quotation: "No 漢字 on the ballot 🗳️, no vote — “simple”.", speaker: "Amna Qureshi 🇵🇰" },
    points: { points: ["Bread 🍞 fell to ₨20", "Milk 🥛 rose to €2 [sic]", "漢字 stays where it is ✅"] },
    closing: { invitation: "Follow us 👇 漢", handles: english },
  },
};

export const kinds = ["headline", "figure", "quotation", "points", "closing"] as const;

/** One card of a kind, as long as any other test doesn't ask for more. */
export function sample(kind: Card["kind"], voice: Voice, shape: (typeof shapes)[number] = shapes[2]): Card {
  const { language, kicker, date, ...words } = scripts[voice];
  const isCarousel = kind !== "headline" && shape.width < shape.height;
  const frame = {
    ...shape,
    language,
    ...(kicker === undefined ? {} : { kicker }),
    ...(date === undefined ? {} : { date }),
    footer: kind === "closing" ? [] : ["@republicpolicy"],
    ...(isCarousel ? { place: { at: kinds.indexOf(kind) + 1, of: 5 } } : {}),
  };
  switch (kind) {
    case "headline":
      return { kind, ...frame, ...words.headline };
    case "figure":
      return { kind, ...frame, ...words.figure };
    case "quotation":
      return { kind, ...frame, ...words.quotation };
    case "points":
      return { kind, ...frame, ...words.points };
    case "closing":
      return { kind, ...frame, ...words.closing };
  }
}

/** Every kind in every voice and shape. */
export function allSamples(): readonly { readonly name: string; readonly card: Card }[] {
  return kinds.flatMap((kind) =>
    voices.flatMap((voice) =>
      shapes.map((shape) => ({ name: `${kind}-${voice}-${shape.width}x${shape.height}`, card: sample(kind, voice, shape) })),
    ),
  );
}

/** Invented summaries and their posts, to look at. */
import { createHash } from "node:crypto";
import sharp from "sharp";
import type { Preview, ShownPost } from "../../src/desk/report.ts";
import type { Account, PlatformId } from "../../src/domain/account.ts";
import type { Picture } from "../../src/domain/media.ts";
import type { Step } from "../../src/domain/plan.ts";
import type { Problem } from "../../src/domain/problem.ts";
import type { Language, Summary } from "../../src/domain/summary.ts";
import type { Counts } from "../../src/platforms/platform.ts";

export interface Drawn {
  readonly picture: Picture;
  readonly bytes: Uint8Array;
}

const places: Readonly<Record<PlatformId, { readonly name: string; readonly handle: string; readonly size: readonly [number, number] }>> = {
  x: { name: "X", handle: "@indusbrief", size: [1600, 900] },
  instagram: { name: "Instagram", handle: "@indus.brief", size: [1080, 1350] },
  "youtube-community": { name: "YouTube Community", handle: "@IndusBrief", size: [1080, 1080] },
};

/** A plain card with some lines on it. */
export async function draw(platform: PlatformId, words: readonly string[], colour = "#123f38"): Promise<Drawn> {
  const [width, height] = places[platform].size;
  const lines = words.map((line, index) => `<text x="96" y="${height / 2 - 60 + index * 92}" font-size="76">${line}</text>`).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour}"/>
<rect x="96" y="96" width="120" height="12" fill="#d9b25f"/><g fill="#f6f3ea" font-family="serif" font-weight="bold">${lines}</g></svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
  const digest = createHash("sha256").update(bytes).digest("hex");
  return { picture: { digest, mime: "image/jpeg", width, height, alt: words.join(" ") }, bytes };
}

export function sampleAccount(platform: PlatformId, change: Partial<Account> = {}): Account {
  const timetable = { timezone: "Asia/Karachi", slots: [], quiet: [], minGapMs: 0, lateAfterMs: 0 };
  const fixed = { tags: [], format: "auto", link: "last", numbering: false, timetable, budget: {}, approvers: 1 } as const;
  return { ...fixed, id: platform, platform, languages: ["en", "ur"], remoteId: "1042", ...change };
}

export interface Sample {
  readonly platform: PlatformId;
  readonly parts: readonly { readonly text: string; readonly drawn: readonly Drawn[] }[];
  readonly counts: Counts;
  readonly steps?: readonly Step[];
  readonly problems?: readonly Problem[];
  readonly cost?: number;
  readonly change?: Partial<ShownPost["report"]>;
  readonly account?: Partial<Account>;
}

export function samplePost(sample: Sample): ShownPost {
  const { platform, parts } = sample;
  const account = sampleAccount(platform, sample.account);
  const digest = createHash("sha256")
    .update(JSON.stringify(parts.map(({ text }) => text)))
    .digest("hex");
  const none = {
    id: null,
    summaryId: "tamir-17",
    revision: 1,
    wordedBy: "herald",
    composedBy: "herald",
    content: null,
    scheduledAt: null,
    url: null,
    visible: [],
    journal: [],
  } as const;
  return {
    account,
    platformName: places[platform].name,
    handle: places[platform].handle,
    reading: { parts: parts.map(({ text, drawn }) => ({ text, pictures: drawn.map(({ picture }) => picture) })) },
    report: {
      ...none,
      account: account.id,
      platform,
      state: "draft",
      digest,
      counts: sample.counts,
      steps: sample.steps ?? [],
      problems: sample.problems ?? [],
      cost: sample.cost === undefined ? null : { usd: sample.cost },
      ...sample.change,
    },
  };
}

export function sampleSummary(language: Language, change: Partial<Summary> = {}): Summary {
  return {
    id: "tamir-17",
    fingerprint: "0".repeat(64),
    language,
    kind: "news",
    paragraphs: ["A paragraph."],
    tags: [],
    source: "canal-timetable.md",
    ...change,
  };
}

export function samplePreview(summary: Summary, samples: readonly Sample[]): Preview {
  const drawn = samples.flatMap((sample) => sample.parts.flatMap((part) => part.drawn));
  return { summary, posts: samples.map(samplePost), pictures: new Map(drawn.map(({ picture, bytes }) => [picture.digest, bytes])) };
}

const thread = [
  "Four provinces have agreed one canal timetable for the spring sowing, ending three years of yearly quarrels over who opens the gates first.",
  "The timetable gives Sindh its first share on 1 March, ten days earlier than last year. Punjab follows on 11 March. A gauge at each barrage is read in public every morning at 8 a.m.",
  "“A number that everyone can read is worth more than a promise,” said water adviser Rubina Qazi. The full text: https://indusbrief.example/canal-timetable-2027 #Water #Sindh",
] as const;

const caption = `Four provinces, one timetable.

After three years of quarrels, Sindh, Punjab, Balochistan and Khyber Pakhtunkhwa have agreed when each canal opens for the spring sowing. Sindh's share starts on 1 March, ten days earlier than last year.

A gauge at each barrage will be read in public every morning at 8 a.m., and the readings will be printed the same day.

#Water #Sindh #Punjab`;

const xSteps: readonly Step[] = [
  { key: "media-1", repeat: "harmless", method: "POST", path: "/2/media/upload", body: {} },
  { key: "post-1", repeat: "never", method: "POST", path: "/2/tweets", body: {} },
  { key: "post-2", repeat: "never", method: "POST", path: "/2/tweets", body: {} },
  { key: "post-3", repeat: "never", method: "POST", path: "/2/tweets", body: {} },
];

/** A thread with a link, a carousel with a finding that stops it, a hand-off with one to look at. */
export async function englishPreview(): Promise<Preview> {
  const title = "Provinces agree one canal timetable";
  const card = ["Provinces agree", "one canal timetable"];
  const slides = [card, ["Sindh’s share starts", "on 1 March"], ["Gauges read in public", "at 8 a.m. daily"]];
  const summary = sampleSummary("en", {
    title,
    date: "2027-02-09",
    tags: ["water", "sindh"],
    link: "https://indusbrief.example/canal-timetable-2027",
    embargo: Date.parse("2027-02-10T04:00:00Z"),
    paragraphs: [thread[0], thread[1]],
  });
  return samplePreview(summary, [
    {
      platform: "x",
      parts: await Promise.all(thread.map(async (text, index) => ({ text, drawn: index === 0 ? [await draw("x", card)] : [] }))),
      counts: { parts: [138, 179, 154].map((weightedLength) => ({ weightedLength, max: 280 })) },
      steps: xSteps,
      cost: 0.235,
      change: { id: "tamir-17", state: "approved", scheduledAt: "2027-02-10T04:00:00.000Z" },
    },
    {
      platform: "instagram",
      parts: [{ text: caption, drawn: await Promise.all(slides.map((words) => draw("instagram", words))) }],
      counts: { characters: caption.length, max: 2200, hashtags: 3 },
      steps: [
        { key: "publish", repeat: "never", method: "POST", path: ["/", { hole: "account", field: "id" }, "/media_publish"], body: {} },
      ],
      problems: [
        {
          code: "style-shouting",
          where: "caption",
          message: "The first line has no verb.",
          remedy: "Say what happened, if there is room.",
          severity: "warn",
        },
        {
          code: "claim-number",
          where: "caption",
          message: "“ten days” does not stand in the summary.",
          remedy: "Write the number as the summary has it, or take it out.",
          severity: "block",
        },
      ],
    },
    {
      platform: "youtube-community",
      parts: [
        {
          text: `${title}.\n\n${thread[0]} ${thread[1]}\n\nFollow Indus Brief on X and Instagram.`,
          drawn: [await draw("youtube-community", card)],
        },
      ],
      counts: { characters: 412, max: 5000 },
      steps: [
        {
          key: "post",
          repeat: "never",
          text: "…",
          media: [],
          openUrl: ["https://www.youtube.com/channel/", { hole: "account", field: "id" }, "/posts"],
        },
      ],
      account: { remoteId: null },
    },
  ]);
}

const urdu = {
  title: "چاروں صوبے نہروں کے ایک ہی نظام الاوقات پر متفق",
  lead: "چاروں صوبوں نے موسم بہار کی کاشت کے لیے نہروں کے ایک ہی نظام الاوقات پر اتفاق کر لیا ہے۔ سندھ کو اس کا پہلا حصہ یکم مارچ کو ملے گا، یعنی گزشتہ سال سے 10 دن پہلے۔",
  more: "ہر بیراج پر پانی کی پیمائش روزانہ صبح 8 بجے سب کے سامنے پڑھی جائے گی، اور یہ اعداد اسی دن شائع کیے جائیں گے۔ آبی امور کی مشیر روبینہ قاضی نے کہا: ”جو عدد سب پڑھ سکیں وہ وعدے سے بہتر ہے۔“",
} as const;

const urduEnd = `${urdu.more} ${urdu.title}، اور سب نے اس پر دستخط کر دیے۔ https://indusbrief.example/ur/nahr #پانی #سندھ`;

/** The same story in Urdu: right to left, with digits, a link and hashtags inside. */
export async function urduPreview(): Promise<Preview> {
  const summary = sampleSummary("ur", { title: urdu.title, source: "نہریں.txt", paragraphs: [urdu.lead, urdu.more] });
  const card = ["Canals"];
  const text = `${urdu.lead}\n\n${urdu.more}`;
  return samplePreview(summary, [
    {
      platform: "x",
      parts: [
        { text: urdu.lead, drawn: [await draw("x", card)] },
        { text: urduEnd, drawn: [] },
      ],
      counts: { parts: [urdu.lead.length, urduEnd.length].map((weightedLength) => ({ weightedLength, max: 280 })) },
      cost: 0.22,
      problems: [
        {
          code: "length-part",
          where: "part 2",
          message: "Part 2 is longer than the 280 that X takes.",
          remedy: "Shorten it, or make a third part of the quotation.",
          severity: "block",
        },
      ],
    },
    {
      platform: "instagram",
      parts: [{ text: `${text}\n\n#پانی #سندھ`, drawn: [await draw("instagram", card)] }],
      counts: { characters: 360, max: 2200, hashtags: 2 },
    },
    {
      platform: "youtube-community",
      parts: [{ text, drawn: [await draw("youtube-community", card)] }],
      counts: { characters: 345, max: 5000 },
    },
  ]);
}

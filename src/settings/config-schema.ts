/**
 * What `config/herald.yaml` may say. Every `error` finishes the sentence "it must be …", so that one place can word the
 * problems of all settings.
 */
import { z } from "zod";
import { weekdays } from "../domain/account.ts";
import { roles } from "../domain/person.ts";
import { readDuration } from "../pipeline/schedule.ts";
import { isCron, isFeedAddress } from "./sources.ts";
import { isZone, zoneExpected } from "./zone.ts";

/**
 * A section that refuses names it doesn't know; its error for those lists the known ones. A setting without a value counts as
 * left out: that is what remains when an editor comments out all lines below it.
 */
export function section<Shape extends Readonly<Record<string, z.ZodType>>>(shape: Shape) {
  const known = Object.keys(shape).join(", ");
  const isLeftOut = (name: string, value: unknown) => value === null && shape[name]?.safeParse(null).success === false;
  const leaveOut = (value: unknown) =>
    isPlain(value) ? Object.fromEntries(Object.entries(value).filter(([name, held]) => !isLeftOut(name, held))) : value;
  const strict = z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : `a section with ${known}`) });
  return z.preprocess(leaveOut, strict);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const text = z.string("a text").trim().min(1, "a text that isn't empty");
const languages = z
  .array(z.enum(["en", "ur"], "en or ur"), "a list of languages, such as [en, ur]")
  .min(1, "a list with at least one language");
const days = z
  .array(z.enum(weekdays, `one of ${weekdays.join(", ")}`), "a list of days, such as [mon, fri]")
  .min(1, "a list with at least one day");
const timeForm = 'a time of day as "HH:MM", such as "09:00"';
const timeOfDay = z.string(timeForm).regex(/^([01]\d|2[0-3]):[0-5]\d$/, timeForm);
const endOfDay = z.string(timeForm).regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, `${timeForm} or "24:00"`);
const dateForm = "a day of the calendar as YYYY-MM-DD, such as 2027-02-08";
const date = z.string(dateForm).refine(isDate, dateForm);
const zone = z.string(zoneExpected).refine(isZone, zoneExpected);
const colourForm = 'a colour as "#RRGGBB"';
const colour = z.string(colourForm).regex(/^#[0-9a-fA-F]{6}$/, colourForm);
const wholeForm = "a whole number, 1 or more";
const whole = z.int(wholeForm).positive(wholeForm);
const dollars = z.number("a number of US dollars").positive("more than 0 US dollars");
const durationForm = 'a length of time such as "20m", "3h" or "2d"';
const duration = z.unknown().transform((value, context): number => {
  const ms = typeof value === "string" || typeof value === "number" ? readDuration(value) : null;
  if (ms !== null) return ms;
  context.addIssue({ code: "custom", message: durationForm });
  return z.NEVER;
});
const atOnce = z.int("a whole number").min(1, "1 or more").max(1_000, "1000 or fewer");

const milliseconds = z
  .int("a whole number of milliseconds")
  .min(1, "1 or more milliseconds")
  .max(86_400_000, "a day or less, in milliseconds");

/** @param name letters as the platform takes them, without the leading `@` */
function handle(name: RegExp, form: string) {
  return z
    .string(form)
    .trim()
    .refine((value) => name.test(value.replace(/^@/, "")), form)
    .transform((value) => `@${value.replace(/^@/, "")}`);
}

export const handles = section({
  x: handle(/^\w{1,15}$/, 'a name on X such as "@outlet": up to 15 letters, digits and underscores').optional(),
  instagram: handle(
    /^[A-Za-z0-9._]{1,30}$/,
    'a name on Instagram such as "@outlet": up to 30 letters, digits, dots and underscores',
  ).optional(),
  youtube: handle(
    /^[\p{L}\p{M}\p{N}_.·-]{3,30}$/u,
    'a YouTube handle such as "@outlet": 3 to 30 letters, digits, dots, hyphens and underscores',
  ).optional(),
});

const followForm = "a line of text in which only {places} and {name} stand in braces";
const followLine = text.refine(
  (line) => [...line.matchAll(/\{[^}]*\}?/g)].every(([hole]) => hole === "{places}" || hole === "{name}"),
  followForm,
);

const phrases = section({
  name: text.optional(),
  follow: z.array(followLine, "a list of follow lines").optional(),
  places: section({ x: text.optional(), instagram: text.optional(), "youtube-community": text.optional() }).optional(),
  and: z.string("a text").optional(),
  comma: z.string("a text").optional(),
  closing: text
    .refine((line) => !/[{}]/.test(line.replaceAll("{name}", "")), "a line of text in which only {name} stands in braces")
    .optional(),
  opinion: text.optional(),
});

const quietShape = {
  days: days.optional(),
  date: date.optional(),
  fromDate: date.optional(),
  toDate: date.optional(),
  from: timeOfDay.optional(),
  to: endOfDay.optional(),
};
const quietWindow = section({ name: text, ...quietShape });
const quietHours = section({ name: text.default("quiet hours"), ...quietShape });

const slotRule = section({
  days: days.default([...weekdays]),
  times: z.array(timeOfDay, 'a list of times, such as ["09:00", "18:30"]').min(1, "a list with at least one time"),
  from: date.optional(),
  to: date.optional(),
});

const idForm = "a short name of small letters, digits and hyphens, such as urdu-x";
const prefixForm = "the capital letters before the account's variables, such as URDU for URDU_X_API_KEY";
const prefix = z
  .string(prefixForm)
  .regex(/^[A-Z][A-Z0-9_]*$/, prefixForm)
  .transform((value) => value.replace(/_+$/, ""));
const platforms = ["x", "instagram", "youtube-community"] as const;

const utmForm = "a word of letters, digits, hyphens, dots and underscores";
const utmValue = z.string(utmForm).regex(/^[\p{L}\p{M}\p{N}._-]{1,60}$/u, utmForm);

const byForm = `one of ${roles.join(", ")}, or a list of such roles and of people's ids`;
const approver = z.string(byForm).regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, byForm);
const approvers = z.preprocess((by) => (typeof by === "string" ? [by] : by), z.array(approver, byForm).min(1, byForm));

const account = section({
  id: z.string(idForm).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, idForm),
  platform: z.enum(platforms, `one of ${platforms.join(", ")}`),
  languages: languages.optional(),
  tags: z.array(text.toLowerCase(), "a list of tags").default([]),
  env: prefix.optional(),
  prefix: prefix.optional(),
  timezone: zone.optional(),
  slots: z.array(slotRule, "a list of slots").default([]),
  quiet: z.array(quietWindow, "a list of quiet windows").default([]),
  format: z.enum(["single", "thread", "auto"], "single, thread or auto").optional(),
  link: z.enum(["first", "last", "none"], "first, last or none").optional(),
  numbering: z.boolean("true or false").optional(),
  minGap: duration.default(20 * 60_000),
  lateAfter: duration.default(3 * 3_600_000),
  budget: section({
    usdPerMonth: dollars.optional(),
    postsPerDay: whole.optional(),
    usdPerDay: dollars.optional(),
    postsPerMonth: whole.optional(),
  }).default({}),
  utm: section({ source: utmValue.optional(), medium: utmValue.optional(), campaign: utmValue.optional() }).optional(),
  nameHashtags: z.boolean("true or false").optional(),
  results: section({
    read: z.boolean("true or false").default(true),
    usdPerMonth: dollars.optional(),
  }).optional(),
  approval: section({
    people: z.int("a number of people, 1 to 9").min(1, "a number of people, 1 to 9").max(9, "a number of people, 1 to 9").default(1),
    by: approvers.default(["editor"]),
    others: z.boolean("true or false").default(false),
    auto: z.array(text, 'a list of sources, such as ["https://example.org/feed*"]').default([]),
  }).prefault({}),
});

const feedForm = "an https address, such as https://example.org/feed/";
const cronForm = 'a cron expression of five fields, such as "*/10 * * * *"';
const fewForm = "a whole number, 0 to 50";
const source = section({
  name: z.string(idForm).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, idForm),
  url: z.string(feedForm).trim().refine(isFeedAddress, feedForm),
  poll: z.string(cronForm).trim().refine(isCron, cronForm).default("*/10 * * * *"),
  categories: z.array(text.toLowerCase(), "a list of categories").default([]),
  text: z.enum(["full", "excerpt"], "full or excerpt").default("full"),
  language: z.enum(["en", "ur"], "en or ur").optional(),
  newest: z.int(fewForm).min(0, fewForm).max(50, fewForm).default(3),
  settle: duration.default(10 * 60_000),
  pictures: z.enum(["ours"], "ours, or left out").optional(),
});

const price = z.number("a number of US dollars").min(0, "0 or more US dollars");
const hashtagForm = "a hashtag of letters and digits, without # and spaces";

export const configSchema = section({
  brand: section({
    name: text,
    handles: handles.default({}),
    logo: text.optional(),
    theme: z.enum(["dark", "light"], "dark or light").optional(),
    colours: section({
      background: colour.optional(),
      text: colour.optional(),
      accent: colour.optional(),
      muted: colour.optional(),
    }).default({}),
    fonts: section({ headline: text.optional(), body: text.optional(), urdu: text.optional() }).default({}),
  }),
  timezone: zone,
  languages: section({ en: phrases.nullable().optional(), ur: phrases.nullable().optional() }).optional(),
  hashtags: z
    .record(z.string(), z.string(hashtagForm).regex(/^#?[\p{L}\p{M}\p{N}_]+$/u, hashtagForm), "a list of tags, each with its hashtag")
    .default({}),
  quiet: z.array(quietWindow, "a list of quiet windows").default([]),
  tell: section({
    quiet: z.array(quietHours, "a list of windows").default([]),
    remind: duration.default(3 * 3_600_000),
  }).prefault({}),
  digest: section({
    at: timeOfDay.default("08:00"),
    days: z.array(z.enum(weekdays, `one of ${weekdays.join(", ")}`), "a list of days; [] for never").default([...weekdays]),
  }).prefault({}),
  webhooks: section({ allowPrivate: z.boolean("true or false").default(false) }).prefault({}),
  prices: section({
    x: section({
      post: price.optional(),
      postWithLink: price.optional(),
      altText: price.optional(),
      delete: price.optional(),
      read: price.optional(),
    }).default({}),
  }).default({ x: {} }),
  accounts: z.array(account, "a list of accounts").min(1, "a list with at least one account"),
  sources: z
    .array(source, "a list of sources")
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "a list in which no name stands twice")
    .default([]),
  folder: text.optional(),
  compose: section({
    model: section({
      url: text,
      name: text,
      timeout: duration.refine((ms) => ms >= 1_000 && ms <= 300_000, "a length of time from 1s to 5m").default(20_000),
    }).optional(),
  }).default({}),
  worker: section({
    requestTimeoutMs: milliseconds.default(30_000),
    settleMs: milliseconds.default(60_000),
    leaseMs: milliseconds.default(120_000),
    tickMs: milliseconds.default(1_000),
    concurrency: section({
      all: atOnce.default(96),
      perPlatform: section({ x: atOnce.default(32), instagram: atOnce.default(32), "youtube-community": atOnce.default(32) }).prefault({}),
    }).prefault({}),
  }).prefault({}),
  archive: section({
    after: duration.refine((ms) => ms >= 7 * 86_400_000, "a length of time of 7d or more").default(90 * 86_400_000),
  }).prefault({}),
});

export type Config = z.infer<typeof configSchema>;
export type AccountConfig = Config["accounts"][number];
export type QuietConfig = Config["quiet"][number];

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
}

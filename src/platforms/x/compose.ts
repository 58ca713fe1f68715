// Rules of the text: https://docs.x.com/fundamentals/counting-characters, and one cashtag and no uninvited @names:
// https://docs.x.com/x-api/posts/manage-tweets/integrate
import type { Picture } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { cutInTwo } from "../../language/cut.ts";
import {
  followLines,
  headOf,
  hooks,
  linkOf,
  occasionOf,
  readStory,
  repeatsItself,
  type Story,
  select,
  shortened,
  tidy,
} from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";
import type { XContent } from "./content.ts";
import { plainEntities } from "./plain-entities.ts";
import { maxWeightedLength, weightedLength } from "./weighted-length.ts";

/** A reader's patience; the platform would take more. */
const mostParts = 5;
/** Characters: less than this beside the lead doesn't deserve a thread. */
const leastBesideLead = 120;
/** Characters: no post holds more, whatever they weigh. */
const longestWhole = 1000;
/** The longest count that numbering is measured with: `9/9`. */
const widest = 9;

/** One post, or a thread whose first part stands alone; the pictures on the first part. */
export function compose(summary: Summary, brief: Brief, pictures: readonly Picture[]): XContent {
  const story = readStory(summary);
  const parts = brief.account.format === "single" ? null : thread(story, summary, brief);
  const texts = parts ?? [single(story, summary, brief)];
  return { parts: texts.map((text, at) => ({ text, media: at === 0 ? pictures : [] })) };
}

/** What a part is made of, beside its own words. */
interface Dress {
  readonly label: string | null;
  readonly link: string | null;
  readonly follow: string | null;
  readonly number: number | null;
  readonly total: number | null;
}

const bare: Dress = { label: null, link: null, follow: null, number: null, total: null };

function single(story: Story, summary: Summary, brief: Brief): string {
  const print = printer("single", story, brief);
  const link = brief.account.link === "none" ? null : linkOf(summary, brief.account);
  const dresses = [
    { ...bare, label: headOf(summary, brief.house), link },
    { ...bare, label: headOf(summary, brief.house) },
  ];
  const all = toldWhole(story);
  for (const dress of dresses) {
    const fits = (text: string) => within(print(text, dress));
    const text = [...all, ...openings(story)].find(fits) ?? cutInTwo(story.first, fits)?.head;
    if (text !== undefined) return print(text, dress);
  }
  return print(story.headline, bare);
}

/** All of a summary short enough to be told whole; nothing where it is longer, or says something twice. */
function toldWhole(story: Story): readonly string[] {
  const all = story.paragraphs.join("\n\n");
  return all.length > longestWhole || repeatsItself(story) ? [] : [all];
}

/** Null where the summary gives too little for one: then a single post says it. */
function thread(story: Story, summary: Summary, brief: Brief): readonly string[] | null {
  const { account, house } = brief;
  const print = printer("part", story, brief);
  const link = linkOf(summary, account);
  const dress = (first: boolean, last: boolean): Dress => ({
    label: first ? headOf(summary, house) : null,
    link: (account.link === "first" && first) || (account.link === "last" && last) ? link : null,
    follow: null,
    number: account.numbering ? widest : null,
    total: account.numbering ? widest : null,
  });
  const fits = (text: string, first: boolean, last: boolean) => within(print(text, dress(first, last)));
  const alone = printer("single", story, brief);
  const fitsOne = toldWhole(story).some((text) => within(alone(text, { ...dress(true, true), number: null, total: null })));
  if (account.format === "auto" && fitsOne) return null;
  const opening = open(story, fits);
  if (opening === null) return null;
  const most = mostParts - opening.length;
  const points = select(story, {
    opening: opening.join("\n"),
    most,
    fits: (text, last) => fits(text, false, last),
    joinedTo: maxWeightedLength,
  });
  const told = points.reduce((sum, point) => sum + point.text.length, 0);
  // A correction leaves nothing out.
  const least = account.format === "auto" && occasionOf(summary) !== "correction" ? leastBesideLead : 1;
  if (opening.length === 1 && told < least) return null;
  const texts = [...opening, ...points.map((point) => point.text)];
  const numbered = (at: number): Dress => ({
    ...dress(at === 0, at === texts.length - 1),
    ...(account.numbering ? { number: at + 1, total: texts.length } : {}),
  });
  const invitation = followLines(summary, house, "x").find((follow) =>
    within(print(texts.at(-1) ?? "", { ...numbered(texts.length - 1), follow })),
  );
  return texts.map((text, at) => print(text, { ...numbered(at), follow: at === texts.length - 1 ? (invitation ?? null) : null }));
}

/**
 * The lead as the first part; one that is too long even without its additions goes on in the next, cut at a clause. Its end may be
 * the post's, where the link stands.
 */
function open(story: Story, fits: (text: string, first: boolean, last: boolean) => boolean): readonly string[] | null {
  const whole = openings(story).find((text) => fits(text, true, false));
  if (whole !== undefined) return [whole];
  const parts: string[] = [];
  for (let rest = story.first; parts.length < mostParts - 1; ) {
    const ahead = parts.length > 0 ? "…" : "";
    if (parts.length > 0 && fits(ahead + rest, false, true)) return [...parts, ahead + rest];
    const cut = cutInTwo(rest, (head) => fits(ahead + head, parts.length === 0, parts.length === mostParts - 2));
    if (cut === null) return null;
    parts.push(ahead + cut.head);
    rest = cut.rest;
  }
  return parts;
}

/** The lead in ever shorter whole sentences. */
function openings(story: Story): readonly string[] {
  const { whole, claim, main, named } = hooks(story);
  return [story.lead.text, whole, claim, ...shortened(whole, story.language), main, named];
}

function printer(template: "single" | "part", story: Story, brief: Brief): (text: string, dress: Dress) => string {
  return (text, dress) => tidy(brief.render(template, { ...dress, text: plainEntities(text) }), story.language);
}

function within(text: string): boolean {
  return weightedLength(text) <= maxWeightedLength;
}

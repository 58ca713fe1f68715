import type { Summary } from "../../../src/domain/summary.ts";
import type { Claimed } from "../../../src/pipeline/check/against-source.ts";
import * as instagram from "../../../src/platforms/instagram/compose.ts";
import * as x from "../../../src/platforms/x/compose.ts";
import * as youtube from "../../../src/platforms/youtube-community/compose.ts";
import { corpus } from "./corpus.ts";
import { briefFor } from "./house.ts";

const briefs = { x: briefFor("x"), instagram: briefFor("instagram"), youtube: briefFor("youtube-community") };

/** Texts as the check takes them. */
export function textsOf(texts: readonly string[]): readonly Claimed[] {
  return texts.map((text, at) => ({ where: `text ${at + 1}`, text }));
}

/** All that is posted of a summary: the parts on X, the caption, the community post. */
export function everyText(summary: Summary): readonly string[] {
  return [
    ...x.compose(summary, briefs.x, []).parts.map((part) => part.text),
    instagram.compose(summary, briefs.instagram, []).caption,
    youtube.compose(summary, briefs.youtube, []).text,
  ];
}

/** Composes so many summaries, each of its own, and keeps nothing. */
export function composedAgain(count: number): void {
  for (let at = 0; at < count; at += 1) {
    const { summary } = corpus[at % corpus.length] as (typeof corpus)[number];
    const paragraphs = summary.paragraphs.map((paragraph) => `${paragraph} Case ${at} was closed in ${1900 + (at % 100)}.`);
    everyText({ ...summary, paragraphs, fingerprint: at.toString(16).padStart(64, "0") });
  }
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader takes for single signs. */
export function graphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const pictograph = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Emoji}\uFE0F)/v;

/** True for signs shown in colour: `✅`, `🇵🇰`, `❤️`; not for `©` or a digit by itself. */
export function isEmoji(grapheme: string): boolean {
  return pictograph.test(grapheme);
}

import { type Problem, warn } from "../../domain/problem.ts";
import type { Shown } from "./shown.ts";
import type { EmojiShare } from "./style.ts";

const signs = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Shown as a picture by itself, or made one by a selector: not ©, ™ or a digit. */
const pictorial = /\p{Emoji_Presentation}|\ufe0f/u;

/** How many emoji a reader sees: a family, a flag or a keycap is one. */
function emojiIn(text: string): number {
  if (!pictorial.test(text)) return 0;
  return [...signs.segment(text)].filter(({ segment }) => pictorial.test(segment)).length;
}

/** `style-emoji`: more than the account's share, counted over the whole post. */
export function emojiProblems(texts: readonly Shown[], share: EmojiShare, account: string): readonly Problem[] {
  const most = share.accounts[account.replace(/^sandbox-/, "")] ?? share.most;
  const count = texts.reduce((sum, { text }) => sum + emojiIn(text), 0);
  if (count <= most) return [];
  const message = `The post has ${count} emoji; this account takes ${most === 0 ? "none" : most}.`;
  return [warn("style-emoji", "text", message, `Take out ${count - most}; \`emoji\` in config/style.yaml sets the number.`)];
}

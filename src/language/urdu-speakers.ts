import { phrase, type Speaking } from "./speaking.ts";
import { isUrduSaying } from "./speech.ts";
import type { Token } from "./tokens.ts";
import { isGeneric, type Who } from "./who.ts";

/** Everybody who speaks in an Urdu sentence, and what they say. */
export function urduSpeakers(tokens: readonly Token[], who: readonly Who[]): readonly Speaking[] {
  return tokens.flatMap((token, at): Speaking[] => {
    if (isSigned(tokens, at)) return [{ ...around(tokens, signer(tokens, who, at), at), to: at }];
    if (token.quoted) return [];
    const before = tokens[at - 1]?.plain ?? "";
    const owner = who.findLast((each) => each.to <= at - 1 && at - each.to <= 2) ?? urduPhrase(tokens, at - 1);
    const isPaper = papers.has(token.plain) && /^ک[اےی]$/u.test(before) && tokens.slice(at + 1).every(({ kind }) => kind === "stop");
    if (isPaper || token.plain === "مطابق" || token.plain === "بقول")
      return [{ ...around(tokens, owner, at), beside: inClause(who, owner, tokens, at) }];
    if (views.has(token.plain))
      return /^ک[اےہ]$/u.test(before) ? [{ ...around(tokens, owner, at), beside: owner ? membersOf(owner, who, tokens) : [] }] : [];
    // "ماہرین کو خدشہ ہے کہ": whose fear it is.
    if (feelings.has(token.plain) && before === "کو") return [around(tokens, owner, at)];
    // "ترین لکھتی ہیں": the present needs no `نے`.
    if (/^(?:کہت|لکھت|بتات)[اےی]ں?$/u.test(token.plain)) {
      const speaker = who.findLast((each) => each.to <= at && at - each.to <= 1) ?? null;
      return speaker ? [around(tokens, speaker, at)] : [];
    }
    if (!isUrduSaying(token) || /^ک[اےی]$/u.test(before)) return [];
    // "جائزے میں بتایا گیا": the paper says so.
    if (before === "میں" && /^گی?[اے]/u.test(tokens[at + 1]?.plain ?? "")) return [around(tokens, urduPhrase(tokens, at - 1), at)];
    const speaker = agent(tokens, who, at);
    return speaker && (speaker.kind === "pronoun" || speaker.keys.length > 0)
      ? [{ ...around(tokens, speaker, at), beside: membersOf(speaker, who, tokens) }]
      : [];
  });
}

/** `’’…‘‘ — نسرین ہزارہ`. */
function isSigned(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at + 1);
  const opens = /^[—–]$/u.test(tokens[at]?.plain ?? "") && tokens[at - 1]?.quoted === true;
  return opens && rest.length > 0 && rest.length <= 14 && rest.every((token) => !token.quoted && !isUrduSaying(token));
}

function signer(tokens: readonly Token[], who: readonly Who[], at: number): Who | null {
  return who.find(({ from, kind }) => from > at && kind !== "pronoun") ?? phrase(tokens, at + 1, tokens.length);
}

/** "IMF کے مشن نے": what the speaker is of, where it is a body. */
function membersOf(speaker: Who, who: readonly Who[], tokens: readonly Token[]): readonly Who[] {
  return who.filter(
    (each) =>
      each.to === speaker.from - 1 &&
      /^ک[اےی]$/u.test(tokens[each.to]?.plain ?? "") &&
      (each.keys.some(isGeneric) || each.keys.every((key) => /^[a-z]/.test(key))),
  );
}

/** What somebody holds: `کا کہنا`, `کے خیال میں`. */
const views = new Set("کہنا موقف خیال مطالبہ اندازہ".split(" "));
const feelings = new Set("خدشہ اندیشہ یقین امید توقع".split(" "));

/** `…، سروے سینٹر کا جائزہ`: who says so closes the sentence. */
const papers = new Set("جائزہ رپورٹ سروے تحقیق مطالعہ اعلان حکم موقف".split(" "));

/** Behind `کہ` stands what is said; else all of the sentence is. */
function around(tokens: readonly Token[], who: Who | null, at: number): Speaking {
  const that = tokens.slice(at + 1, at + 5).findIndex(({ plain }) => plain === "کہ");
  return { who, beside: [], from: that < 0 ? 0 : at + that + 2, to: tokens.length, at };
}

/** Everybody whom the clause names up to here: `سروے سینٹر کے جائزے کے مطابق`. */
function inClause(who: readonly Who[], owner: Who | null, tokens: readonly Token[], at: number): readonly Who[] {
  const start = tokens.findLastIndex(({ kind }, place) => place < at && (kind === "pause" || kind === "stop"));
  return who.filter((each) => each !== owner && each.kind !== "pronoun" && each.from > start && each.to < at);
}

/** Whoever stands before the nearest `نے` to the left of the verb, in its clause. */
function agent(tokens: readonly Token[], who: readonly Who[], at: number): Who | null {
  for (let place = at - 1; place > 0; place--) {
    const token = tokens[place];
    if (token?.kind === "stop" && token.plain !== ":") return null;
    if (token?.kind === "pause" && !/^(?:کہا|بتایا)$/u.test(tokens[at]?.plain ?? "")) return null;
    if (token?.plain === "نے") return who.findLast((each) => each.to <= place && place - each.to <= 1) ?? urduPhrase(tokens, place);
    if (token?.plain === "انہوں") return who.find((each) => each.from === place) ?? null;
  }
  return null;
}

/** The words right before `نے`, where they name nobody: `متاثرین`. */
function urduPhrase(tokens: readonly Token[], to: number): Who | null {
  let from = to;
  while (from > 0 && to - from < 3 && tokens[from - 1]?.kind === "word") from--;
  return phrase(tokens, from, to);
}

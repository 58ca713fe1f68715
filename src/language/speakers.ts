import type { Language } from "../domain/summary.ts";
import { isLooselySaying, isSaying, isUrduSaying } from "./speech.ts";
import { stemmed } from "./stems.ts";
import type { Token } from "./tokens.ts";
import type { Who } from "./who.ts";

/** Who says what: the claim's tokens, and whoever answers for them. */
export interface Speaking {
  /** Null where the words are somebody's and nobody is named: `reports suggest`. */
  readonly who: Who | null;
  /** Who stands beside them and is the same, or what they speak for: `its chairman, Dr. Usman Bajwa`, `a study by the institute`. */
  readonly beside: readonly Who[];
  /** Tokens of the claim, `to` exclusive; the speaker may stand inside. */
  readonly from: number;
  readonly to: number;
  /** Where the words stand that say so. */
  readonly at: number;
  /** `found two faults`, `announced a plan`: done with words, and no claim of somebody's. */
  readonly isDeed?: boolean;
}

/** `described as impossible`: they give a name, and say nothing of the rest. */
const names = stemmed("describe call", "en");
/** They take the one who is spoken to: `told reporters`. */
const told = stemmed("tell warn", "en");
const contrasts = new Set("but while whereas although though and".split(" "));

/** Everybody who speaks in a sentence, and what they say. */
export function speakersIn(tokens: readonly Token[], who: readonly Who[], language: Language): readonly Speaking[] {
  return language === "ur" ? urdu(tokens, who) : english(tokens, who);
}

function english(tokens: readonly Token[], who: readonly Who[]): readonly Speaking[] {
  return tokens.flatMap((token, at): Speaking[] => {
    if (token.quoted) return [];
    if (token.plain === "according" && tokens[at + 1]?.plain === "to") return [accordingTo(tokens, who, at)];
    return isSaying(token) ? [...saying(tokens, who, at)] : [];
  });
}

function accordingTo(tokens: readonly Token[], who: readonly Who[], at: number): Speaking {
  const end = boundary(tokens, at + 2, () => true);
  const speaker = who.find((each) => each.from >= at + 2 && each.from < end && each.kind !== "pronoun") ?? phrase(tokens, at + 2, end);
  const last = boundary(tokens, at + 2, (place) => !/^(?:the|its|who|a|an)$/.test(tokens[place + 1]?.plain ?? ""));
  const beside = who.filter((each) => each !== speaker && each.from >= at + 2 && each.to <= last && each.kind !== "pronoun");
  const from = at <= 1 ? Math.min(end + 1, tokens.length) : 0;
  return { who: speaker, beside, from, to: tokens.length, at };
}

function saying(tokens: readonly Token[], who: readonly Who[], at: number): readonly Speaking[] {
  const verb = tokens[at];
  // "will be announced" names nobody.
  if (/^(?:be|been|being|is|are|was|were)$/.test(tokens[at - 1]?.plain ?? "")) return [];
  const speaker = subjectOf(tokens, who, at);
  if (!verb) return [];
  const beside = speaker ? besideOf(tokens, who, speaker) : [];
  const that = tokens.slice(at + 1, at + 12).findIndex((token) => token.plain === "that");
  const told = tokens.slice(at + 1, at + 1 + that);
  const clear =
    that >= 0 &&
    told.every(({ kind }) => kind !== "stop" && kind !== "pause") &&
    (verb.key !== "say" || told.every(({ kind }) => kind === "small" || kind === "date"));
  const end = boundary(tokens, at + 1, (place) => contrasts.has(tokens[place + 1]?.plain ?? "") && tokens[place + 2]?.plain !== "that");
  if (clear) return [{ who: speaker ?? opener(tokens, at), beside, from: at + 2 + that, to: end, at }];
  // "Hatim warned: the margin is wide."
  if (tokens[at + 1]?.plain === ":") return [{ who: speaker ?? opener(tokens, at), beside, from: at + 2, to: tokens.length, at }];
  const pause = names.has(verb.key) ? null : closing(tokens, speaker, at);
  if (pause !== null) return [{ who: speaker ?? phrase(tokens, pause + 1, at), beside, from: 0, to: pause, at }];
  if (isLooselySaying(verb) || verb.key === "tell" || /^(?:of|about|against|to|for|by|in)$/.test(tokens[at + 1]?.plain ?? ""))
    return [{ who: speaker ?? opener(tokens, at), beside, from: at + 1, to: end, at, isDeed: !quotesAfter(tokens, at) }];
  return [{ who: speaker ?? opener(tokens, at), beside, from: at + 1, to: end, at }];
}

/** Those who are joined to the speaker by commas or `of`, on either side. */
function besideOf(tokens: readonly Token[], who: readonly Who[], speaker: Who): readonly Who[] {
  const named = who.filter(({ kind }) => kind !== "pronoun");
  const joins = (one: Who, other: Who) => {
    const gap = tokens.slice(Math.min(one.to, other.to), Math.max(one.from, other.from));
    return (
      gap.length <= 4 &&
      gap.every(
        ({ kind, plain }) =>
          kind === "pause" || /^(?:dr|prof|gen|sen|justice|mr|mrs|ms|retd|of|for|in|the|its|a|an|by|who|from)$/.test(plain),
      )
    );
  };
  const all = [speaker];
  for (const each of named.toReversed())
    if (!all.includes(each) && each.to <= speaker.from && all.some((other) => joins(each, other))) all.push(each);
  for (const each of named) if (!all.includes(each) && each.from >= speaker.to && all.some((other) => joins(each, other))) all.push(each);
  return all.slice(1);
}

function quotesAfter(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(at + 1, at + 14).some((token) => token.quoted);
}

/** `…, the ministry said`: what was said stands before, and where it ends. Null where the verb goes on. */
function closing(tokens: readonly Token[], speaker: Who | null, at: number): number | null {
  const first = speaker ? Math.min(speaker.from, at) : at;
  let pause = first - 1;
  while (pause > 0 && first - pause <= 7 && tokens[pause]?.kind !== "pause" && !tokens[pause]?.quoted) pause--;
  if (pause <= 0 || first - pause > 7 || !(tokens[pause]?.kind === "pause" || tokens[pause]?.quoted)) return null;
  if (/^(?:which|who|whose|that|and|but|where|while|as)$/.test(tokens[pause + 1]?.plain ?? "")) return null;
  return ends(tokens, speaker && speaker.from > at ? speaker.to : at + 1, told.has(tokens[at]?.key ?? "")) ? pause : null;
}

/** Nothing follows that could be the words themselves; somebody may be told. */
function ends(tokens: readonly Token[], from: number, tells: boolean): boolean {
  const next = tokens[from];
  if (next === undefined || next.kind === "stop" || next.kind === "pause" || next.kind === "date") return true;
  if (/^(?:on|in|at|as|during|to|after)$/.test(next.plain)) return true;
  return (
    tells &&
    tokens
      .slice(from, from + 5)
      .some(
        (token, index, few) =>
          token.kind === "stop" || from + index === tokens.length - 1 || (token.kind === "pause" && index < few.length),
      )
  );
}

/** The words before the verb, from the sentence's or clause's beginning. */
function opener(tokens: readonly Token[], at: number): Who | null {
  let from = at;
  while (from > 0 && tokens[from - 1]?.kind !== "pause" && tokens[from - 1]?.kind !== "stop") from--;
  const isClause = at - from > 8 || /^(?:which|who|that|and|but|while|because|as|it|he|she|they)$/.test(tokens[from]?.plain ?? "");
  // "27 per cent said they do" names nobody.
  const isShare = tokens.slice(from, at).some(({ quantity }) => quantity?.unit === "percent" || quantity?.unit === "share");
  return isClause || isShare ? null : phrase(tokens, from, at);
}

/** Whatever is named as the source of words, where it is nobody: `unofficial results`. */
function phrase(tokens: readonly Token[], from: number, to: number): Who | null {
  const keys = tokens.slice(from, to).flatMap(({ kind, key }) => (kind === "word" ? [key] : []));
  const text = tokens
    .slice(from, to)
    .map(({ plain }) => plain)
    .join(" ");
  return keys.length === 0 ? null : { from, to, text, keys, core: keys, kind: "body" };
}

/** Who stands before the verb, or right behind it. */
function subjectOf(tokens: readonly Token[], who: readonly Who[], at: number): Who | null {
  const before = who.findLast((each) => each.to <= at && gapIsThin(tokens.slice(each.to, at)));
  // "Villagers in Harnai said": the place isn't the one who speaks.
  const isWithin = before !== undefined && before.to === at && /^(?:in|from|at|near|across)$/.test(tokens[before.from - 1]?.plain ?? "");
  if (before) return (isWithin ? opener(tokens, at) : null) ?? headOf(before, tokens, who) ?? before;
  const previous = tokens[at - 1];
  if (previous?.kind === "pause") {
    const opening = tokens.findLastIndex(({ kind }, place) => place < at - 1 && at - place <= 12 && kind === "pause");
    // "Adeel Pasha, the bill’s sponsor, said": the one before the apposition.
    const before = who.findLast((each) => each.to === opening && each.kind !== "pronoun");
    if (before) return before;
    if (/ing$/.test(tokens[at]?.plain ?? "")) return who.find(({ kind }) => kind !== "pronoun") ?? null;
  }
  // "…," said the union: only behind the words may the speaker follow the verb, and there he ends the clause.
  if (previous !== undefined && previous.kind !== "pause" && previous.kind !== "stop" && !previous.quoted) return null;
  const isNear = (each: Who) =>
    each.from > at && each.from - at <= 3 && tokens.slice(at + 1, each.from).every(({ kind }) => kind === "small");
  const follows = who.find(isNear);
  return follows && !goesOn(tokens, follows.to) ? follows : null;
}

/** A verb follows: the words are a clause, and not the speaker. */
function goesOn(tokens: readonly Token[], at: number): boolean {
  return /^(?:has|have|had|is|are|was|were|will|would|can|could|may|might|must|should|did|do|does|not)$/.test(tokens[at]?.plain ?? "");
}

/** "Bhatti, who chairs the committee, has said": whoever the relative clause is about. */
function headOf(inside: Who, tokens: readonly Token[], who: readonly Who[]): Who | null {
  if (tokens[inside.to]?.kind !== "pause") return null;
  const opening = tokens.findLastIndex(({ kind }, place) => place < inside.from && inside.from - place <= 8 && kind === "pause");
  if (opening < 0 || !/^(?:who|which|whose)$/.test(tokens[opening + 1]?.plain ?? "")) return null;
  return who.findLast((each) => each.to === opening && each.kind !== "pronoun") ?? null;
}

function gapIsThin(gap: readonly Token[]): boolean {
  return gap.length <= 4 && gap.every(({ kind, plain }) => kind !== "stop" && kind !== "word" && plain !== "which" && plain !== "that");
}

/** The first pause or stop from here on for which `ends` holds; the sentence's end otherwise. */
function boundary(tokens: readonly Token[], from: number, ends: (place: number) => boolean): number {
  for (let place = from; place < tokens.length; place++) {
    const kind = tokens[place]?.kind;
    if (tokens[place]?.quoted || /^[()]$/.test(tokens[place]?.plain ?? "")) continue;
    if ((kind === "pause" && ends(place)) || (kind === "stop" && tokens[place]?.plain !== "(" && tokens[place]?.plain !== ":"))
      return place;
  }
  return tokens.length;
}

function urdu(tokens: readonly Token[], who: readonly Who[]): readonly Speaking[] {
  return tokens.flatMap((token, at): Speaking[] => {
    if (token.quoted) return [];
    const owner = who.findLast((each) => each.to <= at - 1 && at - each.to <= 2) ?? urduPhrase(tokens, at - 1);
    const isPaper =
      papers.has(token.plain) && /^ک[اےی]$/u.test(tokens[at - 1]?.plain ?? "") && tokens.slice(at + 1).every(({ kind }) => kind === "stop");
    if (isPaper || token.plain === "مطابق" || token.plain === "بقول")
      return [{ ...around(tokens, owner, at), beside: inClause(who, owner, tokens, at) }];
    const before = tokens[at - 1]?.plain;
    if ((token.plain === "کہنا" || token.plain === "موقف") && (before === "کا" || before === "کہ")) return [around(tokens, owner, at)];
    if (!isUrduSaying(token) || token.plain === "کہنا" || token.plain === "موقف") return [];
    if (/^ک[اےی]$/u.test(before ?? "")) return [];
    // "جائزے میں بتایا گیا": the paper says so.
    if (before === "میں" && /^گی?[اے]/u.test(tokens[at + 1]?.plain ?? "")) return [around(tokens, urduPhrase(tokens, at - 1), at)];
    const speaker = agent(tokens, who, at);
    return speaker && (speaker.kind === "pronoun" || speaker.keys.length > 0) ? [around(tokens, speaker, at)] : [];
  });
}

/** `…، سروے سینٹر کا جائزہ`: who says so closes the sentence. */
const papers = new Set("جائزہ رپورٹ سروے تحقیق مطالعہ اعلان حکم موقف".split(" "));

function around(tokens: readonly Token[], who: Who | null, at: number): Speaking {
  return { who, beside: [], from: 0, to: tokens.length, at };
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

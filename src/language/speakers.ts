import type { Language } from "../domain/summary.ts";
import { phrase, type Speaking } from "./speaking.ts";
import { isLooselySaying, isSaying } from "./speech.ts";
import { stemmed } from "./stems.ts";
import type { Token } from "./tokens.ts";
import { urduSpeakers } from "./urdu-speakers.ts";
import type { Who } from "./who.ts";

/** `described as impossible`: they give a name, and say nothing of the rest. */
const names = stemmed("describe call", "en");
/** They take the one who is spoken to: `told reporters`. */
const told = stemmed("tell warn", "en");
const contrasts = new Set("but while whereas although though and".split(" "));

/** Everybody who speaks in a sentence, and what they say. */
export function speakersIn(tokens: readonly Token[], who: readonly Who[], language: Language): readonly Speaking[] {
  return language === "ur" ? urduSpeakers(tokens, who) : english(tokens, who);
}

function english(tokens: readonly Token[], who: readonly Who[]): readonly Speaking[] {
  return tokens.flatMap((token, at): Speaking[] => {
    if (token.quoted) return [];
    if (token.plain === "according" && tokens[at + 1]?.plain === "to") return [accordingTo(tokens, who, at)];
    if (isDash(tokens, at)) return [signed(tokens, who, at)];
    return isSaying(token) && !isNoun(tokens, at) ? [...saying(tokens, who, at)] : [];
  });
}

/** `“…” — Hatim Dad, poet`: a dash behind a quotation, and a few words that say whose it is. */
function isDash(tokens: readonly Token[], at: number): boolean {
  const rest = tokens.slice(at + 1);
  const opens = /^[—–]$/u.test(tokens[at]?.plain ?? "") && tokens[at - 1]?.quoted === true;
  return opens && rest.length > 0 && rest.length <= 14 && rest.every((token) => !token.quoted && !isSaying(token));
}

function signed(tokens: readonly Token[], who: readonly Who[], at: number): Speaking {
  const [speaker = phrase(tokens, at + 1, tokens.length), ...beside] = who.filter(({ from, kind }) => from > at && kind !== "pronoun");
  return { who: speaker, beside, from: 0, to: at, at };
}

/** `a claim that lawyers dispute`, `to hold the vote`, `would not comment`: nobody speaks. */
function isNoun(tokens: readonly Token[], at: number): boolean {
  const [before, verb] = [tokens[at - 1]?.plain ?? "", tokens[at]];
  if (/^(?:a|an|the|this|any|its|his|her|their|no|each|every)$/.test(before) || isOwner(tokens[at - 1])) return true;
  if (/^(?:not|never)$|n't$/.test(before)) return verb?.key === "comment" || verb?.key === "reply" || verb?.key === "answer";
  return verb !== undefined && before === "to" && isLooselySaying(verb);
}

/** `the opposition’s` claim. */
function isOwner(token: Token | undefined): boolean {
  return token?.kind === "word" && token.end - token.start === token.plain.length + 2;
}

function accordingTo(tokens: readonly Token[], who: readonly Who[], at: number): Speaking {
  const end = boundary(tokens, at + 2, () => true);
  const named = who.find((each) => each.from >= at + 2 && each.from < end && each.kind !== "pronoun");
  // "a widow from Badin": the place isn't the one who speaks.
  const isWithin = named !== undefined && /^(?:in|from|at|near|across)$/.test(tokens[named.from - 1]?.plain ?? "");
  const speaker = (isWithin ? null : named) ?? phrase(tokens, at + 2, end);
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
    ((verb.key !== "say" && verb.key !== "hold" && verb.key !== "show") || told.every(({ kind }) => kind === "small" || kind === "date"));
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

/** Words between the comma and the verb: `two officials with knowledge of the draft`. */
const longestSpeaker = 9;

/** `…, the ministry said`: what was said stands before, and where it ends. Null where the verb goes on. */
function closing(tokens: readonly Token[], speaker: Who | null, at: number): number | null {
  const first = speaker ? Math.min(speaker.from, at) : at;
  let pause = first - 1;
  while (pause > 0 && first - pause <= longestSpeaker && tokens[pause]?.kind !== "pause" && !tokens[pause]?.quoted) pause--;
  if (pause <= 0 || first - pause > longestSpeaker || !(tokens[pause]?.kind === "pause" || tokens[pause]?.quoted)) return null;
  if (/^(?:which|who|whose|that|and|but|where|while|as)$/.test(tokens[pause + 1]?.plain ?? "")) return null;
  return ends(tokens, speaker && speaker.from > at ? speaker.to : at + 1, told.has(tokens[at]?.key ?? "")) ? pause : null;
}

/** Nothing follows that could be the words themselves; somebody may be told. */
function ends(tokens: readonly Token[], from: number, tells: boolean): boolean {
  const next = tokens[from];
  if (next === undefined || next.kind === "stop" || next.kind === "pause" || next.kind === "date") return true;
  if (/^(?:on|in|at|as|during|to|after|before|of|about|when)$/.test(next.plain)) return true;
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

/** Who stands before the verb, or right behind it. */
function subjectOf(tokens: readonly Token[], who: readonly Who[], at: number): Who | null {
  // Whoever is named inside the words that are said doesn't say them.
  const before = who.findLast((each) => each.to <= at && !tokens[each.from]?.quoted && gapIsThin(tokens.slice(each.to, at)));
  // "Villagers in Harnai said": the place isn't the one who speaks.
  const lead = tokens[(before?.from ?? 0) - 1]?.plain === "the" ? 2 : 1;
  const isWithin = before !== undefined && before.to === at && /^(?:in|from|at|near|across)$/.test(tokens[before.from - lead]?.plain ?? "");
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
  const isAside = (plain: string) => /^(?:later|earlier|recently|repeatedly|again|publicly|twice)$/.test(plain);
  return (
    gap.length <= 4 &&
    gap.every(({ kind, plain }) => kind !== "stop" && (kind !== "word" || isAside(plain)) && !/^(?:which|that)$/.test(plain))
  );
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

import type { Day } from "../../domain/instant.ts";
import { type DateMention, datesAgree } from "../../language/dates.ts";
import { rivalOf, type Spot } from "./context.ts";
import type { Finding } from "./finding.ts";
import { around, placesOf, type Sentence } from "./sentence.ts";
import { datesOf, type Place, type Source } from "./source.ts";

const remedy = "Write the date as the source has it, or take it out.";

/** Every date must stand in the source, as far as it is named, and date there what it dates here. */
export function dateFindings(said: Sentence, source: Source, spokenOn: Day | undefined): readonly Finding[] {
  return placesOf(said, "date").flatMap((at): readonly Finding[] => {
    const date = said.tokens[at]?.date;
    if (date === undefined) return [];
    if (!datesOf(source, spokenOn).some((known) => datesAgree(date, known))) return [strange(date, source)];
    if (said.tokens[at]?.quoted) return [];
    const all = datesIn(source);
    const rival = rivalOf(
      spotOf(said, at),
      all.filter(({ known }) => datesAgree(date, known) || datesAgree(known, date)),
      all.filter(({ known }) => comparable(date, known)),
      said.tokens.filter(({ key }) => key === said.tokens[at]?.key).length > 1,
    );
    if (!rival) return [];
    const nearest = around(rival.place.sentence, rival.place.at);
    return [
      { code: "claim-date", severity: "block", words: around(said, at, 3), wrong: "gives the date of something else.", nearest, remedy },
    ];
  });
}

function strange(date: DateMention, source: Source): Finding {
  const nearest = datesIn(source)
    .map(({ known }) => known)
    .sort((a, b) => likeness(date, b) - likeness(date, a))[0];
  return {
    code: "claim-date",
    severity: "block",
    words: date.text,
    wrong: "is a date that doesn't stand in the source.",
    ...(nearest ? { nearest: nearest.text } : {}),
    remedy,
  };
}

const parts = ["day", "month", "year", "weekday"] as const;

function likeness(one: DateMention, other: DateMention): number {
  return (
    parts.filter((part) => one[part] !== undefined && one[part] === other[part]).length +
    parts.filter((part) => (one[part] === undefined) === (other[part] === undefined)).length / 10
  );
}

/** Dates that name the same things of a day, differently. */
export function comparable(one: DateMention, other: DateMention): boolean {
  const both = parts.filter((part) => one[part] !== undefined && other[part] !== undefined);
  return both.some((part) => one[part] !== other[part]);
}

interface Standing extends Spot {
  readonly place: Place;
  readonly known: DateMention;
}

function datesIn(source: Source): readonly Standing[] {
  return source.sentences.flatMap((sentence) =>
    placesOf(sentence, "date").flatMap((at): Standing[] => {
      const known = sentence.tokens[at]?.date;
      return known ? [{ ...spotOf(sentence, at), place: { sentence, at }, known }] : [];
    }),
  );
}

function spotOf(sentence: Sentence, at: number): Spot {
  return { tokens: sentence.tokens, from: at, to: at + 1, ends: (place) => sentence.tokens[place]?.kind === "date" };
}

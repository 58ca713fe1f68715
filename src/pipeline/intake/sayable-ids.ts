import { createHash } from "node:crypto";

/** Letters that are told apart on a bad line: no p beside b, no v beside f, no j, h, q, w, x, y. */
const consonants = "bdfgklmnrstz";
const vowels = "aiou";
/** Rude or alarming, in English or Urdu, anywhere in a word. */
const unsayable =
  /gulag|fuk|fag|nig|tit|kok|kun|dik|dum|sod|sal|sad|gan|gad|lun|lul|lol|ran|rad|kut|mut|tat|gas|nas|fas|sis|naz|bom|kil|kaf|mul|sua|bas|kam|bad|rob|gun|rat|mad|ass|anu|zin|fat/;

/**
 * Ids to say over the phone, in order of preference: eight like `lusab-42`, then eight like `lusab-fimok-42`. The same
 * fingerprint and salt give the same ids.
 * @param salt tells the posts of one summary apart, for example the account's id.
 */
export function sayableIds(fingerprint: string, salt: string): readonly string[] {
  return Array.from({ length: 16 }, (_, at) => {
    const bytes = stream(`${fingerprint}\0${salt}\0${at}`);
    const words = at < 8 ? [word(bytes)] : [word(bytes), word(bytes)];
    return `${words.join("-")}-${10 + (next(bytes) % 90)}`;
  });
}

/** A summary's id: long enough that two of a hundred thousand summaries hardly ever share one. */
export function summaryId(fingerprint: string): string {
  const bytes = stream(`${fingerprint}\0summary`);
  return `${word(bytes)}-${word(bytes)}-${10 + (next(bytes) % 90)}`;
}

/** Endless bytes from a seed. */
function* stream(seed: string): Generator<number, never> {
  for (let block = 0; ; block++) yield* createHash("sha256").update(`${seed}\0${block}`).digest();
}

function next(bytes: Generator<number, never>): number {
  return bytes.next().value;
}

function word(bytes: Generator<number, never>): string {
  for (;;) {
    const letters = [consonants, vowels, consonants, vowels, consonants].map((set) => set[next(bytes) % set.length]);
    const candidate = letters.join("");
    if (!unsayable.test(candidate)) return candidate;
  }
}

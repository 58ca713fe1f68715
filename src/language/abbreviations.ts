/** After these a sentence never ends: a name or a number follows. */
const leading = new Set(
  (
    "mr mrs ms dr prof gen lt col maj brig capt cdr adm sgt adv addl asst dy insp supt sqn flt cmde gov sen rep rev hon st messrs mst engr retd ret rs art arts sec secs " +
    "ch cl para paras fig vol pp vs v e.g i.e cf viz approx est nos u.s.a.f"
  ).split(" "),
);
/** A number follows, or the sentence ends here. */
const beforeNumber = new Set("no p jan feb mar apr jun jul aug sep sept oct nov dec".split(" "));
/** May also end a sentence: then the next word is one that opens sentences. */
const either = new Set("u.s u.k u.n e.u u.a.e u.s.a inc ltd co corp jr sr govt dept etc ph.d m.a b.a d.c i.m.f n.a.b".split(" "));

/** What may follow `5 p.m.` in its sentence: a day, a zone. Any other capital begins the next one. */
const afterClock = /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\p{Lu}{3,4}|Pakistan)$/u;

const openers = new Set(
  (
    "the a an it its he she they we i you his her their our this that these those there in on at by for from with under after before " +
    "during while when if as but and or yet so however meanwhile moreover furthermore also both some many most all no not officials " +
    "according last next since until despite although though once only what who where why how another other others each any several"
  ).split(" "),
);

/** True when the full stop at the end of `left` belongs to an abbreviation or an initial, and the sentence goes on with `right`. */
export function goesOn(left: string, right: string): boolean {
  const word = /([\p{L}\p{N}.]+)\.\)?\s*$/u.exec(left)?.[1]?.toLowerCase();
  if (word === undefined || !/\.\)?\s*$/.test(left)) return false;
  const next = /^[("“‘'[]*([\p{L}\p{N}]+)/u.exec(right)?.[1] ?? "";
  if (leading.has(word)) return true;
  if (beforeNumber.has(word)) return /^\p{N}/u.test(next);
  if (word === "p.m" || word === "a.m") return afterClock.test(next);
  // `M. A. Jinnah`: the second letter is no article.
  if (/^\p{L}$/u.test(word) && /^\p{Lu}\./u.test(right)) return true;
  const initial = /^\p{L}$/u.test(word) || /^(\p{L}\.)+\p{L}$/u.test(word);
  return (initial || either.has(word)) && next !== "" && !openers.has(next.toLowerCase());
}

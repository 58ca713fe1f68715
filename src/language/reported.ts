import { quotations } from "./quotations.ts";
import { cuts } from "./span.ts";

const frame =
  /^[^,“”"]{10,110}? (?:said|told [^,“”"]{3,50}|warned|announced|agreed|decided|ordered|ruled|found|held|argued|wrote|stated|recommended|demanded|noted)(?: on \p{Lu}\p{L}+)? that /u;

/**
 * A long report taken apart: `The ministry told the provinces that A, that B, and that C` becomes sentences of as many of A, B, C
 * as `most` characters hold, each with its beginning. The sentence itself where it is none such.
 */
export function reports(sentence: string, most: number): readonly string[] {
  const head = frame.exec(sentence)?.[0];
  if (head === undefined || sentence.length <= most) return [sentence];
  const quoted = quotations(sentence);
  const joints = upToLast([...sentence.matchAll(/, (?:and )?that (?=\p{L})/gu)].filter((joint) => !cuts(quoted, joint.index)));
  if (joints.length === 0) return [sentence];
  const starts = [head.length, ...joints.map((joint) => joint.index + joint[0].length)];
  const clauses = starts.map((start, at) => sentence.slice(start, joints[at]?.index ?? sentence.length).replace(/[.]$/u, ""));
  const groups: string[][] = [];
  for (const clause of clauses) {
    const last = groups.at(-1);
    if (last && told(head, [...last, clause]).length <= most) last.push(clause);
    else if (last && pointing.test(clause)) groups.push([...last.splice(-1), clause]);
    else groups.push([clause]);
  }
  return groups.filter((group) => group.length > 0).map((group) => told(head, group));
}

/** `all others must be closed`: a clause that its reader understands only behind the one before. */
const pointing = /^(?:all |the |most |any )?(?:others?|rest)\b|^(?:they|it|he|she|these|those|this|both|neither|such)\b/u;

/** `and that` closes the row: a later `that` belongs to a clause inside. */
function upToLast(joints: readonly RegExpExecArray[]): readonly RegExpExecArray[] {
  const last = joints.findIndex((joint) => joint[0].startsWith(", and"));
  return last < 0 ? [] : joints.slice(0, last + 1);
}

function told(head: string, clauses: readonly string[]): string {
  const [first = "", ...rest] = clauses;
  return `${head}${[first, ...rest.map((clause, at) => (at === rest.length - 1 ? `and that ${clause}` : `that ${clause}`))].join(", ")}.`;
}

import type { Selectable } from "kysely";
import type { KeptLetter } from "../domain/letter.ts";
import type { LettersTable } from "./letter-tables.ts";

export function toLetter(row: Selectable<LettersTable>): KeptLetter {
  const { id, person, kind, subject, about, way, tries, problem } = row;
  const times = { slotAt: row.slot_at, madeAt: row.made_at, toldAt: row.told_at, droppedAt: row.dropped_at };
  return { id, person, kind, subject, about, way, ...times, tries, problem };
}

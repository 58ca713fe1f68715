import { type Result, refuse } from "../domain/problem.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { Backup } from "../storage/store.ts";
import { type Desk, nowOf } from "./desk.ts";

export interface BackupOptions {
  /** Replace a backup of this name. */
  readonly overwrite: boolean;
  /** Takes how much is copied, from 0 to 1. */
  readonly progress: (part: number) => void;
}

/** A verified copy of the whole queue, pictures and journals with it, while others work on it. @param file absolute path. */
export async function backUp(desk: Desk, file: string, options: BackupOptions): Promise<Result<Backup>> {
  const objection = forbidden(desk.actor, "house");
  if (objection) return refuse(objection);
  return desk.store.backUp({ file, at: nowOf(desk), ...options });
}

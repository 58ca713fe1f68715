import { recordIn, type Signed } from "./record.ts";
import type { Trx } from "./schema.ts";

/** Writes a change of a person into the record. @param body never a password, a token or a digest of one */
export async function noteOn(trx: Trx, personId: string, kind: string, body: object, { at, by }: Signed): Promise<void> {
  await recordIn(trx, { at, by, kind, subject: `person ${personId}`, body });
}

import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import { type Result, refuse } from "../domain/problem.ts";
import { attendMoves } from "./attention.ts";
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";
import type { Stories } from "./stories.ts";
import { correct, revise, Undo, withdraw } from "./story-changes.ts";
import { versions } from "./versions.ts";

/** A refusal that comes after something was written takes its transaction back and is an answer all the same. */
async function undone<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Undo) return refuse(...error.problems);
    throw error;
  }
}

/** @param watch what the changes mean for the incidents */
export function storiesOn({ read, write }: Database, watch: Watch): Stories {
  const attended = async <T>(trx: Trx, result: Result<T>, posts: (value: T) => readonly Post[], at: Instant) => {
    if (result.ok)
      await attendMoves(
        trx,
        watch,
        posts(result.value).map(({ id }) => id),
        at,
      );
    return result;
  };
  return {
    versions: (summaryId) => read((trx) => versions(trx, summaryId)),
    revise: (summaryId, revision, decide, at, by) =>
      undone(() =>
        write(async (trx) => attended(trx, await revise(trx, summaryId, revision, decide, { at, by }), ({ posts }) => posts, at)),
      ),
    withdraw: (summaryId, reason, decide, at, by) =>
      undone(() => write(async (trx) => attended(trx, await withdraw(trx, summaryId, reason, decide, { at, by }), (posts) => posts, at))),
    correct: (draft, decide, at, by) =>
      undone(() => write(async (trx) => attended(trx, await correct(trx, draft, decide, { at, by }), (posts) => posts, at))),
  };
}

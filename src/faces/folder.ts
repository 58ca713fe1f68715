import type { Desk } from "../desk/desk.ts";
import { judgeDropped, takeDropped } from "../desk/folder.ts";
import type { Edge } from "../edge/edge.ts";
import { openFolder } from "../sources/folder.ts";
import { isGone, thisOwner } from "../worker/owner.ts";

/** How often the folder is looked at: a file has to stand still longer than that anyway. */
const lookMs = 2_000;

/** Takes what is dropped into the watched folder, beside the worker, until `done` aborts. The same trouble is told once. */
export async function watchFolder(desk: Desk, { clock, log }: Edge, say: (line: string) => void, done: AbortSignal): Promise<void> {
  const { folder } = desk.settings;
  if (!folder) return;
  const judge = (file: Parameters<typeof judgeDropped>[1]) => judgeDropped(desk, file);
  const take = (file: Parameters<typeof takeDropped>[1]) => takeDropped(desk, file);
  const watched = openFolder({ directory: folder.path, name: folder.name, clock, owner: thisOwner(), isGone, judge, take, say });
  let told = "";
  while (!done.aborted) {
    const trouble = await watched.look().then(
      () => "",
      (error: unknown) => String(error),
    );
    if (trouble !== "" && trouble !== told)
      log.error({ error: trouble, folder: folder.name }, "the watched folder could not be worked on; trying again");
    told = trouble;
    await clock.sleep(lookMs, done);
  }
}

import type { PostView } from "../../src/domain/view.ts";

/** What is wrong with a post as stored, whatever was done to it: its row and its journal must tell one story. */
export function faultsOf(view: PostView): readonly string[] {
  const { post, journal, lease } = view;
  const moves = journal.flatMap((entry) => (entry.kind === "moved" ? [entry] : []));
  const faults: string[] = [];
  if (!journal.every(({ seq }, index) => seq === index + 1))
    faults.push(`the journal has gaps: ${journal.map(({ seq }) => seq).join(" ")}`);
  if (moves.at(-1)?.to !== post.state) faults.push(`it is ${post.state}, its journal says ${moves.at(-1)?.to}`);
  if (moves.length !== post.revision) faults.push(`revision ${post.revision} after ${moves.length} moves`);
  if (lease !== null && post.state !== "publishing") faults.push(`it is ${post.state} and leased`);
  return faults.map((fault) => `${post.id}: ${fault}`);
}

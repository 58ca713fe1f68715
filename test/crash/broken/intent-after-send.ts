/** Writes the intent down after the step was taken. */
import { mutate } from "./mutate.ts";

const file = "/src/worker/perform.ts";
const send = "  const outcome = await sendHeard(task, step, pastMs);\n";
const intend = "  const intended = await worker.store.intend(\n";

mutate([
  { file, find: send, replace: "" },
  { file, find: intend, replace: `${send}${intend}` },
]);

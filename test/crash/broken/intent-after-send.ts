/** Writes the intent down after the step was taken. */
import { mutate } from "./mutate.ts";

const file = "/src/worker/perform.ts";
const send = "await sendHeard(task, step, pastMs)";
const intend = "  const guard = (stored: PostView)";

mutate([
  { file: "/src/worker/begin.ts", find: "mayBegin, firstOf);", replace: "mayBegin);" },
  { file, find: send, replace: "sentAlready.get(view.post.id)" },
  { file, find: intend, replace: `  sentAlready.set(view.post.id, ${send});\n${intend}` },
  { file, find: "export interface Intended", replace: "const sentAlready = new Map();\nexport interface Intended" },
]);

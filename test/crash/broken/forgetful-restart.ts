/** Starts over without regard for what is out already. */
import { mutate } from "./mutate.ts";

mutate([
  { file: "/src/pipeline/standing.ts", find: 'if (standing.step.repeat === "never" && standing !== asking) continue;', replace: "" },
]);

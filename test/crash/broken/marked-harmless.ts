/** Marks a part of a thread as a step that may be repeated. */
import { mutate } from "./mutate.ts";

mutate([{ file: "/src/platforms/x/plan.ts", find: '"never", paths.posts', replace: '"harmless", paths.posts' }]);

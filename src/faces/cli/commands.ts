import { access } from "./commands/access.ts";
import { posts } from "./commands/posts.ts";
import { publishing } from "./commands/publishing.ts";
import { stories } from "./commands/stories.ts";
import { summaries } from "./commands/summaries.ts";
import { upkeep } from "./commands/upkeep.ts";
import type { Entry } from "./entry.ts";

/** Every command, in the order of a post's way. */
export const commands: readonly Entry[] = [...summaries, ...posts, ...publishing, ...stories, ...access, ...upkeep];

import { approvals } from "./approvals.ts";
import { dryRuns } from "./dry-runs.ts";
import { house } from "./house.ts";
import type { Operation } from "./operation.ts";
import { posts } from "./posts.ts";
import { settling } from "./settling.ts";
import { summaries } from "./summaries.ts";

/** Everything that programs may ask, in the order in which it is described. */
export const operations: readonly Operation[] = [...summaries, ...dryRuns, ...posts, ...approvals, ...settling, ...house];

import type { Account } from "../../domain/account.ts";
import type { House } from "../../domain/brand.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Plan } from "../../domain/plan.ts";
import { ok, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { Staff } from "../approval.ts";
import { isTakeDown } from "../half-sent.ts";
import type { Recent, Style } from "../house-rules.ts";

/** Everything but the post itself that an approval depends on. */
export interface Bench {
  readonly platform: Platform;
  readonly account: Account;
  readonly house: House;
  /** The house's rules on words; absent: it has none of its own. */
  readonly style?: Style;
  /** What the account's other posts say; absent: nobody looked. */
  readonly recent?: readonly Recent[];
  readonly now: Instant;
  /** Who decides, and among whom; absent: the operator, alone. */
  readonly staff?: Staff;
}

/** The plan as it stands now: of a draft, what would be approved; of anything later, what was; the deletes, where they are proposed. */
export function planOf({ post }: Pick<PostView, "post">, { platform, account }: Pick<Bench, "platform" | "account">): Result<Plan> {
  if (post.plan && (post.state !== "draft" || isTakeDown(post.plan))) return ok(post.plan);
  const parsed = platform.parse(post.content);
  if (!parsed.ok) return refuse(...parsed.problems);
  const steps = platform.plan(parsed.content, account, post.correction);
  const { id, remoteId } = account;
  return ok({ version: 1, account: id, platform: platform.id, remoteId, content: parsed.content, steps });
}

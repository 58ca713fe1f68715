/** Who agrees with a post, and what changed since somebody saw it, for its page. */
import { agreementOn } from "../../desk/agreement.ts";
import type { OpenPost } from "../../desk/draft.ts";
import type { Problem } from "../../domain/problem.ts";
import { type Colleague, type Difference, differenceIn, mayApprove } from "../../pipeline/approval.ts";
import { inFull, zoneFor } from "./times.ts";
import type { Visit } from "./visit.ts";

/** What the change was, of refusals that show it. */
export function changesIn(problems: readonly Problem[]): readonly Difference[] {
  return problems.flatMap((problem) => differenceIn(problem) ?? []);
}

export function agreementValues(visit: Visit, { view, shown }: OpenPost, people: readonly Colleague[]): Readonly<Record<string, unknown>> {
  const { desk } = visit;
  const agreement = agreementOn(desk, view, shown.report, people);
  const zone = zoneFor(visit, shown.account);
  const local = (at: string) => inFull(at, zone);
  const { needed, agreed, open, asked, auto, secondLook } = agreement;
  return {
    mayApprove: mayApprove(desk.actor, shown.account),
    voices: {
      needed,
      agreed: agreed.map(({ by, at }) => ({ by, at: local(at) })),
      open,
      hasMine: agreed.some(({ by }) => by === desk.actor.id),
    },
    asked: asked && { ...asked, at: local(asked.at) },
    auto: auto && local(auto),
    secondLook: secondLook && { ...secondLook, at: local(secondLook.at) },
    corrects: view.post.correction?.corrects ?? null,
    correctedBy: view.correctedBy ?? [],
  };
}

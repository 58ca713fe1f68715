/** Who agrees with a post, and what changed since somebody saw it, for its page. */
import { agreementOn } from "../../desk/agreement.ts";
import type { Desk } from "../../desk/desk.ts";
import type { OpenPost } from "../../desk/draft.ts";
import { localTime } from "../../desk/page/local-time.ts";
import type { Problem } from "../../domain/problem.ts";
import { type Colleague, type Difference, differenceIn, mayApprove } from "../../pipeline/approval.ts";

/** What the change was, of refusals that show it. */
export function changesIn(problems: readonly Problem[]): readonly Difference[] {
  return problems.flatMap((problem) => differenceIn(problem) ?? []);
}

export function agreementValues(desk: Desk, { view, shown }: OpenPost, people: readonly Colleague[]): Readonly<Record<string, unknown>> {
  const agreement = agreementOn(desk, view, shown.report, people);
  const zone = shown.account.timetable.timezone;
  const local = (at: string) => localTime(at, zone);
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

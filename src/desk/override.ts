import { ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { type Stand, vainWishes } from "../pipeline/overrides.ts";
import { type Bench, findingsFor, type When } from "../pipeline/review.ts";
import { benchFor, type Desk, viewOf } from "./desk.ts";
import { recentOf, wordsOf } from "./recent.ts";

type Benches = ReadonlyMap<string, Bench>;

/** What each post's approval depends on, the words of its account's other posts and of those approved with it among it. */
export async function benchesFor(desk: Desk, ids: readonly string[]): Promise<Result<Benches>> {
  const benches = new Map<string, Bench>();
  const problems: Problem[] = [];
  const views = await Promise.all([...new Set(ids)].map((id) => viewOf(desk, id)));
  const together = views.flatMap((view) => (view.ok ? [view.value.post] : []));
  for (const view of views) {
    const bench = view.ok ? benchFor(desk, view.value.post.account) : view;
    if (!view.ok || !bench.ok) {
      problems.push(...(bench.ok ? [] : bench.problems));
      continue;
    }
    const { post } = view.value;
    const mates = together.filter(({ id, account }) => id !== post.id && account === post.account).map((mate) => wordsOf(desk, mate));
    benches.set(post.id, { ...bench.value, recent: [...(await recentOf(desk, post)), ...mates] });
  }
  return problems.length > 0 ? refuse(...problems) : ok(benches);
}

/** What of a stand means no finding of these posts, or one that nobody can lift. */
export async function vainStand(desk: Desk, benches: Benches, { wishes }: Stand, when: When): Promise<readonly Problem[]> {
  const found = await Promise.all(
    [...benches].map(async ([id, bench]) => {
      const view = await viewOf(desk, id);
      const findings = view.ok ? findingsFor(view.value, bench, when) : view;
      return findings.ok ? [findings.value] : [];
    }),
  );
  const known = found.flat();
  return known.length > 0 ? vainWishes(wishes, known) : [];
}

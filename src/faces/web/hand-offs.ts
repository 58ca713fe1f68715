import { type HandOff, handOffs, keepAddresses } from "../../desk/hand-off.ts";
import type { Problem } from "../../domain/problem.ts";
import { isTheirs } from "../../pipeline/review.ts";
import { readForm } from "./form.ts";
import { onTo } from "./on-to.ts";
import { page } from "./page.ts";
import type { Routes } from "./routes.ts";
import { whatsApp } from "./share.ts";
import { clockTime, dayAndTime, fieldTime, there, zoneFor, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

function row(visit: Visit, handOff: HandOff, zone: string) {
  const { view, account, platformName, words, text, pictures, openUrl, act, taken, problem, lateAt, quarter } = handOff;
  const { desk, visitor } = visit;
  const { id, state, scheduledAt } = view.post;
  const now = desk.clock.now();
  const typedIn = zoneFor(visit, account);
  const isMine = taken?.by === visitor?.actor.id;
  const isFresh = taken !== null && isTheirs(taken, now);
  return {
    id,
    state,
    account: account.id,
    platformName,
    words,
    text,
    lang: view.summary.summary.language,
    pictures: pictures.map((digest, index) => ({ address: `/pictures/${digest}.jpg`, name: `${id}-${index + 1}.jpg` })),
    openUrl,
    share: whatsApp(text),
    act,
    problem,
    taken: taken === null ? null : { by: taken.by, isMine, isFresh, until: clockTime(taken.until, zone), at: dayAndTime(taken.at, zone) },
    others: isFresh && !isMine,
    canTake: act === "post" && !isFresh,
    when: scheduledAt === null ? null : dayAndTime(scheduledAt, zone),
    there: scheduledAt === null ? null : there(scheduledAt, zone, account),
    lateAt: lateAt === null ? null : dayAndTime(lateAt, zone),
    isLate: lateAt !== null && now > lateAt,
    quarter:
      quarter === null ? null : { when: dayAndTime(quarter.at, typedIn), field: fieldTime(quarter.at, typedIn), isLater: quarter.isLater },
    fieldZone: typedIn,
  };
}

async function show(visit: Visit, problems: readonly Problem[] = [], typed: ReadonlyMap<string, string> = new Map()): Promise<Response> {
  const zone = zoneOf(visit);
  const { due, early, unaddressed, more } = await handOffs(visit.desk);
  return page(visit, {
    view: "hand-offs",
    place: "hand-offs",
    problems,
    values: {
      zone,
      more,
      due: due.map((one) => row(visit, one, zone)),
      early: early.map((one) => row(visit, one, zone)),
      unaddressed: unaddressed.map(({ view, words, scheduledFor }) => ({
        id: view.post.id,
        account: view.post.account,
        words,
        lang: view.summary.summary.language,
        scheduledFor: scheduledFor === null ? null : dayAndTime(scheduledFor, zone),
        typed: typed.get(view.post.id) ?? "",
      })),
    },
  });
}

/** A field a post, named by it; those left empty wait on. */
async function keep(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const ids = form.all("post");
  const typed = new Map(ids.flatMap((id) => (form.word(`url-${id}`) === null ? [] : [[id, form.word(`url-${id}`) ?? ""]])));
  const { problems } = await keepAddresses(visit.desk, typed);
  return problems.length > 0 ? show(visit, problems, typed) : onTo(visit, "/hand-offs", "addresses");
}

/** `GET /hand-offs`: what a person posts by hand, now, early, and what still lacks its address. */
export function handOffPages(routes: Routes): void {
  routes.get("/hand-offs", "hand-off", (visit) => show(visit));
  routes.post("/hand-offs/addresses", "hand-off", keep);
}

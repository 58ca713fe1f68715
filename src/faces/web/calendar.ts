import { type CalendarDay, type CalendarItem, type CalendarPost, calendarOf } from "../../desk/calendar.ts";
import { feedSince, newFeed } from "../../desk/calendar-feed.ts";
import { type Week, weekAfter, weekAt, weekNamed } from "../../desk/week.ts";
import type { Problem } from "../../domain/problem.ts";
import { isZone } from "../../settings/zone.ts";
import { readForm } from "./form.ts";
import { onTo, pathHere } from "./on-to.ts";
import { page } from "./page.ts";
import type { Routes } from "./routes.ts";
import { clockTime, dayAndTime, dayName, fieldTime, keepZone, noZone, there, zoneFor, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** What the address asks for; anything that is none of ours is passed over. */
interface Asked {
  readonly week: Week;
  readonly account: string | null;
  readonly view: "week" | "list";
  readonly zone: string;
}

function asked(visit: Visit): Asked {
  const { context, desk } = visit;
  const zone = zoneOf(visit);
  const week = weekNamed(context.req.query("week") ?? "", zone) ?? weekAt(desk.clock.now(), zone);
  const account = desk.settings.accounts.find(({ id }) => id === context.req.query("account"))?.id ?? null;
  return { week, account, view: context.req.query("view") === "list" ? "list" : "week", zone };
}

function address({ week, account, view }: Asked): string {
  const query = new URLSearchParams({ week: week.name, ...(account === null ? {} : { account }), ...(view === "list" ? { view } : {}) });
  return `/calendar?${query}`;
}

function postRow(visit: Visit, post: CalendarPost, zone: string) {
  const { id, account, platformName, state, at, words, lang, isLate, embargo, clash, canMove } = post;
  const typedIn = zoneFor(visit, account);
  return {
    id,
    account: account.id,
    platformName,
    state,
    words,
    lang,
    isLate,
    clash,
    canMove,
    at: new Date(at).toISOString(),
    time: clockTime(at, zone),
    when: dayAndTime(at, zone),
    there: there(at, zone, account),
    embargo: embargo === null ? null : dayAndTime(embargo, zone),
    field: fieldTime(at, typedIn),
    fieldZone: typedIn,
  };
}

function itemRow(visit: Visit, item: CalendarItem, zone: string) {
  const time = clockTime(item.at, zone);
  const at = new Date(item.at).toISOString();
  if (item.kind === "post") return { kind: item.kind, time, at, post: postRow(visit, item.post, zone) };
  if (item.kind === "free") return { kind: item.kind, time, at, accounts: item.accounts.map(({ id }) => id) };
  return { kind: item.kind, time, at, story: item.story };
}

function dayRow(visit: Visit, { date, isToday, items, quiet, gaps }: CalendarDay, zone: string, accounts: number) {
  return {
    date,
    name: dayName(date),
    isToday,
    gaps,
    items: items.map((item) => itemRow(visit, item, zone)),
    quiet: quiet.map(({ name, from, to, accounts: whose }) => ({
      name,
      from: clockTime(from, zone),
      to: clockTime(to, zone),
      whose: whose.length === accounts ? [] : whose,
    })),
  };
}

/** @param secret the address of the feed, shown this once */
async function show(visit: Visit, problems: readonly Problem[] = [], secret: string | null = null): Promise<Response> {
  const { desk } = visit;
  const wanted = asked(visit);
  const { week, account, view, zone } = wanted;
  const { days, late, isLateMore } = await calendarOf(desk, week, account ?? undefined);
  const accounts = desk.settings.accounts.map(({ id }) => id);
  const [first, last] = [days[0]?.date ?? "", days.at(-1)?.date ?? ""];
  return page(visit, {
    view: "calendar",
    place: "calendar",
    problems,
    values: {
      week: week.name,
      span: `${dayName(first)} – ${dayName(last)} ${last.slice(0, 4)}`,
      days: days.map((day) => dayRow(visit, day, zone, account === null ? accounts.length : 1)),
      late: late.map((post) => postRow(visit, post, zone)),
      isLateMore,
      accounts,
      account,
      layout: view,
      zone,
      here: address(wanted),
      earlier: address({ ...wanted, week: weekAfter(week, -1) }),
      later: address({ ...wanted, week: weekAfter(week, 1) }),
      now: address({ ...wanted, week: weekAt(desk.clock.now(), zone) }),
      asWeek: address({ ...wanted, view: "week" }),
      asList: address({ ...wanted, view: "list" }),
      feedSince: await feedSince(desk),
      secret,
    },
  });
}

async function makeFeed(visit: Visit): Promise<Response> {
  return show(visit, [], `${visit.site.origin()}/calendar/${await newFeed(visit.desk)}.ics`);
}

async function chooseZone(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const zone = form.word("zone") ?? visit.desk.settings.timezone;
  if (!isZone(zone)) return show(visit, [noZone(zone)]);
  keepZone(visit, zone);
  return onTo(visit, pathHere(form.word("back")));
}

/** `GET /calendar?week=2026-W48&account=&view=week|list`: what stands where, and what is free. */
export function calendar(routes: Routes): void {
  routes.get("/calendar", "read", (visit) => show(visit));
  routes.post("/calendar/address", "read", makeFeed);
  routes.post("/calendar/zone", "read", chooseZone);
}

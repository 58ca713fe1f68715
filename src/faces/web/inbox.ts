import { type Inbox, type InboxFilter, type InboxPost, inboxOf } from "../../desk/inbox.ts";
import type { Account } from "../../domain/account.ts";
import { block, type Problem } from "../../domain/problem.ts";
import { readForm } from "./form.ts";
import { onTo, pathHere } from "./on-to.ts";
import { page } from "./page.ts";
import { onDesk } from "./remedies.ts";
import type { Routes } from "./routes.ts";
import { type Strings, strings } from "./strings.ts";
import { againstEach, approveTogether, type Chosen, chosenIn } from "./together.ts";
import type { Visit } from "./visit.ts";

/** What stands against posts that were to be approved together, and which those were. */
interface Refusal {
  readonly chosen: Chosen;
  readonly problems: readonly Problem[];
}

/** The filter that an address asks for; what it can't mean is left out. */
function filterIn(search: URLSearchParams, accounts: readonly string[]): InboxFilter {
  const [text, language, account] = ["q", "language", "account"].map((key) => search.get(key)?.trim() ?? "");
  const number = Number(search.get("page") ?? "1");
  return {
    ...(text ? { text: text.slice(0, 200) } : {}),
    ...(language === "en" || language === "ur" ? { language } : {}),
    ...(account !== undefined && accounts.includes(account) ? { account } : {}),
    page: Number.isSafeInteger(number) ? number : 1,
  };
}

/** The address of a page of the inbox with this filter. */
function addressOf({ text, language, account }: InboxFilter, number: number): string {
  const search = new URLSearchParams();
  if (text !== undefined) search.set("q", text);
  if (language !== undefined) search.set("language", language);
  if (account !== undefined) search.set("account", account);
  if (number > 1) search.set("page", String(number));
  return search.size > 0 ? `/?${search}` : "/";
}

/** Accounts that share their platform with another: the platform's name alone doesn't tell them. */
function sharing(accounts: readonly Account[]): ReadonlySet<string> {
  const byPlatform = Map.groupBy(accounts, ({ platform }) => platform);
  return new Set([...byPlatform.values()].flatMap((own) => (own.length > 1 ? own.map(({ id }) => id) : [])));
}

/** What the line comes to, the gravest first. */
function says({ stops, deletes, cautions }: Pick<InboxPost, "stops" | "deletes" | "cautions">) {
  if (deletes) return ["stop", "toDelete", 0] as const;
  if (stops.length > 0) return ["stop", "toMend", stops.length] as const;
  return cautions > 0 ? (["care", "toLook", cautions] as const) : (["good", "clear", 0] as const);
}

function postRow(
  { id, account, platformName, digest, stops, deletes, cautions, askedBy }: InboxPost,
  refusal: Refusal | null,
  named: boolean,
) {
  const [first] = stops;
  const [mark, verdict, count] = says({ stops, deletes, cautions });
  return {
    id,
    account,
    named,
    platformName,
    value: `${id} ${digest}`,
    mark,
    verdict,
    count,
    first: first?.message ?? null,
    askedBy,
    chosen: refusal?.chosen.has(id) ?? false,
  };
}

function rows(
  { stories }: Inbox,
  refusal: Refusal | null,
  against: ReadonlyMap<string, readonly Problem[]>,
  named: ReadonlySet<string>,
  t: Strings,
) {
  return stories.map(({ posts, ...story }) => ({
    ...story,
    posts: posts.map((post) => ({
      ...postRow(post, refusal, named.has(post.account)),
      against: (against.get(post.id) ?? []).map((problem) => onDesk(problem, t)),
    })),
  }));
}

async function show(visit: Visit, search: URLSearchParams, refusal: Refusal | null = null): Promise<Response> {
  const { accounts } = visit.desk.settings;
  const ids = accounts.map(({ id }) => id);
  const filter = filterIn(search, ids);
  const inbox = await inboxOf(visit.desk, filter);
  const against = refusal ? againstEach(refusal.chosen, refusal.problems) : new Map<string, readonly Problem[]>();
  const stories = rows(inbox, refusal, against, sharing(accounts), strings(visit.desk.templates));
  const shown = new Set(stories.flatMap(({ posts }) => posts.map(({ id }) => id)));
  const apart = [...against].flatMap(([id, own]) => (shown.has(id) ? [] : own));
  const values = {
    stories,
    drafts: inbox.drafts,
    more: inbox.more,
    counts: inbox.counts,
    accounts: ids,
    filter: { text: filter.text ?? "", language: filter.language ?? "", account: filter.account ?? "" },
    filtered: filter.text !== undefined || filter.language !== undefined || filter.account !== undefined,
    back: addressOf(filter, inbox.page),
    earlier: inbox.page > 1 ? addressOf(filter, inbox.page - 1) : null,
    later: inbox.page < inbox.pages ? addressOf(filter, inbox.page + 1) : null,
    number: inbox.page,
    pages: inbox.pages,
    refused: refusal !== null,
  };
  return page(visit, { view: "inbox", place: "inbox", values, problems: apart, status: refusal ? 422 : 200 });
}

function noneChosen(): Problem {
  return block("input-none", "", "No post is chosen.", "Tick the posts that you have read, then approve them.");
}

async function approveChosen(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const back = pathHere(form.word("back"));
  const chosen = chosenIn(form);
  const { searchParams } = new URL(back, "http://desk.invalid");
  if (chosen.size === 0) return show(visit, searchParams, { chosen, problems: [noneChosen()] });
  const done = await approveTogether(visit, chosen);
  return done.ok ? onTo(visit, back, "approvedTogether") : show(visit, searchParams, { chosen, problems: done.problems });
}

/** `GET /`: what came in, its drafts, and what stands in their way. `POST /approvals`: several of them at once. */
export function inbox(routes: Routes): void {
  routes.get("/", "read", (visit) => show(visit, new URL(visit.context.req.url).searchParams));
  routes.post("/approvals", "approve", approveChosen);
}

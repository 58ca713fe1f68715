import type { Post, State } from "../domain/post.ts";
import type { Log } from "../edge/log.ts";
import { type News, sayNews } from "../notify/news.ts";

/** Where a post stands once this has been told of it. */
const stateAfter: Readonly<Record<Exclude<News["kind"], "paused" | "clock" | "duplicate">, State>> = {
  step: "publishing",
  published: "published",
  "hand-off": "waiting",
  held: "held",
  failed: "failed",
  missed: "missed",
  waiting: "approved",
};

function aboutPost({ id, account, platform }: Post): Readonly<Record<string, string>> {
  return { post: id, account, platform };
}

function fieldsOf(news: News): Readonly<Record<string, unknown>> {
  const { kind } = news;
  switch (kind) {
    case "paused":
      return { news: kind, account: news.account, code: news.problem.code };
    case "clock":
      return { news: kind, code: news.problem.code };
    case "duplicate":
      return { news: kind, ...aboutPost(news.post), state: news.post.state, ids: news.ids };
    case "step":
      return { news: kind, ...aboutPost(news.post), state: stateAfter[kind], step: news.step };
    case "failed":
    case "missed":
      return { news: kind, ...aboutPost(news.post), state: stateAfter[kind], code: news.problem.code };
    default:
      return { news: kind, ...aboutPost(news.post), state: stateAfter[kind] };
  }
}

/** What the worker tells, as a line of the log with the post's id, at `info`. */
export function logNews(log: Log, news: News): void {
  log.info(fieldsOf(news), sayNews(news));
}

import type { Incident } from "../domain/incident.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import { incident } from "./incident.ts";
import { wordsFor } from "./words.ts";

/** Something a person should hear of, while it happens. */
export type News =
  | { readonly kind: "published"; readonly post: Post; readonly url: string | null }
  | { readonly kind: "step"; readonly post: Post; readonly step: string; readonly said: string }
  | { readonly kind: "hand-off"; readonly post: Post; readonly text: string; readonly openUrl: string }
  | { readonly kind: "held"; readonly post: Post; readonly reason: string }
  | { readonly kind: "failed" | "missed"; readonly post: Post; readonly problem: Problem }
  | { readonly kind: "paused"; readonly account: string; readonly problem: Problem }
  | { readonly kind: "duplicate"; readonly post: Post; readonly ids: readonly string[] }
  /** `passing`: it is only a matter of keeping distance; a terminal says it, nobody need be told. */
  | { readonly kind: "waiting"; readonly post: Post; readonly until: Instant; readonly reason: string; readonly passing?: true }
  /** Clocks disagree: nothing is begun until they agree again. */
  | { readonly kind: "clock"; readonly problem: Problem };

/** Takes the news on; never throws and never holds publishing up. */
export type Tell = (news: News) => void;

/** What happened, as `status` and every message say it too. */
function happened(kind: Incident["kind"], about: Partial<Incident>): string {
  return wordsFor(incident({ id: "", topic: "", kind, ...about })).happened;
}

function about(post: Post, reason = ""): Partial<Incident> {
  return { post: post.id, account: post.account, platform: post.platform, reason };
}

/** One line for a terminal or a log, without the time. */
export function sayNews(news: News): string {
  switch (news.kind) {
    case "published":
      return `${news.post.id} is published on ${news.post.account}${news.url ? `: ${news.url}` : "."}`;
    case "step":
      return `${news.post.id} ${news.step}: ${news.said}`;
    case "hand-off":
      return `${happened(news.kind, about(news.post))} Open ${news.openUrl} — then \`herald done ${news.post.id} --url ADDRESS\`.`;
    case "held":
      return happened(news.kind, about(news.post, news.reason));
    case "failed":
    case "missed":
      return happened(news.kind, about(news.post, `${news.problem.message} ${news.problem.remedy}`));
    case "paused":
      return happened(news.kind, { account: news.account, reason: `${news.problem.message} ${news.problem.remedy}` });
    case "duplicate":
      return `${happened(news.kind, { ...about(news.post), ids: news.ids })} Look at both and delete one.`;
    case "clock":
      return happened(news.kind, { reason: `${news.problem.message} ${news.problem.remedy}` });
    case "waiting":
      return `${news.post.id} waits until ${toIso(news.until)}: ${news.reason}`;
  }
}

import type { Instant } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";

/** Something a person should hear of, while it happens. */
export type News =
  | { readonly kind: "published"; readonly post: Post; readonly url: string | null }
  | { readonly kind: "step"; readonly post: Post; readonly step: string; readonly said: string }
  | { readonly kind: "hand-off"; readonly post: Post; readonly text: string; readonly openUrl: string }
  | { readonly kind: "held"; readonly post: Post; readonly reason: string }
  | { readonly kind: "failed" | "missed"; readonly post: Post; readonly problem: Problem }
  | { readonly kind: "paused"; readonly account: string; readonly problem: Problem }
  | { readonly kind: "duplicate"; readonly post: Post; readonly ids: readonly string[] }
  | { readonly kind: "waiting"; readonly post: Post; readonly until: Instant; readonly reason: string };

/** Takes the news on; never throws and never holds publishing up. */
export type Tell = (news: News) => void;

/** One line for a terminal or a log, without the time. */
export function sayNews(news: News): string {
  switch (news.kind) {
    case "published":
      return `${news.post.id} is published on ${news.post.account}${news.url ? `: ${news.url}` : "."}`;
    case "step":
      return `${news.post.id} ${news.step}: ${news.said}`;
    case "hand-off":
      return `${news.post.id} waits for you to post it on ${news.post.account}: ${news.openUrl} — then \`herald done ${news.post.id} --url ADDRESS\`.`;
    case "held":
      return `${news.post.id} is held: ${news.reason} Nothing more is sent until you say what readers see.`;
    case "failed":
    case "missed":
      return `${news.post.id} ${news.kind}: ${news.problem.message} ${news.problem.remedy}`;
    case "paused":
      return `Account ${news.account} is paused: ${news.problem.message} ${news.problem.remedy}`;
    case "duplicate":
      return `${news.post.id} may stand twice on ${news.post.account}: ${news.ids.join(" and ")}. Look at both and delete one.`;
    case "waiting":
      return `${news.post.id} waits until ${new Date(news.until).toISOString()}: ${news.reason}`;
  }
}

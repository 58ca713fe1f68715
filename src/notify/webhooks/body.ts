/** What a webhook is sent: the event as JSON, or as one line in a chat. */
import { type EndpointForm, type EventType, eventMeanings } from "../../domain/event.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import type { Json } from "../../domain/json.ts";

/** An event as one endpoint may see it. */
export interface Sayable {
  readonly type: EventType;
  readonly at: Instant;
  readonly data: Readonly<Record<string, Json>>;
}

/** Where people find Herald, without a slash at the end. */
type Origin = string;

function textIn(data: Sayable["data"], name: string): string {
  const value = data[name];
  return typeof value === "string" ? value.replaceAll(/\s+/g, " ").trim() : "";
}

function isRecord(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function changeIn({ change }: Sayable["data"]): Sayable["data"] {
  return isRecord(change) ? change : {};
}

/** Which thing, in a few words: a post with its account and its story's headline, where that may be seen. */
function called({ type, data }: Sayable): string {
  const [kind] = type.split(".");
  const [id, title, account] = ["id", "title", "account"].map((name) => textIn(data, name));
  const headline = title ? ` “${title.slice(0, 200)}”` : "";
  if (kind === "post") return `${id} (${account})${headline}: `;
  if (kind === "story") return `${id}${headline}: `;
  return kind === "account" ? `${account}: ` : "";
}

/** The event for people: what it is about, what it means, why and where. */
export function sayEvent(event: Sayable, origin: Origin): string {
  const { type, data } = event;
  const reason = textIn(data, "reason") || textIn(changeIn(data), "reason");
  const until = textIn(data, "until");
  const page = type.startsWith("post.") ? `${origin}/posts/${textIn(data, "id")}` : "";
  const place = textIn(data, "url") || page;
  const end = until && `Until ${until}.`;
  return [`${called(event)}${eventMeanings[type]}`, end, reason.slice(0, 500), place].filter((part) => part !== "").join(" ");
}

/** https://docs.slack.dev/messaging/formatting-message-text: three characters are its own. */
function forSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What Discord takes of one message. https://docs.discord.com/developers/resources/webhook */
const longestContent = 2_000;

function forDiscord(text: string): string {
  return text.length <= longestContent ? text : `${text.slice(0, longestContent - 1)}…`;
}

/** The body of a request, to the byte as it is signed. */
export function bodyOf(event: Sayable, form: EndpointForm, origin: Origin): string {
  switch (form) {
    case "plain":
      return JSON.stringify({ type: event.type, timestamp: toIso(event.at), data: event.data });
    case "slack":
      return JSON.stringify({ text: forSlack(sayEvent(event, origin)), unfurl_links: false });
    case "discord":
      // Nobody is called by what a reason happens to say.
      return JSON.stringify({ content: forDiscord(sayEvent(event, origin)), allowed_mentions: { parse: [] } });
  }
}

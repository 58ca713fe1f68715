import { localTime } from "../../desk/page/local-time.ts";
import { pageStyle } from "../../desk/page/page-style.ts";
import { postSheet } from "../../desk/page/post-sheet.ts";
import { type ReaderPicture, readerView } from "../../desk/page/reader-view.ts";
import type { Preview, ShownPost } from "../../desk/report.ts";
import type { PlatformId } from "../../domain/account.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import type { Templates } from "../../edge/templates.ts";

/** A post as a stand-in shows it to readers: read from the stand-in, not from the queue. */
export interface PublishedPost {
  readonly platform: PlatformId;
  /** `@handle`. */
  readonly handle: string;
  readonly name: string;
  /** Its address on the stand-in; shown, not linked: the real platform has no such post. */
  readonly url: string;
  readonly publishedAt: Instant;
  readonly parts: readonly {
    readonly text: string;
    readonly pictures: readonly (ReaderPicture & { readonly digest: string })[];
  }[];
}

/** A post that waits for a person to put it up. */
export interface OpenHandoff {
  readonly id: string;
  readonly platform: PlatformId;
  readonly handle: string;
  readonly text: string;
  readonly pictures: readonly ReaderPicture[];
  /** Where the person writes it. */
  readonly openUrl: string;
}

export interface SandboxView {
  /** The outlet's name, above the posts. */
  readonly outlet: string;
  /** IANA zone in which times are told. */
  readonly timezone: string;
  readonly published: readonly PublishedPost[];
  /** Drafts with a finding that stops them, a preview for each summary with only these posts. */
  readonly stopped: readonly Preview[];
  /** Drafts that nothing stops, likewise. */
  readonly waiting: readonly Preview[];
  readonly handoffs: readonly OpenHandoff[];
  /** Every other post, in one line each: approved for a time, held, failed, rejected. */
  readonly rest: readonly ShownPost[];
}

const platformNames: Readonly<Record<PlatformId, string>> = { x: "X", instagram: "Instagram", "youtube-community": "YouTube Community" };

/** The page of a newcomer: what was published on the stand-ins, what was stopped, what waits (`templates/web/sandbox.liquid`). */
export function sandboxPage(view: SandboxView, templates: Templates): string {
  return templates.html("web/sandbox", {
    ...pageStyle(templates),
    published: view.published.map((post) => publishedCard(post, view.timezone)),
    stopped: sheets(view.stopped, "stopped", ["Mend it", "edit"], view, templates),
    waiting: sheets(view.waiting, "waiting", ["Approve it", "approve"], view, templates),
    handoffs: view.handoffs.map((handoff) => handoffCard(handoff, view.outlet)),
    rest: view.rest.map(restRow),
  });
}

function publishedCard(post: PublishedPost, timezone: string): object {
  return {
    post: readerView(post),
    platformName: platformNames[post.platform],
    url: post.url,
    at: localTime(toIso(post.publishedAt), timezone),
  };
}

function sheets(
  previews: readonly Preview[],
  section: string,
  [says, verb]: readonly [string, string],
  { outlet }: SandboxView,
  templates: Templates,
): readonly string[] {
  return previews.flatMap(({ summary, posts, pictures }, place) =>
    posts.map((post, index) => {
      const context = { name: outlet, language: summary.language, pictures, anchor: `${section}-${place + 1}-${index + 1}` };
      const { id } = post.report;
      return postSheet(post, id === null ? context : { ...context, command: [says, `npm run herald -- ${verb} ${id}`] }, templates);
    }),
  );
}

function handoffCard({ id, platform, handle, text, pictures, openUrl }: OpenHandoff, outlet: string): object {
  return {
    id,
    platformName: platformNames[platform],
    post: readerView({ platform, name: outlet, handle, parts: [{ text, pictures }] }),
    text,
    openUrl,
    command: `npm run herald -- done ${id} --url ADDRESS`,
  };
}

function restRow({ report, platformName, account, reading }: ShownPost): object {
  return {
    id: report.id,
    platformName,
    text: excerpt(reading.parts[0]?.text ?? ""),
    state: report.state,
    at: report.scheduledAt === null ? null : localTime(report.scheduledAt, account.timetable.timezone),
  };
}

/** The beginning, to know the post by. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/gu, " ");
  return line.length <= 80 ? line : `${line.slice(0, 80).replace(/\s+\S*$/u, "")}…`;
}

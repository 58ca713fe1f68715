/** What a post's page shows, from what the desk knows of it. */
import type { OpenPost } from "../../desk/draft.ts";
import { isolated } from "../../desk/page/isolated.ts";
import { readerView } from "../../desk/page/reader-view.ts";
import { countRows, dollars } from "../../desk/page/sheet-rows.ts";
import { sayComposer } from "../../desk/report.ts";
import { storyTitle } from "../../desk/story-title.ts";
import { cardKinds, themes } from "../../domain/look.ts";
import { transitions } from "../../domain/post.ts";
import type { Passage, Proof } from "../../pipeline/evidence.ts";
import { foldWarnings } from "../../pipeline/house-rules.ts";
import { onDesk } from "./remedies.ts";
import { whatsApp } from "./share.ts";
import { strings } from "./strings.ts";
import { inFull, there, zoneFor } from "./times.ts";
import type { Visit } from "./visit.ts";

/** A stretch of the source: plain, or a passage that the post rests on. */
interface Stretch {
  readonly text: string;
  /** Its number, where it is a passage. */
  readonly number: number | null;
}

/** A text of the source cut where its passages begin and end; of two that overlap the first counts. */
function stretches(text: string, passages: readonly Passage[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let done = 0;
  for (const { start, end, number } of passages.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    if (start > done) found.push({ text: text.slice(done, start), number: null });
    found.push({ text: text.slice(start, end), number });
    done = end;
  }
  if (done < text.length) found.push({ text: text.slice(done), number: null });
  return found;
}

function sourceRows({ blocks, passages }: Proof) {
  return blocks.map((text, place) =>
    stretches(
      text,
      passages.filter(({ block }) => block === place),
    ),
  );
}

/** The judgement beside the words: what readers see, what is found, counted and proven. */
export function judgement(visit: Visit, { shown, view, proof, overridable, unsaved }: OpenPost): Readonly<Record<string, unknown>> {
  const { templates, settings } = visit.desk;
  const t = strings(templates);
  const { report } = shown;
  const { open, folded } = foldWarnings(report.problems);
  const rows = (problems: typeof open) =>
    problems.map((problem) => ({
      ...onDesk(problem, t),
      message: isolated(problem.message),
      stops: problem.severity === "block",
      overridable: overridable.has(problem.code),
    }));
  const { summary } = view.summary;
  return {
    id: report.id,
    digest: report.digest,
    post: readerView({
      platform: report.platform,
      name: settings.house.brand.name,
      handle: shown.handle,
      language: summary.language,
      parts: shown.reading.parts.map(({ text, pictures }) => ({
        text,
        pictures: pictures.map(({ mime, alt, digest }) => ({ mime, alt, address: `/pictures/${digest}.jpg` })),
      })),
    }),
    counts: countRows(report.counts),
    cost: report.cost === null ? null : dollars(report.cost.usd),
    findings: rows(open),
    folded: rows(folded),
    stops: report.problems.filter(({ severity }) => severity === "block").length,
    evidence: proof.evidence,
    unsaved,
    state: view.post.state,
    overrides: report.overrides ?? [],
  };
}

/** The whole page of one post. */
export function postValues(visit: Visit, open: OpenPost): Readonly<Record<string, unknown>> {
  const { shown, view, proof, nextSlot } = open;
  const { post, summary, journal } = view;
  const zone = zoneFor(visit, shown.account);
  const { id, title, language, link } = summary.summary;
  return {
    ...judgement(visit, open),
    account: shown.account.id,
    connected: shown.account.remoteId !== null,
    platformName: shown.platformName,
    deletes: shown.report.deletes === true,
    changeable: shown.report.deletes !== true && transitions.edit.from.some((state) => state === post.state),
    revision: post.revision,
    cards: ["auto", ...cardKinds],
    themes: ["auto", ...themes],
    look: { card: post.look?.card ?? "auto", theme: post.look?.theme ?? "auto" },
    words: sayComposer(shown.report),
    scheduled: post.scheduledAt === null ? null : inFull(post.scheduledAt, zone),
    there: post.scheduledAt === null ? null : there(post.scheduledAt, zone, shown.account),
    zone,
    nextSlot: nextSlot === null ? null : inFull(nextSlot, zone),
    url: shown.report.url,
    byHand: ["approved", "failed", "missed"].includes(post.state),
    share: whatsApp(shown.reading.parts.map(({ text }) => text).join("\n\n")),
    story: { id, title: storyTitle(summary.summary), lang: language, link: link ?? null },
    titled: title !== undefined,
    source: sourceRows(proof),
    fields: shown.reading.parts.map(({ text, pictures }, place) => ({
      number: place + 1,
      text,
      pictures: pictures.map(({ alt, digest }) => ({ alt, address: `/pictures/${digest}.jpg` })),
    })),
    dir: language === "ur" ? "rtl" : "ltr",
    lang: language,
    threads: shown.report.platform === "x",
    journal: journal.map((entry) => ({
      at: inFull(entry.at, zone),
      by: entry.by,
      what: entry.kind === "moved" ? entry.transition : `${entry.kind} ${entry.step}`,
      reason: entry.kind === "moved" ? (entry.reason ?? "") : "",
    })),
  };
}

import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Workshop } from "../../desk/desk.ts";
import { previewFile, previewPostById } from "../../desk/preview.ts";
import type { Preview } from "../../desk/report.ts";
import { summaryReport } from "../../desk/summary-report.ts";
import { orTemplateProblem } from "../../desk/template-problem.ts";
import { block, ok, type Problem, passes, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson, words } from "./command.ts";
import { readInput } from "./input.ts";
import { onChange } from "./on-change.ts";
import { type Answer, type ExitCode, print, sayProgress } from "./output.ts";
import { sayPreview } from "./say-post.ts";
import type { Wiring } from "./wiring.ts";

const formats = ["text", "json", "html"] as const;
type Format = (typeof formats)[number];
const platforms: readonly string[] = ["x", "instagram", "youtube-community"];

interface Wanted {
  readonly format: Format;
  readonly platform: string | undefined;
  readonly out: string | undefined;
  readonly names: readonly string[];
}

function wantedOf(typed: Typed): Result<Wanted> {
  const format = textOption(typed, "format") ?? (wantsJson(typed) ? "json" : "text");
  const platform = textOption(typed, "platform");
  const known = formats.find((candidate) => candidate === format);
  if (wantsJson(typed) && known !== undefined && known !== "json")
    return refuse(block("usage-format", "--format", `--json and --format ${known} are two different documents.`, "Give one of them."));
  if (!known) return refuse(block("usage-format", "--format", `There is no format "${format}".`, `Use one of: ${formats.join(", ")}.`));
  if (platform !== undefined && !platforms.includes(platform))
    return refuse(block("usage-platform", "--platform", `There is no platform "${platform}".`, `Use one of: ${platforms.join(", ")}.`));
  const names = words(typed, 0);
  if (flag(typed, "watch") && names.includes("-"))
    return refuse(block("usage-watch", "--watch", "There is nothing to watch in standard input.", "Name a file."));
  return ok({ format: known, platform, out: textOption(typed, "out"), names });
}

/** What stands on disk is a file; anything else that looks like a post's id is looked up in the queue. */
function isPostId(name: string): boolean {
  return !existsSync(name) && /^[a-z]+(-[a-z0-9]+)+$/.test(name);
}

async function previewOne(wiring: Wiring, typed: Typed, shop: Workshop, name: string, wanted: Wanted): Promise<Result<Preview>> {
  if (isPostId(name)) return wiring.withDesk(choiceOf(typed), (desk) => previewPostById(desk, name));
  const input = await readInput(name);
  if (!input.ok) return input;
  const draw = wanted.format !== "text" || wanted.out !== undefined;
  return previewFile(shop, input.value, { draw, ...(wanted.platform === undefined ? {} : { platform: wanted.platform }) });
}

async function previewAll(wiring: Wiring, typed: Typed, shop: Workshop, wanted: Wanted): Promise<Result<readonly Preview[]>> {
  const results = await Promise.all(wanted.names.map((name) => previewOne(wiring, typed, shop, name, wanted)));
  const problems = results.flatMap((result): readonly Problem[] => (result.ok ? [] : result.problems));
  return problems.length > 0 ? { ok: false, problems } : ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

async function pageOf(shop: Workshop, previews: readonly Preview[]): Promise<string> {
  const { previewPage } = await import("../../desk/preview-page.ts");
  return previewPage(previews, shop.templates, shop.settings.house.brand.name);
}

/** The folder for `--out`: each picture under its digest, and the page. @returns the names of the pictures */
async function writeOut(shop: Workshop, previews: readonly Preview[], directory: string): Promise<Result<readonly string[]>> {
  const page = await pageOf(shop, previews);
  const pictures = new Map(previews.flatMap((preview) => [...preview.pictures]));
  const files = [...pictures].map(([digest, bytes]) => ({ name: `${digest}.jpg`, bytes }));
  try {
    await mkdir(directory, { recursive: true });
    await Promise.all(files.map(({ name, bytes }) => writeFile(join(directory, name), bytes)));
    await writeFile(join(directory, "preview.html"), page);
    return ok(files.map(({ name }) => name));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    return refuse(block("usage-out", "--out", `Nothing can be written to ${directory}${code}.`, "Name a folder that you may write to."));
  }
}

function jsonOf(previews: readonly Preview[]): unknown {
  const documents = previews.map(({ summary, posts, note }) => ({
    summary: summaryReport(summary),
    posts: posts.map(({ report }) => report),
    ...(note ? { note } : {}),
  }));
  return documents.length === 1 ? documents[0] : { previews: documents };
}

async function answerOf(shop: Workshop, previews: readonly Preview[], { format }: Wanted): Promise<Answer> {
  const problems = previews.flatMap(({ posts }) => posts.flatMap(({ report }) => report.problems));
  const code = passes(problems) ? 0 : 1;
  const json = jsonOf(previews);
  if (format === "json") return { json, text: JSON.stringify(json, null, 2), code };
  return { json, text: format === "html" ? await pageOf(shop, previews) : previews.map(sayPreview).join("\n\n════\n\n"), code };
}

/** @param drawn pictures of the round before: those that are no longer on the page are taken out of `--out` */
async function once(wiring: Wiring, typed: Typed, wanted: Wanted, drawn: Set<string> = new Set()): Promise<ExitCode> {
  const shop = await wiring.workshop(choiceOf(typed));
  if (!shop.ok) return print(shop, wanted.format === "json", nothing);
  const answer = await orTemplateProblem(async () => {
    const previews = await previewAll(wiring, typed, shop.value, wanted);
    if (!previews.ok) return previews;
    const written = wanted.out === undefined ? ok([]) : await writeOut(shop.value, previews.value, wanted.out);
    if (!written.ok) return written;
    await tidyUp(drawn, written.value, wanted.out);
    return ok(await answerOf(shop.value, previews.value, wanted));
  });
  if (!answer.ok) return print(answer, wanted.format === "json", nothing);
  return print(answer, false, (value) => value);
}

async function tidyUp(drawn: Set<string>, now: readonly string[], directory = "."): Promise<void> {
  const stale = [...drawn].filter((name) => !now.includes(name));
  await Promise.all(stale.map((name) => rm(join(directory, name), { force: true })));
  drawn.clear();
  for (const name of now) drawn.add(name);
}

const nothing = (): Answer => ({ json: null, text: "" });

/** Draws again whenever the summary, a template or the settings change, until interrupted. What goes wrong meanwhile is said, and mended by the next change. */
async function watching(wiring: Wiring, typed: Typed, wanted: Wanted): Promise<ExitCode> {
  const shop = await wiring.workshop(choiceOf(typed));
  if (!shop.ok) return print(shop, wanted.format === "json", nothing);
  const { templatesDirectory, configFile } = shop.value.settings;
  const drawn = new Set<string>();
  const draw = async () => {
    await once(wiring, typed, wanted, drawn).catch((error: unknown) => {
      sayProgress(`✗ ${error instanceof Error ? error.message : String(error)}`);
    });
    sayProgress("Watching for changes; Ctrl-C stops.");
  };
  const files = [...wanted.names.filter((name) => !isPostId(name)), configFile];
  const lost = (path: string) => sayProgress(`✗ Changes in ${path} are no longer noticed: start the command again.`);
  const end = onChange({ files, folders: [templatesDirectory], only: /\.(?:liquid|css)$/ }, draw, lost);
  await new Promise((resolve) => process.once("SIGINT", resolve));
  end();
  return 0;
}

export const run: Run = async (wiring, typed) => {
  const wanted = wantedOf(typed);
  if (!wanted.ok) return print(wanted, wantsJson(typed), nothing);
  return flag(typed, "watch") ? watching(wiring, typed, wanted.value) : once(wiring, typed, wanted.value);
};

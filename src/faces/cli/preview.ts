import { existsSync, watch } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Workshop } from "../../desk/desk.ts";
import { previewFile, previewPostById } from "../../desk/preview.ts";
import type { Preview } from "../../desk/report.ts";
import { block, ok, type Problem, passes, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson, words } from "./command.ts";
import { readInput } from "./input.ts";
import { type Answer, print, sayProgress } from "./output.ts";
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
  if (!known) return refuse(block("usage-format", "--format", `There is no format "${format}".`, `Use one of: ${formats.join(", ")}.`));
  if (platform !== undefined && !platforms.includes(platform))
    return refuse(block("usage-platform", "--platform", `There is no platform "${platform}".`, `Use one of: ${platforms.join(", ")}.`));
  return ok({ format: known, platform, out: textOption(typed, "out"), names: words(typed, 0) });
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

/** The folder for `--out`: each picture under its digest, and the page. */
async function writeOut(shop: Workshop, previews: readonly Preview[], directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const pictures = new Map(previews.flatMap((preview) => [...preview.pictures]));
  await Promise.all([...pictures].map(([digest, bytes]) => writeFile(join(directory, `${digest}.jpg`), bytes)));
  await writeFile(join(directory, "preview.html"), await pageOf(shop, previews));
}

function jsonOf(previews: readonly Preview[]): unknown {
  const documents = previews.map(({ summary, posts, note }) => ({
    summary,
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

async function once(wiring: Wiring, typed: Typed, wanted: Wanted) {
  const shop = await wiring.workshop(choiceOf(typed));
  if (!shop.ok) return print(shop, wantsJson(typed), () => ({ json: null, text: "" }));
  const previews = await previewAll(wiring, typed, shop.value, wanted);
  if (!previews.ok) return print(previews, wanted.format === "json", () => ({ json: null, text: "" }));
  if (wanted.out !== undefined) await writeOut(shop.value, previews.value, wanted.out);
  const answer = await answerOf(shop.value, previews.value, wanted);
  return print(ok(answer), false, () => answer);
}

/** Draws again whenever the summary or a template changes, until interrupted. */
async function watching(wiring: Wiring, typed: Typed, wanted: Wanted): Promise<0> {
  const shop = await wiring.workshop(choiceOf(typed));
  const folders = shop.ok ? [shop.value.settings.templatesDirectory] : [];
  let running = Promise.resolve();
  const again = () => {
    running = running.then(async () => {
      await once(wiring, typed, wanted);
      sayProgress("Watching for changes; Ctrl-C stops.");
    });
  };
  for (const name of [...wanted.names, ...folders]) watch(name, { recursive: true }, again);
  again();
  return new Promise((resolve) => process.once("SIGINT", () => resolve(0)));
}

export const run: Run = async (wiring, typed) => {
  const wanted = wantedOf(typed);
  if (!wanted.ok) return print(wanted, wantsJson(typed), () => ({ json: null, text: "" }));
  return flag(typed, "watch") ? watching(wiring, typed, wanted.value) : once(wiring, typed, wanted.value);
};

/**
 * One way of drawing a card, in a process of its own: `node card-subject.ts herald|satori|chromium|nothing one|ten`. Prints the
 * median of its warm rounds in milliseconds, and the most memory that it took, as JSON; `nothing` is what Node takes by itself.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { HeadlineCard } from "../../src/domain/media.ts";
import { brand, english } from "../cards/brand.ts";

interface Subject {
  draw(card: HeadlineCard): Promise<Uint8Array>;
  /** Bytes beside this process. */
  others(): number;
  close(): Promise<void>;
}

const alone = { others: () => 0, close: async () => undefined };

async function herald(): Promise<Subject> {
  const [{ openCards }, { openTemplates }] = await Promise.all([import("../../src/cards/draw.ts"), import("../../src/edge/templates.ts")]);
  const cards = openCards({ templates: openTemplates("templates"), brand });
  return { ...alone, draw: async (card) => (await cards.draw(card)).bytes };
}

/** The same card as a tree that satori takes, at the size that Herald found: satori fits nothing by itself. */
function treeOf({ width, height, headline, attribution = "", date = "", footer }: HeadlineCard): object {
  const box = (style: object, children: unknown) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });
  const { background, text, accent, muted } = brand.colours;
  const words = [
    box({ fontFamily: "Source Serif 4", fontWeight: 700, fontSize: 112, lineHeight: 1.1, letterSpacing: "-0.012em" }, headline),
    box({ fontSize: 42, lineHeight: 1.35, marginTop: 22, color: muted }, attribution),
  ];
  return box(
    {
      flexDirection: "column",
      width,
      height,
      padding: "0 76px",
      color: text,
      fontFamily: "Inter",
      fontWeight: 500,
      backgroundColor: background,
      backgroundImage: `linear-gradient(165deg, #273a52, ${background} 62%)`,
    },
    [
      box({ width: 104, height: 14, backgroundColor: accent }, undefined),
      box({ justifyContent: "space-between", marginTop: 40, minHeight: 60, fontSize: 36, fontWeight: 700 }, [
        brand.name,
        box({ fontSize: 30 }, date),
      ]),
      box({ flexDirection: "column", justifyContent: "flex-end", flexGrow: 1, margin: "20px 0 42px" }, words),
      box({ padding: "26px 0 38px", fontSize: 30, color: muted, borderTop: "2px solid #4a5b70" }, footer.join("   ")),
    ],
  );
}

async function satori(): Promise<Subject> {
  const [{ default: toSvg }, { Resvg }, { default: sharp }, { filesOf }] = await Promise.all([
    import("satori"),
    import("@resvg/resvg-js"),
    import("sharp"),
    import("../../src/cards/fonts.ts"),
  ]);
  const fonts = (["Inter", "Source Serif 4"] as const).flatMap((name) =>
    filesOf(name).map((data, at) => ({ name, data: Buffer.from(data), weight: at === 0 ? (500 as const) : (700 as const) })),
  );
  const draw = async (card: HeadlineCard) => {
    const { width, height } = card;
    // A plain object is what JSX becomes.
    const svg = await toSvg(treeOf(card) as Parameters<typeof toSvg>[0], { width, height, fonts });
    const { pixels } = new Resvg(svg).render();
    return sharp(pixels, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .jpeg({ quality: 90, chromaSubsampling: "4:4:4" })
      .toBuffer();
  };
  return { ...alone, draw };
}

/** The page that Herald's template makes, at the size that it found; its fonts are the browser's own. */
async function chromium(): Promise<Subject> {
  const [{ launchChromium }, { asPage }] = await Promise.all([import("../support/chromium.ts"), import("../cards/as-page.ts")]);
  const browser = await launchChromium();
  const template = (await asPage(english)).replace(/@font-face \{[^}]*\}/g, "");
  const pages = await Promise.all(Array.from({ length: 4 }, () => browser.newPage({ viewport: { width: 1080, height: 1350 } })));
  const draw = async (card: HeadlineCard) => {
    const page = pages.pop() ?? (await browser.newPage({ viewport: { width: 1080, height: 1350 } }));
    await page.setContent(template.replace(english.headline, card.headline));
    const bytes = await page.screenshot({ type: "jpeg", quality: 90 });
    pages.push(page);
    return bytes;
  };
  return { draw, others: () => descendants(process.pid).reduce((sum, pid) => sum + ownMemoryOf(pid), 0), close: () => browser.close() };
}

function descendants(of: number): readonly number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(fieldOf(`/proc/${name}/status`, "PPid")) }));
  const found = parents.filter(({ parent }) => parent === of).map(({ pid }) => pid);
  return [...found, ...found.flatMap(descendants)];
}

/** Shared pages are divided among those that share them. */
function ownMemoryOf(pid: number): number {
  return 1024 * Number(fieldOf(`/proc/${pid}/smaps_rollup`, "Pss"));
}

function fieldOf(file: string, name: string): string {
  try {
    return new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(file, "utf8"))?.[1] ?? "0";
  } catch {
    return "0";
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const subjects: Readonly<Record<string, () => Promise<Subject>>> = {
  herald,
  satori,
  chromium,
  nothing: async () => ({ ...alone, draw: async () => new Uint8Array() }),
};
const [name = "herald", task = "one"] = process.argv.slice(2);
const open = subjects[name];
if (!open) throw new Error(`There is no subject ${name}.`);
const subject = await open();
const [warm, rounds, cards] = task === "ten" ? [1, 5, 10] : [5, 15, 1];
let drawn = 0;
/** No two cards alike, so that nothing is remembered. */
const next = (): HeadlineCard => {
  drawn += 1;
  return { ...english, headline: `${english.headline} ${drawn}` };
};
const times: number[] = [];
let others = 0;
for (let round = 0; round < warm + rounds; round += 1) {
  const begun = performance.now();
  await Promise.all(Array.from({ length: cards }, () => subject.draw(next())));
  if (round >= warm) times.push(performance.now() - begun);
  others = Math.max(others, subject.others());
}
await subject.close();
const memory = process.resourceUsage().maxRSS * 1024 + others;
process.stdout.write(JSON.stringify({ ms: median(times), memory }));

/**
 * `npm run cards [-- FOLDER] [--keep]`: draws every card of the gallery into a folder, with `cards.html` and `cards.png` that
 * show them all, for a person to look at. `--keep` makes them the golden pictures that the tests compare with.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { gallery, openGallery, type Piece } from "./gallery.ts";
import { keepGolden } from "./golden.ts";

const words = process.argv.slice(2);
const folder = words.find((word) => !word.startsWith("--")) ?? "test/e2e/output/cards";

interface Drawn {
  readonly piece: Piece;
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly problems: readonly { readonly message: string }[];
}

async function drawAll(): Promise<readonly Drawn[]> {
  const draw = openGallery();
  const drawn: Drawn[] = [];
  for (const piece of gallery) drawn.push({ piece, ...(await draw(piece)) });
  return drawn;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function page(drawn: readonly Drawn[]): string {
  const figures = drawn.map(({ piece: { name, card }, problems }) => {
    const said = problems.map(({ message }) => `<br>${escaped(message)}`).join("");
    return `<figure><img src="${name}.jpg" width="${card.width / 3}" height="${card.height / 3}" alt=""><figcaption>${name}${said}</figcaption></figure>`;
  });
  const style =
    "body{margin:24px;background:#777;color:#fff;font:13px system-ui}main{display:flex;flex-wrap:wrap;gap:20px}figure{margin:0;max-width:534px}figcaption{padding-top:4px}";
  return `<!doctype html><meta charset="utf-8"><title>Cards</title><style>${style}</style><main>${figures.join("\n")}</main>\n`;
}

/** Rows of one height, as wide as a screen. */
async function contactSheet(drawn: readonly Drawn[]): Promise<Buffer> {
  const [height, wide, gap] = [300, 2000, 10];
  let [left, top] = [gap, gap];
  const placed = [];
  for (const { bytes } of drawn) {
    const { data, info } = await sharp(bytes).resize({ height }).toBuffer({ resolveWithObject: true });
    if (left + info.width + gap > wide) [left, top] = [gap, top + height + gap];
    placed.push({ input: data, left, top });
    left += info.width + gap;
  }
  const sheet = sharp({ create: { width: wide, height: top + height + gap, channels: 3, background: "#777777" } });
  return sheet.composite(placed).png().toBuffer();
}

const drawn = await drawAll();
mkdirSync(folder, { recursive: true });
for (const { piece, bytes } of drawn) writeFileSync(join(folder, `${piece.name}.jpg`), bytes);
writeFileSync(join(folder, "cards.html"), page(drawn));
writeFileSync(join(folder, "cards.png"), await contactSheet(drawn));
if (words.includes("--keep")) await keepGolden(drawn);
process.stdout.write(`${drawn.length} cards in ${folder}: open cards.html, or cards.png\n`);

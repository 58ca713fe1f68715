/**
 * A real Chromium for tests, out of an npm package: nothing to install, no display needed.
 * Its fonts are the ones in node_modules, so that a screenshot looks alike on any machine.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as driver } from "playwright-core";
import project from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "..", "..");
const version = project.devDependencies["@sparticuz/chromium"];
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

/** What `system-ui` and its like stand for in a screenshot, and where the files are. */
const fontFolders = ["inter", "source-serif-4", "noto-nastaliq-urdu", "noto-naskh-arabic"].map((name) => `@expo-google-fonts/${name}`);
const aliases = {
  "system-ui": "Inter",
  sans: "Inter",
  monospace: "Inter",
  "sans-serif": "Inter",
  serif: "Source Serif 4",
  "ui-serif": "Source Serif 4",
};

/** Starts the browser; the caller closes it. It reaches no network unless a page asks for it. */
export async function launchChromium(): Promise<Browser> {
  const home = await unpacked();
  const env = { ...process.env, FONTCONFIG_FILE: join(home, "fonts.conf"), HOME: home };
  // In a single process the first closed page takes the browser with it.
  const own = chromium.args.filter((arg) => arg !== "--single-process");
  return driver.launch({ executablePath: join(home, "chromium"), args: [...own, ...quiet], env, headless: true });
}

/**
 * The folder that holds the unpacked browser. The package unpacks straight into its final place, where a second process
 * could start half a binary; so a child unpacks elsewhere, and renaming puts it in place whole.
 */
async function unpacked(): Promise<string> {
  const home = join(tmpdir(), `herald-chromium-${version}-${process.getuid?.() ?? "user"}`);
  if (!existsSync(join(home, "chromium"))) {
    const fresh = await mkdtemp(join(tmpdir(), "herald-chromium-"));
    const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
    await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
      env: { ...process.env, TMPDIR: fresh },
    });
    await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  await writeFonts(home);
  return home;
}

/** Written anew each time: the folder outlives the checkout whose fonts it named. */
async function writeFonts(home: string): Promise<void> {
  const folders = [...fontFolders.map((name) => join(root, "node_modules", name)), join(home, "fonts")].map((path) => `<dir>${path}</dir>`);
  const names = Object.entries(aliases).map(
    ([from, to]) =>
      `<match><test name="family"><string>${from}</string></test><edit name="family" mode="prepend" binding="strong"><string>${to}</string></edit></match>`,
  );
  const cache = `<cachedir>${join(home, "font-cache")}</cachedir>`;
  const text = `<?xml version="1.0"?>\n<fontconfig>\n${[...folders, cache, ...names].join("\n")}\n</fontconfig>\n`;
  const draft = join(home, `fonts-${process.pid}.conf`);
  await writeFile(draft, text);
  await rename(draft, join(home, "fonts.conf"));
}

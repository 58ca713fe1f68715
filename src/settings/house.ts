import { existsSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { Brand, HashtagMap, House } from "../domain/brand.ts";
import type { Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { ConfigFile } from "./config-file.ts";
import type { Config } from "./config-schema.ts";
import { phrasesOf } from "./phrases.ts";

/** The outlet as cards and follow lines show it. The logo's path counts from `directory`. */
export function describeHouse(config: Config, file: ConfigFile, directory: string): Result<House> {
  const logo = readLogo(config.brand.logo, file, directory);
  if (!logo.ok) return logo;
  const { x, instagram, youtube } = config.brand.handles;
  const brand: Brand = {
    name: config.brand.name,
    handles: { ...(x ? { x } : {}), ...(instagram ? { instagram } : {}), ...(youtube ? { youtube } : {}) },
    ...(logo.value ? { logo: logo.value } : {}),
    ...(config.brand.theme ? { theme: config.brand.theme } : {}),
    colours: coloursOf(config.brand.colours),
    fonts: fontsOf(config.brand.fonts),
  };
  return ok({ brand, phrases: phrasesOf(config), hashtags: readHashtags(config.hashtags) });
}

function readLogo(logo: string | undefined, file: ConfigFile, directory: string): Result<string | undefined> {
  if (logo === undefined) return ok(undefined);
  const where = file.where(["brand", "logo"]);
  if (![".svg", ".png"].includes(extname(logo).toLowerCase())) {
    return refuse(
      block("settings-value", where, `The logo ${logo} is neither an SVG nor a PNG.`, "Name a file that ends in .svg or .png."),
    );
  }
  const path = resolve(directory, logo);
  if (existsSync(path)) return ok(path);
  return refuse(block("settings-value", where, `The logo ${logo} isn't there.`, `Put it at ${path}, or remove the setting.`));
}

function readHashtags(written: Config["hashtags"]): HashtagMap {
  return Object.fromEntries(
    Object.entries(written).map(([tag, hashtag]) => [tag.normalize("NFC").trim().toLowerCase(), hashtag.replace(/^#/, "")]),
  );
}

/** Deep navy and ivory with one accent, where the file says nothing. */
function coloursOf(written: Config["brand"]["colours"]): Brand["colours"] {
  return {
    background: written.background ?? "#0F1E3D",
    text: written.text ?? "#F8F5EC",
    accent: written.accent ?? "#C9A227",
    muted: written.muted ?? "#A9B4C8",
  };
}

function fontsOf(written: Config["brand"]["fonts"]): Brand["fonts"] {
  return { headline: written.headline ?? "Source Serif 4", body: written.body ?? "Inter", urdu: written.urdu ?? "Noto Nastaliq Urdu" };
}

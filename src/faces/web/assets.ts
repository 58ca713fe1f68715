import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import type { Templates } from "../../edge/templates.ts";

/** What pages link to: styles that an editor may change, and the scripts that they may do without. */
const assets = {
  "desk.css": (templates: Templates) =>
    ["web/page.css", "web/reader.css", "web/desk.css"].map((name) => templates.html(name, {})).join("\n"),
  "desk.js": () => readFileSync(new URL("./client/desk.js", import.meta.url), "utf8"),
  "passkeys.js": () => readFileSync(new URL("./client/passkeys.js", import.meta.url), "utf8"),
  // Its package names no path to the file that a page can take as it is.
  "webauthn.js": () => readFileSync(new URL("../dist/bundle/index.umd.min.js", import.meta.resolve("@simplewebauthn/browser")), "utf8"),
  "htmx.js": () => readFileSync(fileURLToPath(import.meta.resolve("htmx.org/dist/htmx.min.js")), "utf8"),
} as const;
type Asset = keyof typeof assets;

const types = { css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" } as const;

interface Kept {
  readonly text: string;
  readonly version: string;
}

const kept = new WeakMap<Templates, Map<Asset, Kept>>();

function read(name: Asset, templates: Templates): Kept {
  const known = kept.get(templates) ?? new Map<Asset, Kept>();
  kept.set(templates, known);
  const found = known.get(name);
  if (found) return found;
  const text = assets[name](templates);
  const one = { text, version: createHash("sha256").update(text).digest("hex").slice(0, 16) };
  known.set(name, one);
  return one;
}

/** Where a page finds it; another address as soon as it changes, so that browsers may keep it for ever. */
export function assetAddress(name: Asset, templates: Templates): string {
  return `/assets/${read(name, templates).version}/${name}`;
}

function isAsset(name: string): name is Asset {
  return Object.hasOwn(assets, name);
}

/** `GET /assets/<version>/<name>`. */
export function assetsFrom(templates: Templates): Hono {
  return new Hono().get("/assets/:version/:name", (context) => {
    const name = context.req.param("name");
    if (!isAsset(name)) return context.notFound();
    const { text, version } = read(name, templates);
    if (version !== context.req.param("version")) return context.notFound();
    const type = types[name.endsWith(".css") ? "css" : "js"];
    return context.body(text, 200, { "Content-Type": type, "Cache-Control": "public, max-age=31536000, immutable" });
  });
}

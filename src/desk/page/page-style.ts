import { createHash } from "node:crypto";
import type { Templates } from "../../edge/templates.ts";

/** The sheet that a page carries inside, and how a Content-Security-Policy names it: `sha256-…`. */
export interface PageStyle {
  readonly style: string;
  readonly styleHash: string;
}

const sheets = ["web/page.css", "web/reader.css"] as const;

/** Reads the sheets anew, so that an editor at work on them sees every change. */
export function pageStyle(templates: Templates): PageStyle {
  const style = sheets.map((name) => templates.html(name, {})).join("\n");
  return { style, styleHash: `sha256-${createHash("sha256").update(style).digest("base64")}` };
}

import { block, ok, type Result, refuse } from "../../domain/problem.ts";

/** What a table's text may be written in, as the command line names it. */
export const encodings = ["utf-8", "utf-16", "windows-1252", "windows-1256"] as const;
export type Encoding = (typeof encodings)[number];

export function isEncoding(name: string): name is Encoding {
  return (encodings as readonly string[]).includes(name);
}

/** What the first bytes say; null: nothing. */
function marked(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

function wrong(name: string, told: Encoding | undefined): Result<never> {
  const said = told === undefined ? "is not UTF-8 text" : `is not ${told} text`;
  const remedy =
    told === undefined
      ? 'Save it as "CSV UTF-8" or as .xlsx, or say what it is: --encoding windows-1252 (Excel in English), windows-1256 (Excel in Urdu or Arabic).'
      : `Give another --encoding (${encodings.join(", ")}), or save it as .xlsx.`;
  return refuse(block("input-encoding", name, `${name} ${said}.`, remedy));
}

/** A file's text. A mark at its beginning tells the encoding; else it is UTF-8, unless somebody says what else: nothing is guessed. */
export function decode(name: string, bytes: Uint8Array, told?: Encoding): Result<string> {
  const encoding = marked(bytes) ?? (told === "utf-16" ? "utf-16le" : (told ?? "utf-8"));
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? wrong(name, told) : ok(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return wrong(name, told);
  }
}

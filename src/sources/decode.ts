// https://www.rfc-editor.org/rfc/rfc7303#section-3, https://encoding.spec.whatwg.org/#names-and-labels
import { block, ok, type Result, refuse } from "../domain/problem.ts";

/** How far into a text its own word on its encoding may stand. */
const headBytes = 2_000;

/** What the bytes may be encoded in, the likeliest first. */
function labels(bytes: Uint8Array, contentType: string | undefined): readonly string[] {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, headBytes));
  const mark = head.startsWith("\u00ef\u00bb\u00bf")
    ? "utf-8"
    : head.startsWith("\u00ff\u00fe")
      ? "utf-16le"
      : head.startsWith("\u00fe\u00ff")
        ? "utf-16be"
        : undefined;
  const sent = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? "")?.[1];
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(head.replace(/^\u00ef\u00bb\u00bf/, ""))?.[1];
  const meta = /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  return [mark, sent, declared, meta, "utf-8"].filter((label) => label !== undefined);
}

function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text in the first encoding it is said to have that fits it whole: no letter is guessed. */
export function decode(bytes: Uint8Array, contentType: string | undefined, where: string): Result<string> {
  const said = labels(bytes, contentType);
  for (const label of said) {
    const text = tryDecode(bytes, label);
    if (text !== null) return ok(text);
  }
  const names = [...new Set(said)].join(", ").slice(0, 80);
  return refuse(
    block("source-encoding", where, `Its answer is no text in the encoding it names (tried: ${names}).`, "The site must mend this."),
  );
}

import { readText } from "./input.ts";

/** What a key press does to what was typed so far; null: it ends the line. */
function typedAfter(typed: string, key: string): string | null {
  if (key === "\r" || key === "\n" || key === "\u0004") return null;
  if (key === "\u007f" || key === "\b") return [...typed].slice(0, -1).join("");
  if (key === "\u0015") return "";
  return key >= " " ? typed + key : typed;
}

/** A line of the terminal, without showing it; Ctrl-C ends the program as everywhere. */
export function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true).setEncoding("utf8").resume();
  return new Promise((resolve) => {
    let typed = "";
    const finish = () => {
      stdin.off("data", take).setRawMode(false).pause();
      stderr.write("\n");
    };
    const take = (keys: string) => {
      for (const key of keys) {
        if (key === "\u0003") {
          finish();
          process.exit(130);
        }
        const after = typedAfter(typed, key);
        if (after === null) {
          finish();
          resolve(typed);
          return;
        }
        typed = after;
      }
    };
    stdin.on("data", take);
  });
}

/** A password: asked for twice on a terminal, without echo; else the first line of standard input. Null: the two differ. */
export async function readPassword(whose: string): Promise<string | null> {
  if (!process.stdin.isTTY) {
    const text = await readText("-");
    return text.ok ? (text.value.split(/\r?\n/)[0] ?? "") : "";
  }
  const first = await askHidden(`New password of ${whose}: `);
  return first === (await askHidden("Once more: ")) ? first : null;
}

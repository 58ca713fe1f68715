/** Consent at a platform from a terminal: prints where to go, and waits for the answer wherever it comes. */
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import {
  type Answer,
  type Asked,
  type Asking,
  authorize,
  callbackOf,
  complete,
  fetchAnswer,
  patienceMs,
  readAnswer,
} from "../../desk/authorize.ts";
import type { Connected } from "../../desk/connect.ts";
import type { Desk } from "../../desk/desk.ts";
import { block, type Result, refuse } from "../../domain/problem.ts";
import { sayProgress } from "./output.ts";

const lookMs = 300;
const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/** A running Herald that was sent the answer leaves it in the database. */
async function leftBehind(desk: Desk, state: string, over: AbortSignal): Promise<Answer | null> {
  while (!over.aborted) {
    const answer = await fetchAnswer(desk, state);
    if (answer) return answer;
    await desk.clock.sleep(lookMs, over);
  }
  return null;
}

function answerTo(state: string, address: string): Answer | null {
  const answer = readAnswer(URL.parse(address.trim())?.searchParams ?? new URLSearchParams());
  return answer?.state === state ? answer : null;
}

/** Whoever sits at a browser elsewhere pastes the address that it was sent to. */
function pasted(state: string, over: AbortSignal): Promise<Answer | null> {
  const { promise, resolve } = Promise.withResolvers<Answer | null>();
  const lines = createInterface({ input: process.stdin });
  const end = () => {
    lines.close();
    process.stdin.pause();
    resolve(null);
  };
  over.addEventListener("abort", end, { once: true });
  lines.on("line", (line) => {
    if (line.trim() === "") return;
    const answer = answerTo(state, line);
    if (answer) resolve(answer);
    else sayProgress("That is no answer to this: paste the whole address, which begins with the registered one.");
  });
  return promise;
}

/** What comes to the registered address itself, where that is this machine's and no Herald has it; null: this process doesn't hear it. */
async function listen(state: string, redirect: string, over: AbortSignal): Promise<{ readonly answer: Promise<Answer> } | null> {
  const { protocol, hostname, port, pathname } = new URL(redirect);
  if (protocol !== "http:" || !loopback.test(hostname)) return null;
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", redirect);
    const answer = request.method === "GET" && url.pathname === pathname ? answerTo(state, url.href) : null;
    const [status, text] = answer
      ? [200, "Thank you. Go back to the terminal: Herald goes on there.\n"]
      : [404, "There is nothing here.\n"];
    const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "referrer-policy": "no-referrer" };
    response.writeHead(status, { ...headers, connection: "close" }).end(text, () => answer && resolve(answer));
  });
  over.addEventListener("abort", () => server.close().closeAllConnections(), { once: true });
  const isHeard = await new Promise<boolean>((settle) => {
    // Taken: a Herald that runs there leaves the answer in the database.
    server.once("error", () => settle(false));
    server.listen(Number(port || 80), hostname.replace(/^\[|\]$/g, ""), () => settle(true));
  });
  return isHeard ? { answer: promise } : null;
}

function explain({ url, platform, register, codeLifeMs }: Asked): void {
  const hurry = codeLifeMs < 60_000 ? ` within ${codeLifeMs / 1000} seconds` : "";
  sayProgress(`${register}\nThen open this address, signed in to ${platform} as the account that will post:\n\n${url}\n`);
  sayProgress(
    `Herald waits ten minutes. Where your browser can't show the page that it is sent to, paste that page's address here${hurry}.`,
  );
}

/** Connects an account by consent at its platform. */
export async function connectByConsent(desk: Desk, accountId: string, asking: Asking): Promise<Result<Connected>> {
  const redirect = callbackOf(desk.settings);
  if (!redirect.ok) return redirect;
  const asked = await authorize(desk, accountId, redirect.value, null);
  if (!asked.ok) return asked;
  const { state } = asked.value;
  const through = new AbortController();
  const over = AbortSignal.any([through.signal, desk.clock.timeout(patienceMs)]);
  try {
    const heard = await listen(state, redirect.value, over);
    explain(asked.value);
    const answer = await Promise.race([leftBehind(desk, state, over), pasted(state, over), ...(heard ? [heard.answer] : [])]);
    if (answer) return await complete(desk, answer, null, asking);
  } finally {
    through.abort();
  }
  return refuse(block("input-callback", `account ${accountId}`, "No answer came in ten minutes.", "Run it again; nothing was kept."));
}

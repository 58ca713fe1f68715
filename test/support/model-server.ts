import { createServer, type ServerResponse } from "node:http";

/** What a model was asked, as its endpoint saw it. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

/** What the message of a question holds. */
export interface Question {
  readonly platform: string;
  readonly source: { readonly paragraphs: readonly string[] };
  readonly texts: readonly { readonly text: string; readonly longest: number }[];
}

/** How it answers: the model's words, a status, another body, no end of a body, or not at all. */
export type Reply =
  | { readonly says: (question: Question) => string }
  | { readonly status: number; readonly location?: string }
  | { readonly body: string }
  | "endless"
  | "hang";

export interface ModelServer {
  /** Up to `/v1`. */
  readonly url: string;
  readonly asked: readonly Asked[];
  reply: Reply;
  /** Bytes of an endless answer that it could write. */
  written(): number;
  close(): Promise<void>;
}

/** The texts that a question holds, each put through `change`, as the JSON that is asked for. */
export function worded(change: (text: string) => string): Reply {
  return { says: ({ texts }) => JSON.stringify({ texts: texts.map(({ text }) => change(text)) }) };
}

function completion(content: string): string {
  const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }];
  const usage = { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 };
  return JSON.stringify({ id: "c-1", object: "chat.completion", created: 1_770_000_000, model: "wordsmith", choices, usage });
}

/** Writes until nobody listens. */
function writeForEver(response: ServerResponse, count: (bytes: number) => void): void {
  const chunk = Buffer.alloc(16_384, " ");
  const more = () => {
    while (!response.destroyed && response.write(chunk)) count(chunk.length);
  };
  response.writeHead(200, { "content-type": "application/json" }).on("drain", more);
  more();
}

/** An OpenAI-compatible endpoint on the loopback. By default it hands every text back as it came. */
export async function startModel(): Promise<ModelServer> {
  const asked: Asked[] = [];
  let bytes = 0;
  const state: { reply: Reply } = { reply: worded((text) => text) };
  const answer = (body: Asked["body"], response: ServerResponse) => {
    const { reply } = state;
    if (reply === "hang") return;
    if (reply === "endless") return writeForEver(response, (more) => (bytes += more));
    if ("status" in reply) {
      response.writeHead(reply.status, reply.location === undefined ? {} : { location: reply.location });
      return void response.end(JSON.stringify({ error: { message: "no" } }));
    }
    const question = JSON.parse(body.messages.at(-1)?.content ?? "{}");
    response.writeHead(200, { "content-type": "application/json" });
    response.end("body" in reply ? reply.body : completion(reply.says(question)));
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body: Asked["body"] = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      asked.push({ path: request.url ?? "", authorization: request.headers.authorization, body });
      answer(body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The model has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    asked,
    get reply() {
      return state.reply;
    },
    set reply(reply) {
      state.reply = reply;
    },
    written: () => bytes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

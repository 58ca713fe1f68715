/** Clients for tests of the stand-ins, and a small real picture to post. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { ApiResponseError, type ITwitterApiClientPlugin, TwitterApi } from "twitter-api-v2";
import { type Login, type StandIns, xLogin } from "../../src/sandbox/index.ts";
import { sniff } from "../../src/sandbox/x/uploads.ts";

/** The SDK as shipped, led through the proxy by its agent alone. */
export function xClient(standIns: StandIns, login: Login = standIns.logins.x): TwitterApi {
  const { X_API_KEY = "", X_API_SECRET = "", X_ACCESS_TOKEN = "", X_ACCESS_SECRET = "" } = login;
  const httpAgent = new Agent({ proxyEnv: { ...standIns.proxyEnv }, ca: standIns.caPem });
  return new TwitterApi(
    { appKey: X_API_KEY, appSecret: X_API_SECRET, accessToken: X_ACCESS_TOKEN, accessSecret: X_ACCESS_SECRET },
    { httpAgent },
  );
}

/** The same for the passing stranger. */
export function strangerOnX(standIns: StandIns): TwitterApi {
  const stranger = standIns.people.x[1];
  if (!stranger) throw new Error("the stand-ins have no stranger");
  return xClient(standIns, xLogin(stranger));
}

/** The chunked upload, ready to attach. @returns the media's id. */
export async function uploadPicture(x: TwitterApi, bytes: Buffer, mime = sniff(bytes) ?? "image/jpeg"): Promise<string> {
  const asked = { media_type: mime, media_category: "tweet_image", total_bytes: bytes.length };
  const { data } = await x.v2.post<{ data: { id: string } }>("media/upload/initialize", asked);
  await x.v2.post(`media/upload/${data.id}/append`, { segment_index: 0, media: bytes }, { forceBodyMode: "form-data" });
  await x.v2.post(`media/upload/${data.id}/finalize`);
  return data.id;
}

/** A plain colour as a picture. */
export async function drawPicture(width: number, height: number, format: "jpeg" | "png" = "jpeg"): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: "#204060" } })
    .toFormat(format)
    .toBuffer();
}

export interface PictureServer {
  /** Puts bytes at an address. */
  serve(name: string, bytes: Uint8Array, mime?: string): string;
  /** Addresses that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Stands for Herald's own `/media/…`. */
export async function openPictureServer(): Promise<PictureServer> {
  const files = new Map<string, { readonly bytes: Uint8Array; readonly mime: string }>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const file = files.get(request.url ?? "");
    if (file) response.writeHead(200, { "content-type": file.mime }).end(file.bytes);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    serve: (name, bytes, mime = "image/jpeg") => {
      files.set(`/${name}`, { bytes, mime });
      return `http://127.0.0.1:${port}/${name}`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface Said {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: a platform's answer, looked into by tests.
  readonly body: any;
}

export interface Ask {
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** One request over a connection of its own. Rejects where the answer is cut. */
export async function ask(standIns: StandIns, { host, path, body, signal, ...rest }: Ask): Promise<Said> {
  const agent = new Agent({ proxyEnv: { ...standIns.proxyEnv }, ca: standIns.caPem });
  try {
    return await new Promise<Said>((resolve, reject) => {
      const options = { method: rest.method ?? "GET", headers: { ...rest.headers }, agent, ...(signal && { signal }) };
      const asking = request(`https://${host}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed(text) });
        });
      });
      asking.on("error", reject).end(body);
      // While the agent still connects, `signal` alone aborts nothing.
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  } finally {
    agent.destroy();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The header with which the SDK would sign a GET of `path`, for example `users/me`; nothing is sent. */
export async function signedHeader(login: Login, path: string): Promise<string> {
  const { X_API_KEY = "", X_API_SECRET = "", X_ACCESS_TOKEN = "", X_ACCESS_SECRET = "" } = login;
  let header = "";
  const plugin: ITwitterApiClientPlugin = {
    onBeforeRequest: ({ computedParams }) => {
      header = computedParams.headers.Authorization ?? "";
      throw new Error("signed, and not to be sent");
    },
  };
  const tokens = { appKey: X_API_KEY, appSecret: X_API_SECRET, accessToken: X_ACCESS_TOKEN, accessSecret: X_ACCESS_SECRET };
  await new TwitterApi(tokens, { plugins: [plugin] }).v2.get(path).catch(() => undefined);
  return header;
}

/** How X refused: the status and the body. Throws where it didn't. */
export async function refusalOf(
  asked: Promise<unknown>,
): Promise<{ readonly code: number; readonly data: Said["body"]; readonly headers: Said["headers"] }> {
  const error = await asked.then(
    (answer) => new Error(`X took it: ${JSON.stringify(answer)}`),
    (refused: unknown) => refused,
  );
  if (!(error instanceof ApiResponseError)) throw error;
  return { code: error.code, data: error.data, headers: error.headers };
}

/** Asks Instagram with the outlet's token; POST fields go as a form, GET fields as a query. */
export function askInstagram(standIns: StandIns, by: "instagram" | "facebook" = "instagram") {
  const [me] = standIns.people.instagram;
  if (!me) throw new Error("the stand-ins have no Instagram account");
  const host = `graph.${by}.com`;
  const token = by === "instagram" ? me.instagramToken : me.facebookToken;
  return async (method: "GET" | "POST", path: string, fields: Readonly<Record<string, string>> = {}): Promise<Said> => {
    const form = new URLSearchParams({ access_token: token, ...fields }).toString();
    if (method === "GET") return ask(standIns, { host, path: `/v26.0/${path}?${form}` });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return ask(standIns, { host, path: `/v26.0/${path}`, method, headers, body: form });
  };
}

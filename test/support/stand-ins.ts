/** Clients for tests of the stand-ins, and a small real picture to post. */
import { createServer } from "node:http";
import { Agent } from "node:https";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { TwitterApi } from "twitter-api-v2";
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

/** A real S3-compatible server (s3rver: it checks signatures) with one bucket, over TLS, that the world may read unless told otherwise. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MediaHostSettings } from "../../src/edge/media/host.ts";
import { openTlsServer, type TlsServer } from "./tls-server.ts";

export interface BucketServer extends TlsServer {
  readonly settings: Extract<MediaHostSettings, { readonly kind: "bucket" }>;
  /** Whether the world may read it. */
  isPublic: boolean;
  /** Puts other bytes in the place of an object. */
  damage(digest: string, bytes: Uint8Array): void;
}

/** What of s3rver is used; it has no types of its own. */
interface S3rver {
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
  readonly logger: { readonly exceptions: { unhandle(): void }; close(): void };
}

const require = createRequire(import.meta.url);

export const keys = { accessKey: "HERALDSKEY", secretKey: "a secret/of+the bucket" } as const;

export async function openBucketServer(): Promise<BucketServer> {
  const directory = mkdtempSync(join(tmpdir(), "herald-bucket-"));
  const { DUMMY_ACCOUNT } = require("@20minutes/s3rver/lib/models/account.js") as {
    DUMMY_ACCOUNT: { createKeyPair(accessKey: string, secretKey: string): void };
  };
  DUMMY_ACCOUNT.createKeyPair(keys.accessKey, keys.secretKey);
  const Server = require("@20minutes/s3rver") as new (options: object) => S3rver;
  const s3 = new Server({ directory, silent: true, vhostBuckets: false, configureBuckets: [{ name: "outlet" }] });
  await s3.configureBuckets();
  const answer = s3.callback();
  const handle: RequestListener = (request, response) => {
    const isStranger = request.headers.authorization === undefined;
    if (isStranger && (!play.isPublic || request.method !== "GET")) response.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>");
    else answer(request, response);
  };
  const server = await openTlsServer(handle);
  const url = `${server.origin}/outlet/cards`;
  const play: BucketServer = {
    ...server,
    settings: { kind: "bucket", url, publicUrl: url, region: null, ...keys },
    isPublic: true,
    damage: (digest, bytes) => writeFileSync(join(directory, "outlet", "cards", `${digest}.jpg._S3rver_object`), bytes),
    close: async () => {
      await server.close();
      s3.logger.exceptions.unhandle();
      s3.logger.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return play;
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
import { AwsV4Signer } from "aws4fetch";
import { block } from "../../domain/problem.ts";
import type { Clock } from "../clock.ts";
import { type Answer, answerTo, isPassing, textOf } from "./answer.ts";
import type { MediaHost, MediaHostSettings, NoPicture, PublicPicture } from "./host.ts";
import { denied, type Look, later, look, lookAfterUpload } from "./look.ts";

type Bucket = Extract<MediaHostSettings, { readonly kind: "bucket" }>;

interface Context {
  readonly bucket: Bucket;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Sent {
  readonly method: "HEAD" | "PUT" | "DELETE";
  readonly digest: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

const emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** One signed request. The signature holds for this body alone: what arrives otherwise is refused by the store. */
async function ask({ bucket, clock, signal }: Context, { method, digest, headers = {}, body }: Sent): Promise<Answer> {
  const signer = new AwsV4Signer({
    method,
    url: `${bucket.url}/${digest}.jpg`,
    headers: { ...headers, "x-amz-content-sha256": body ? digest : emptyDigest },
    accessKeyId: bucket.accessKey,
    secretAccessKey: bucket.secretKey,
    service: "s3",
    ...(bucket.region === null ? {} : { region: bucket.region }),
    datetime: new Date(clock.now()).toISOString().replace(/[-:]|\.\d{3}/g, ""),
  });
  const signed = await signer.sign();
  return answerTo(signed.url, { method, headers: signed.headers, signal, ...(body ? { body } : {}) });
}

interface Fault {
  readonly codes: readonly string[];
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
}

/** From a store's own words to what they mean. */
const faults: readonly Fault[] = [
  {
    codes: ["InvalidAccessKeyId"],
    where: "MEDIA_ACCESS_KEY",
    message: "The bucket's store doesn't know MEDIA_ACCESS_KEY.",
    remedy: "Copy the access key anew from the store, then run `doctor`.",
  },
  {
    codes: ["SignatureDoesNotMatch"],
    where: "MEDIA_SECRET_KEY",
    message: "The bucket's store found a wrong signature: MEDIA_SECRET_KEY doesn't belong to MEDIA_ACCESS_KEY.",
    remedy: "Copy both keys anew from the store, then run `doctor`.",
  },
  {
    codes: ["NoSuchBucket"],
    where: "MEDIA_BUCKET",
    message: "The store that MEDIA_BUCKET names has no such bucket.",
    remedy: "Make the bucket there, or mend its name in MEDIA_BUCKET, then run `doctor`.",
  },
  {
    codes: ["AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect", "IllegalLocationConstraintException"],
    where: "MEDIA_REGION",
    message: "The bucket lies in another region than the one that was asked.",
    remedy: "Set MEDIA_REGION, and the region in MEDIA_BUCKET's address, to the bucket's own, then run `doctor`.",
  },
  {
    codes: ["QuotaExceeded", "EntityTooLarge", "InsufficientStorage", "StorageFull", "XMinioStorageFull"],
    where: "MEDIA_BUCKET",
    message: "The bucket takes no more: it is full, or takes no files of this size.",
    remedy: "Make room or raise its quota, then run `doctor`.",
  },
];

function accessDenied(): NoPicture {
  const message = "MEDIA_ACCESS_KEY may not put files into the bucket.";
  return denied(
    "MEDIA_ACCESS_KEY",
    message,
    "Give the key the right to write there (s3:PutObject on the bucket's objects), then run `doctor`.",
  );
}

function clockWrong(): NoPicture {
  const message = "The bucket's store says that this machine's clock is wrong by more than 15 minutes.";
  return {
    kind: "denied",
    problem: block("account-clock", "clock", message, "Set this machine's clock (turn on NTP), then run `doctor`."),
  };
}

/** What a refused upload means; null where it was taken. */
function refusalOf(answer: Answer): NoPicture | null {
  if (answer.kind === "silence") return later(`The bucket could not be reached (${answer.reason}).`);
  const { status } = answer;
  if (status < 300) return null;
  // A store's own word, and nothing longer: what else it says may repeat what was sent.
  const code = /<Code>(\w{1,60})<\/Code>/.exec(textOf(answer))?.[1] ?? "";
  const fault =
    faults.find(({ codes }) => codes.includes(code)) ?? (status < 400 ? faults.find(({ where }) => where === "MEDIA_REGION") : undefined);
  if (fault) return denied(fault.where, fault.message, fault.remedy);
  if (code === "RequestTimeTooSkewed") return clockWrong();
  if (["RequestTimeout", "SlowDown"].includes(code) || isPassing(status))
    return later(`The bucket answered ${status}${code && ` (${code})`}.`);
  if (status === 401 || status === 403) return accessDenied();
  const message = `The bucket refused a picture: it answered ${status}${code && ` (${code})`}.`;
  return denied("MEDIA_BUCKET", message, "See that MEDIA_BUCKET is the address of an S3-compatible bucket, then run `doctor`.");
}

const remedies = {
  gone: "MEDIA_PUBLIC_URL must be the address under which the world reads what MEDIA_BUCKET takes: mend it, then run `doctor`.",
  changed: "See that nothing before the bucket changes pictures or their type (image optimisation, a cache), then run `doctor`.",
  closed: "Let everyone read the bucket's files, or set MEDIA_PUBLIC_URL to the address where they can, then run `doctor`.",
} as const;

function judged(seen: Look, url: string): PublicPicture {
  if (seen.kind === "same") return { ok: true, url };
  if (seen.kind === "later") return { ok: false, outcome: later(`The bucket's public address could not be read (${seen.reason}).`) };
  return { ok: false, outcome: denied("MEDIA_PUBLIC_URL", `The picture at ${url} ${seen.what}.`, remedies[seen.kind]) };
}

/** Whether a file of this name and length lies there. A key without the right to look is told nothing: then it is put there again. */
async function holds(context: Context, digest: string, length: number): Promise<boolean> {
  const answer = await ask(context, { method: "HEAD", digest });
  return answer.kind === "answer" && answer.status === 200 && Number(answer.headers.get("content-length")) === length;
}

async function publish(context: Context, digest: string, bytes: Uint8Array, mime: string): Promise<PublicPicture> {
  const { bucket, clock, signal } = context;
  const url = `${bucket.publicUrl}/${digest}.jpg`;
  const expected = { digest, mime, length: bytes.length };
  if (await holds(context, digest, bytes.length)) {
    const seen = await look(url, expected, signal);
    // What lies there damaged is put there anew; what the world may not read stays so.
    if (seen.kind !== "changed" && seen.kind !== "gone") return judged(seen, url);
  }
  const headers = { "content-type": mime, "cache-control": "public, max-age=31536000, immutable" };
  const refusal = refusalOf(await ask(context, { method: "PUT", digest, headers, body: new Uint8Array(bytes) }));
  if (refusal) return { ok: false, outcome: refusal };
  return judged(await lookAfterUpload(url, expected, clock, signal), url);
}

/** A bucket of Amazon S3 or of a store that speaks alike: Cloudflare R2, Backblaze B2, MinIO, Garage … */
export function openBucket(bucket: Bucket, clock: Clock): MediaHost {
  return {
    publish: (digest, bytes, mime, signal) => publish({ bucket, clock, signal }, digest, bytes, mime),
    remove: async (digest, signal) => {
      const answer = await ask({ bucket, clock, signal }, { method: "DELETE", digest });
      return answer.kind === "answer" && answer.status < 300;
    },
  };
}

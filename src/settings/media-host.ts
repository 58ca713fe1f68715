import type { Account } from "../domain/account.ts";
import type { Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { MediaHostSettings } from "../edge/media/host.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";
import { problemsOf } from "./problems-of.ts";
import { isLoopback } from "./server.ts";

const bucketNames = ["MEDIA_BUCKET", "MEDIA_ACCESS_KEY", "MEDIA_SECRET_KEY"] as const;
const wordpressNames = ["WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"] as const;
const optionalNames = ["MEDIA_REGION", "MEDIA_PUBLIC_URL"] as const;
const kinds = ["own", "bucket", "wordpress"] as const;
type Kind = (typeof kinds)[number];

/** True for an account whose platform fetches pictures itself, from a public address. */
export function fetchesPictures({ platform }: Account): boolean {
  return platform === "instagram";
}

/**
 * Where pictures are put for platforms to fetch: what `MEDIA_HOST` says, else the one that variables name, else Herald's own server.
 * No value is repeated but addresses: the others are keys and passwords.
 */
export function readMediaHost(env: Environment): Result<MediaHostSettings> {
  const kind = readKind(env);
  if (!kind.ok) return kind;
  if (kind.value === "bucket") return readBucket(env);
  return kind.value === "wordpress" ? readWordPress(env) : ok({ kind: "own" });
}

function wrong(variable: string, message: string, remedy: string): ReturnType<typeof refuse> {
  return refuse(block("settings-media", variable, message, remedy));
}

function isAnyGiven(env: Environment, names: readonly string[]): boolean {
  return names.some((name) => given(env, name) !== undefined);
}

function readKind(env: Environment): Result<Kind> {
  const written = given(env, "MEDIA_HOST");
  const told = kinds.find((kind) => kind === written?.toLowerCase());
  if (told) return ok(told);
  if (written !== undefined)
    return wrong("MEDIA_HOST", "MEDIA_HOST is none of own, bucket and wordpress.", "Give one of them, or remove it.");
  const [bucket, wordpress] = [isAnyGiven(env, bucketNames), isAnyGiven(env, wordpressNames)];
  if (!bucket || !wordpress) return ok(bucket ? "bucket" : wordpress ? "wordpress" : "own");
  const message = "Both a bucket (MEDIA_BUCKET…) and WordPress (WORDPRESS_URL…) are set up to hold the pictures.";
  return wrong("MEDIA_HOST", message, "Say which by MEDIA_HOST=bucket or MEDIA_HOST=wordpress, or remove the variables of one.");
}

/** A variable that its host can't do without. */
function needed(env: Environment, name: string, host: string): Result<string> {
  const value = given(env, name);
  if (value !== undefined) return ok(value);
  return wrong(name, `${host} is set up in part: ${name} is missing.`, "Add it; .env.example tells where it is found.");
}

function readBucket(env: Environment): Result<MediaHostSettings> {
  const [url, accessKey, secretKey] = bucketNames.map((name) => needed(env, name, "The bucket for pictures")) as [
    Result<string>,
    Result<string>,
    Result<string>,
  ];
  const address = url.ok ? bucketAddress(url.value) : url;
  const publicUrl = readPublic(env, address);
  if (!address.ok || !accessKey.ok || !secretKey.ok || !publicUrl.ok)
    return refuse(...problemsOf(address, accessKey, secretKey, publicUrl));
  const region = given(env, "MEDIA_REGION") ?? null;
  return ok({
    kind: "bucket",
    url: address.value,
    publicUrl: publicUrl.value,
    region,
    accessKey: accessKey.value,
    secretKey: secretKey.value,
  });
}

function readWordPress(env: Environment): Result<MediaHostSettings> {
  const [url, user, password] = wordpressNames.map((name) => needed(env, name, "WordPress as the place for pictures")) as [
    Result<string>,
    Result<string>,
    Result<string>,
  ];
  const address = url.ok ? addressOf("WORDPRESS_URL", url.value, "https://example.org") : url;
  const publicUrl = readPublic(env, address);
  if (!address.ok || !user.ok || !password.ok || !publicUrl.ok) return refuse(...problemsOf(address, user, password, publicUrl));
  return ok({ kind: "wordpress", url: address.value, publicUrl: publicUrl.value, user: user.value, password: password.value });
}

const bucketExample = "https://s3.eu-west-1.amazonaws.com/my-bucket";

function bucketAddress(written: string): Result<string> {
  const read = addressOf("MEDIA_BUCKET", written, bucketExample);
  if (!read.ok) return read;
  const { hostname, pathname } = new URL(read.value);
  if (pathname !== "/" || !/^(?:s3[.-]|[\da-f]{32}\.(?:\w+\.)?r2\.)/.test(hostname)) return read;
  return wrong(
    "MEDIA_BUCKET",
    "MEDIA_BUCKET names a store, but no bucket in it.",
    `Put the bucket's name behind the address, such as ${bucketExample}.`,
  );
}

/** By default pictures are read where they are put. */
function readPublic(env: Environment, otherwise: Result<string>): Result<string> {
  const written = given(env, "MEDIA_PUBLIC_URL");
  if (written !== undefined) return addressOf("MEDIA_PUBLIC_URL", written, "https://pictures.example.org");
  return otherwise.ok ? otherwise : ok("");
}

function addressOf(name: string, written: string, example: string): Result<string> {
  const url = URL.parse(written);
  const whole = `Give the whole address, such as ${example}.`;
  if (!url || !["http:", "https:"].includes(url.protocol)) return wrong(name, `${name} is no web address.`, whole);
  if (url.username || url.password || url.search || url.hash)
    return wrong(name, `${name} carries a login, a query or a fragment.`, `Give only the scheme, host and path, such as ${example}.`);
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return wrong(name, `${name} is not https, which pictures and keys need on their way.`, whole);
  return ok(`${url.origin}${url.pathname}`.replace(/\/+$/, ""));
}

const idleNames: Readonly<Record<Kind, readonly string[]>> = {
  own: [...bucketNames, ...optionalNames],
  bucket: [],
  // WORDPRESS_… isn't listed above: it may be there for other uses of the site.
  wordpress: [...bucketNames, "MEDIA_REGION"],
};

/** Sentences for the start: what is there and changes nothing, and who can't fetch from there. @param used in the sandbox Herald's own server */
export function idleMediaHost(env: Environment, read: MediaHostSettings, used: MediaHostSettings): readonly string[] {
  if (read.kind !== used.kind) {
    const name = read.kind === "bucket" ? "MEDIA_BUCKET" : "WORDPRESS_URL";
    return [`${name} has no effect in the sandbox: nothing of it leaves this machine.`];
  }
  const idle = idleNames[used.kind].filter((name) => given(env, name) !== undefined);
  const place = used.kind === "own" ? "on Herald's own server" : "in WordPress";
  const said = idle.length === 0 ? [] : [`${idle.join(", ")} ${idle.length === 1 ? "has" : "have"} no effect: pictures are kept ${place}.`];
  return [...said, ...localOnly(used)];
}

function localOnly(used: MediaHostSettings): readonly string[] {
  if (used.kind === "own" || new URL(used.publicUrl).protocol === "https:") return [];
  return [`Pictures are read at ${used.publicUrl}, which only this machine can reach: Instagram can't fetch them from there.`];
}

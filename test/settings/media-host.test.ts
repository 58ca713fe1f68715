import { describe, expect, test } from "vitest";
import { least, loaded, problemsIn, xLogin } from "./workplace.ts";

const bucket = { MEDIA_BUCKET: "https://s3.eu-west-1.amazonaws.com/outlet/", MEDIA_ACCESS_KEY: "AK", MEDIA_SECRET_KEY: "hunter2" };
const wordpress = { WORDPRESS_URL: "https://example.org/", WORDPRESS_USER: "herald", WORDPRESS_APP_PASSWORD: "hunter2 hunter2" };
const instagram = { INSTAGRAM_USER_ID: "17", INSTAGRAM_ACCESS_TOKEN: "IGx" };
const yaml = `${least}  - { id: instagram, platform: instagram }\n`;

function hostOf(env: Readonly<Record<string, string>>) {
  return loaded({ env: { ...xLogin, ...env } }).mediaHost;
}

describe("where pictures are put", () => {
  test("is Herald's own server, unless told otherwise", () => {
    expect(hostOf({})).toEqual({ kind: "own" });
  });

  test("is the bucket that is named, read where it is written unless told otherwise", () => {
    const url = "https://s3.eu-west-1.amazonaws.com/outlet";
    const read = { kind: "bucket", url, publicUrl: url, region: null, accessKey: "AK", secretKey: "hunter2" };
    expect(hostOf(bucket)).toEqual(read);
    const change = { MEDIA_PUBLIC_URL: "https://pictures.example.org/herald/", MEDIA_REGION: "auto" };
    expect(hostOf({ ...bucket, ...change })).toEqual({ ...read, publicUrl: "https://pictures.example.org/herald", region: "auto" });
  });

  test("is the WordPress that is named", () => {
    const url = "https://example.org";
    expect(hostOf(wordpress)).toEqual({ kind: "wordpress", url, publicUrl: url, user: "herald", password: "hunter2 hunter2" });
  });

  test("is what MEDIA_HOST says where both are set up", () => {
    expect(hostOf({ ...bucket, ...wordpress, MEDIA_HOST: "bucket" }).kind).toBe("bucket");
    expect(hostOf({ ...bucket, ...wordpress, MEDIA_HOST: "WordPress" }).kind).toBe("wordpress");
    expect(hostOf({ ...bucket, ...wordpress, MEDIA_HOST: "own" }).kind).toBe("own");
  });

  test("in a bucket needs no PUBLIC_URL", () => {
    expect(loaded({ yaml, env: { ...instagram, ...bucket } }).warnings).toEqual([]);
  });

  test("is Herald's own server in the sandbox, whatever is set", () => {
    const settings = loaded({ env: { ...xLogin, ...bucket }, forced: true });
    expect(settings.mediaHost).toEqual({ kind: "own" });
    expect(settings.warnings).toEqual(["MEDIA_BUCKET has no effect in the sandbox: nothing of it leaves this machine."]);
  });

  test("warns of what changes nothing, and of an address that nobody else can read", () => {
    expect(loaded({ env: { ...xLogin, MEDIA_REGION: "auto", MEDIA_PUBLIC_URL: "https://a.example.org" } }).warnings).toEqual([
      "MEDIA_REGION, MEDIA_PUBLIC_URL have no effect: pictures are kept on Herald's own server.",
    ]);
    const near = { MEDIA_BUCKET: "http://127.0.0.1:9000/outlet" };
    expect(loaded({ env: { ...xLogin, ...bucket, ...near } }).warnings).toEqual([
      "Pictures are read at http://127.0.0.1:9000/outlet, which only this machine can reach: Instagram can't fetch them from there.",
    ]);
    expect(loaded({ env: { ...xLogin, ...wordpress, MEDIA_SECRET_KEY: "s", MEDIA_HOST: "wordpress" } }).warnings).toEqual([
      "MEDIA_SECRET_KEY has no effect: pictures are kept in WordPress.",
    ]);
  });
});

type Wrong = readonly [what: string, env: Readonly<Record<string, string>>, where: string, words: string];

const wrong: readonly Wrong[] = [
  ["a host of another name", { MEDIA_HOST: "ftp" }, "MEDIA_HOST", "MEDIA_HOST is none of own, bucket and wordpress."],
  ["both hosts", { ...bucket, ...wordpress }, "MEDIA_HOST", "Both a bucket (MEDIA_BUCKET…) and WordPress (WORDPRESS_URL…)"],
  ["a bucket without a key", { ...bucket, MEDIA_ACCESS_KEY: " " }, "MEDIA_ACCESS_KEY", "is set up in part: MEDIA_ACCESS_KEY is missing."],
  ["a bucket without its secret", { ...bucket, MEDIA_SECRET_KEY: "" }, "MEDIA_SECRET_KEY", "MEDIA_SECRET_KEY is missing."],
  ["keys without a bucket", { ...bucket, MEDIA_BUCKET: "" }, "MEDIA_BUCKET", "MEDIA_BUCKET is missing."],
  ["a bucket by its name", { ...bucket, MEDIA_BUCKET: "s3://outlet" }, "MEDIA_BUCKET", "MEDIA_BUCKET is no web address."],
  ["a store without a bucket", { ...bucket, MEDIA_BUCKET: "https://s3.eu-west-1.amazonaws.com" }, "MEDIA_BUCKET", "but no bucket in it"],
  ["a bucket without TLS", { ...bucket, MEDIA_BUCKET: "http://s3.example.org/outlet" }, "MEDIA_BUCKET", "MEDIA_BUCKET is not https"],
  ["a bucket with a login", { ...bucket, MEDIA_BUCKET: "https://AK:hunter2@s3.example.org/a" }, "MEDIA_BUCKET", "carries a login"],
  ["a public address without TLS", { ...bucket, MEDIA_PUBLIC_URL: "http://a.example.org" }, "MEDIA_PUBLIC_URL", "is not https"],
  ["WordPress without a user", { ...wordpress, WORDPRESS_USER: "" }, "WORDPRESS_USER", "WORDPRESS_USER is missing."],
  ["WordPress without its password", { WORDPRESS_URL: "https://a.org", WORDPRESS_USER: "h" }, "WORDPRESS_APP_PASSWORD", "is missing."],
  ["WordPress by its name", { ...wordpress, WORDPRESS_URL: "example.org" }, "WORDPRESS_URL", "WORDPRESS_URL is no web address."],
];

describe("a wrong place for pictures is one sentence, without a secret", () => {
  test.each(wrong)("%s", (_, env, where, words) => {
    const problems = problemsIn({ env });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "settings-media", where, message: expect.stringContaining(words) });
    expect(problems[0]?.remedy).toMatch(/\.$/);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });
});

import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/edge/clock.ts";
import type { PublicPicture } from "../../../src/edge/media/host.ts";
import { openWordPress } from "../../../src/edge/media/wordpress.ts";
import { openWordPressSite, password, type WordPressSite } from "../../support/wordpress.ts";

const bytes = Uint8Array.from([0xff, 0xd8, ...new TextEncoder().encode("a picture".repeat(3000)), 0xff, 0xd9]);
const digest = createHash("sha256").update(bytes).digest("hex");

let site: WordPressSite;

beforeEach(async () => {
  site = await openWordPressSite();
});
afterEach(() => site.close());

type Change = Partial<WordPressSite["settings"]>;

function publish(change: Change = {}, signal = AbortSignal.timeout(10_000)): Promise<PublicPicture> {
  return openWordPress({ ...site.settings, ...change }, systemClock).publish(digest, bytes, "image/jpeg", signal);
}

async function refusal(change: Change = {}): Promise<string> {
  const said = await publish(change);
  if (said.ok || said.outcome.kind !== "denied") throw new Error(`It was no refusal: ${JSON.stringify(said)}`);
  const { code, where, message, remedy } = said.outcome.problem;
  expect(code).toBe("account-media");
  expect(remedy).toContain("un `doctor`.");
  expect(JSON.stringify(said)).not.toContain(password);
  return `${where}: ${message}`;
}

const later = (reason: RegExp) => ({ ok: false, outcome: { kind: "later", afterMs: 0, reason: expect.stringMatching(reason) } });
const uploads = () => site.requests.filter((request) => request.startsWith("*POST")).length;

describe("a picture in the outlet's WordPress", () => {
  it("is put there under its digest and fetched back without a login", async () => {
    const url = `${site.origin}/wp-content/uploads/2026/11/${digest}.jpg`;
    expect(await publish()).toEqual({ ok: true, url });
    expect(site.requests.at(-1)).toBe(`GET /wp-content/uploads/2026/11/${digest}.jpg`);
  });

  it("is found again by its name, in whatever process, and not put there twice", async () => {
    const first = await publish();
    expect(await publish()).toEqual(first);
    expect(uploads()).toBe(1);
  });

  it("is not put there twice where the answer was cut", async () => {
    site.faults.push({ method: "POST", does: "cut-after" });
    expect(await publish()).toEqual(later(/could not be reached/));
    expect(await publish()).toMatchObject({ ok: true });
    expect(uploads()).toBe(1);
    expect(site.library).toHaveLength(1);
  });

  it("is put beside one of its name that was altered, and then found", async () => {
    site.alter = (whole) => whole.toReversed();
    await publish();
    site.library.push({ id: 7, title: digest, file: "someone-edited-it.jpg", bytes: bytes.toReversed(), mime: "image/jpeg" });
    site.alter = (whole) => whole;
    const second = await publish();
    expect(second).toMatchObject({ ok: true, url: expect.stringContaining(`${digest}-1.jpg`) });
    expect(await publish()).toEqual(second);
    expect(uploads()).toBe(2);
  });

  it("is taken away again, past the bin", async () => {
    await publish();
    expect(await openWordPress(site.settings, systemClock).remove(digest, AbortSignal.timeout(5000))).toBe(true);
    expect(site.library).toEqual([]);
  });
});

describe("a WordPress that makes another picture of it", () => {
  it("is refused with the address and what to do, and keeps nothing of it", async () => {
    site.alter = (whole) => whole.subarray(0, 9000);
    expect(await refusal()).toMatch(
      /^WORDPRESS_URL: The picture at https:\S+\.jpg is another picture than the one that was put there \(shorter/,
    );
    expect(site.library).toEqual([]);
  });

  it("is refused where it serves a scaled one", async () => {
    site.suffix = "-scaled";
    site.alter = (whole) => whole.toReversed();
    expect(await refusal()).toMatch(/-scaled\.jpg is another picture/);
  });
});

describe("what WordPress refuses is one sentence about one variable", () => {
  it("a wrong application password", async () => {
    expect(await refusal({ password: "wrong" })).toBe(
      "WORDPRESS_APP_PASSWORD: WordPress refused the login: it answered 401 (incorrect_password).",
    );
  });

  it("an application password without its blanks is the same", async () => {
    expect(await publish({ password: password.replaceAll(" ", "") })).toMatchObject({ ok: true });
  });

  it("a user who may upload nothing", async () => {
    site.role = "subscriber";
    expect(await refusal()).toBe(
      "WORDPRESS_USER: WordPress lets WORDPRESS_USER put no pictures there: it answered 403 (rest_cannot_create).",
    );
  });

  it("a limit below a picture's size", async () => {
    site.mostBytes = 1000;
    expect(await refusal()).toBe("WORDPRESS_URL: WordPress takes no pictures of this size: it answered 413.");
  });

  it("an address without its REST interface, or of no WordPress at all", async () => {
    expect(await refusal({ url: `${site.origin}/blog` })).toMatch(
      /no REST interface at WORDPRESS_URL: it answered 404 \(rest_no_route\)\.$/,
    );
    site.faults.push({ method: "GET", does: { status: 200, body: "<h1>Welcome</h1>" } });
    expect(await refusal()).toMatch(/is no WordPress with its REST interface\.$/);
  });

  it("an address that leads on, which gets no login", async () => {
    site.faults.push({ method: "GET", signed: true, does: { status: 301, location: `${site.origin}/elsewhere` } });
    expect(await refusal()).toBe("WORDPRESS_URL: WORDPRESS_URL leads on to another address (301).");
    expect(site.requests).toHaveLength(1);
  });

  it("pictures that lie elsewhere, which are asked for only where the settings say so", async () => {
    site.siteUrl = "https://cdn.example.org";
    expect(await refusal()).toBe(
      `MEDIA_PUBLIC_URL: WordPress keeps its pictures at https://cdn.example.org, not under ${site.settings.publicUrl}.`,
    );
    expect(site.library).toEqual([]);
    site.siteUrl = null;
    expect(await publish({ publicUrl: `${site.origin}/wp-content` })).toMatchObject({ ok: true });
  });
});

describe("a WordPress that fails makes the picture wait", () => {
  it.each(["cut", { status: 500, body: '{"code":"rest_upload_unknown_error"}' }, { status: 503 }] as const)("%o", async (does) => {
    site.faults.push({ method: "POST", does });
    expect(await publish()).toEqual(later(/^WordPress (?:failed|could not be reached)/));
    expect(await publish()).toMatchObject({ ok: true });
  });

  it.each(["GET", "POST"])("a %s without an answer is over with its deadline", async (method) => {
    site.faults.push({ method, signed: true, does: "hang" });
    expect(await publish({}, AbortSignal.timeout(200))).toEqual(later(/it took too long/));
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { openOwnPictures } from "../../src/edge/own-pictures.ts";

const place = mkdtempSync(join(tmpdir(), "herald-pictures-"));
afterAll(() => rmSync(place, { recursive: true }));
const home = join(place, "home");
const drop = join(place, "drop");
mkdirSync(join(home, "photos"), { recursive: true });
mkdirSync(drop);
writeFileSync(join(home, "photos", "here.jpg"), "at home");
writeFileSync(join(drop, "beside.jpg"), "beside");
writeFileSync(join(place, "secret.jpg"), "secret");
writeFileSync(join(drop, "large.jpg"), "");
truncateSync(join(drop, "large.jpg"), 20_000_001);
symlinkSync(join(place, "secret.jpg"), join(drop, "link.jpg"));

const read = openOwnPictures(home, { clock: systemClock, proxyEnv: {}, resolve: async () => [] });
const from = join(drop, "summary.md");

async function said(src: string): Promise<string> {
  const got = await read({ src, from });
  return got.ok ? new TextDecoder().decode(got.value) : (got.problems[0]?.message ?? "");
}

describe("a kept picture", () => {
  const digest = "ab".repeat(32);
  const kept = openOwnPictures(home, { clock: systemClock, proxyEnv: {} }, async (asked) =>
    asked === digest ? new TextEncoder().encode("kept") : undefined,
  );

  it("is read by its digest, wherever the summary lies", async () => {
    const got = await kept({ src: `kept:${digest}`, from: "desk/ayesha/typed.md" });
    expect(got.ok && new TextDecoder().decode(got.value)).toBe("kept");
  });

  it.each([`kept:${"cd".repeat(32)}`, "kept:", "kept:../../secret.jpg"])("that isn't there is said: %s", async (src) => {
    const got = await kept({ src, from });
    expect(got.ok ? "" : got.problems[0]?.message).toBe("is kept nowhere");
  });

  it("is nowhere where there is no queue", async () => {
    expect(await said(`kept:${digest}`)).toBe("is kept nowhere");
  });
});

describe("a picture's file", () => {
  it("is read beside the summary, and in Herald's own folder", async () => {
    expect(await said("beside.jpg")).toBe("beside");
    expect(await said(join(drop, "beside.jpg"))).toBe("beside");
    expect(await said("photos/here.jpg")).toBe("at home");
    const relative = await read({ src: "here.jpg", from: "photos/summary.md" });
    expect(relative.ok && new TextDecoder().decode(relative.value)).toBe("at home");
  });

  it.each(["../secret.jpg", "link.jpg", join(place, "secret.jpg"), "/etc/hostname"])("is not read outside them: %s", async (src) => {
    expect(await said(src)).toBe("lies outside the summary's folder and Herald's own");
  });

  it("that isn't there, is no file or too large says so", async () => {
    expect(await said("none.jpg")).toBe("isn't there");
    expect(await said("photos")).toBe("is no file");
    expect(await said("large.jpg")).toBe("has more than 20 MB");
  });

  it("is never fetched without TLS", async () => {
    expect(await said("http://example.com/a.jpg")).toMatch(/is not, or leads on to what is not, an https address/);
    expect(await said("file:///etc/hostname")).toMatch(/is not, or leads on to what is not, an https address/);
  });
});

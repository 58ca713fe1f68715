import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signedIn } from "../../../src/desk/sign-in.ts";
import { silentLog } from "../../../src/edge/log.ts";
import { openDoor } from "../../../src/faces/web/open-door.ts";
import { peopleDoor } from "../../../src/faces/web/people-door.ts";
import { application } from "../../../src/faces/web/server.ts";
import { makePasskey } from "../../support/authenticator.ts";
import { comeIn, goodPassword, layPeopleDesk, origin, type PeopleDesk } from "../../support/people-desk.ts";

let house: PeopleDesk;
let app: ReturnType<typeof application>;
beforeEach(async () => {
  const laid = await layPeopleDesk();
  // As it runs for real, where nobody is let in without a name.
  house = { ...laid, desk: { ...laid.desk, settings: { ...laid.desk.settings, mode: "live" } } };
  const { desk } = house;
  const site = { desk, log: silentLog, origin: () => origin, door: peopleDoor(desk, null) };
  app = application({ host: "127.0.0.1", port: 0, media: async () => undefined, log: silentLog, site });
});
afterEach(() => house.remove());

/** A browser with a jar for its cookies. */
class Browser {
  readonly jar = new Map<string, string>();
  csrf = "";
  from = "192.0.2.1";

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.jar].map(([name, held]) => `${name}=${held}`).join("; ");
    const headers = { Host: "herald.example.org", "Sec-Fetch-Site": "same-origin", Cookie: cookie, ...init.headers };
    const env = { incoming: { socket: { remoteAddress: this.from } } };
    const response = await app.request(`${origin}${path}`, { ...init, headers }, env);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", held = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) this.jar.delete(name);
      else this.jar.set(name, held);
    }
    return response;
  }
  async see(path: string): Promise<string> {
    const html = await (await this.ask(path)).text();
    this.csrf = /data-csrf="([^"]*)"/.exec(html)?.[1] ?? "";
    return html;
  }
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.ask(path, { method: "POST", body: new URLSearchParams({ csrf: this.csrf, ...fields }) });
  }
  async sendJson(path: string, json: object): Promise<{ status: number; said: { options?: never; next?: string } }> {
    const headers = { "Content-Type": "application/json", "X-Herald-Csrf": this.csrf };
    const response = await this.ask(path, { method: "POST", headers, body: JSON.stringify(json) });
    return { status: response.status, said: JSON.parse(await response.text()) };
  }
}

const password = { email: "ayesha@example.org", password: goodPassword };

async function signedInBrowser(name = "ayesha"): Promise<Browser> {
  const browser = new Browser();
  await browser.send("/sign-in", { ...password, email: `${name}@example.org` });
  await browser.see("/me");
  return browser;
}

describe("a desk that nobody knows yet", () => {
  test("is not there", async () => {
    expect((await new Browser().ask("/sign-in")).status).toBe(404);
    expect(await (await new Browser().ask("/")).text()).toContain("Herald is running here");
  });

  test("is open in the sandbox until people are added", async () => {
    const { desk } = house;
    const door = peopleDoor(desk, openDoor(desk.actor));
    expect((await door.visitor(undefined))?.actor.role).toBe("operator");
    await comeIn(desk, "Ayesha", "admin");
    expect(await door.visitor(undefined)).toBeNull();
  });
});

describe("signing in", () => {
  beforeEach(async () => {
    await comeIn(house.desk, "Ayesha", "admin");
  });

  test("gives cookies that scripts and other sites can't use, and leads where one was going", async () => {
    const browser = new Browser();
    const turned = await browser.ask("/people?x=1");
    expect([turned.status, turned.headers.get("location")]).toEqual([303, "/sign-in?next=%2Fpeople%3Fx%3D1"]);
    expect(await browser.see("/sign-in?next=%2Fpeople%3Fx%3D1")).toContain('name="next" value="/people?x=1"');
    const response = await browser.send("/sign-in", { ...password, next: "/people?x=1" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/people?x=1"]);
    const cookies = response.headers.getSetCookie();
    expect(cookies.map((line) => line.split("=")[0])).toEqual(["__Host-herald", "__Host-herald-device"]);
    for (const line of cookies) expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$|HttpOnly.*Secure.*SameSite=Lax/);
    expect(await browser.see("/people")).toContain("ayesha@example.org");
  });

  test.each(["//evil.example.org", "https://evil.example.org", "/\\evil.example.org", "javascript:alert(1)"])(
    "leads nowhere else, such as %s",
    async (next) => {
      const response = await new Browser().send("/sign-in", { ...password, next });
      expect(response.headers.get("location")).toBe("/");
    },
  );

  test("says no in one sentence, keeps the address and not the password", async () => {
    const response = await new Browser().send("/sign-in", { email: '"><script>x</script>@example.org', password: "guess guess guess" });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain("The e-mail address or the password is wrong.");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script>x");
    expect(html).not.toContain("guess guess");
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test("is refused from another site's page, and so is signing out", async () => {
    const browser = await signedInBrowser();
    const elsewhere = { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" } };
    expect((await browser.ask("/sign-in", { ...elsewhere, body: new URLSearchParams(password) })).status).toBe(403);
    expect((await browser.ask("/sign-out", elsewhere)).status).toBe(403);
    expect((await browser.ask("/sign-out", { method: "POST", body: new URLSearchParams({ csrf: "x" }) })).status).toBe(403);
    const token = browser.jar.get("__Host-herald") ?? "";
    expect((await browser.send("/sign-out", {})).headers.get("location")).toBe("/sign-in?said=signedOut");
    expect(browser.jar.has("__Host-herald")).toBe(false);
    expect(await signedIn(house.desk, token)).toBeNull();
    expect(browser.jar.has("__Host-herald-device")).toBe(true);
  });

  test("counts tries by network, and believes a proxy only where it was told to", async () => {
    const tries = async (headers: Record<string, string>, count = 6) => {
      let status = 0;
      for (let nth = 0; nth < count; nth += 1) {
        const body = new URLSearchParams({ ...password, password: "guess guess guess" });
        const response = await new Browser().ask("/sign-in", { method: "POST", headers, body });
        status = (await response.text()).includes("tried too often") ? 429 : response.status;
      }
      return status;
    };
    expect(await tries({ "X-Forwarded-For": "198.51.100.1" })).toBe(429);
    expect(await tries({ "X-Forwarded-For": "198.51.100.2" }, 1)).toBe(429);
    const settings = { ...house.desk.settings, trustedProxies: ["192.0.2.1"] };
    const desk = { ...house.desk, settings };
    const site = { desk, log: silentLog, origin: () => origin, door: peopleDoor(desk, null) };
    app = application({ host: "127.0.0.1", port: 0, media: async () => undefined, log: silentLog, site });
    expect(await tries({ "X-Forwarded-For": "10.0.0.1, 198.51.100.3, 192.0.2.1" }, 1)).toBe(422);
    expect(await tries({ "X-Forwarded-For": "not an address" }, 1)).toBe(429);
  });

  test("by passkey: made on one's own page, then enough by itself", async () => {
    const browser = await signedInBrowser();
    const asked = await browser.sendJson("/me/passkeys/ask", { password: goodPassword });
    const { passkey, answer } = makePasskey(asked.said.options as never, origin);
    expect(await browser.sendJson("/me/passkeys", { answer, name: "<b>Phone</b>" })).toMatchObject({
      status: 200,
      said: { next: "/me?said=passkeyKept" },
    });
    const html = await browser.see("/me?said=passkeyKept");
    expect(html).toContain("&lt;b&gt;Phone&lt;/b&gt;");
    expect(html).toContain("The passkey is kept.");

    const other = new Browser();
    const options = (await other.sendJson("/sign-in/passkey/ask", {})).said.options as never;
    const entered = await other.sendJson("/sign-in/passkey", { answer: passkey.sign(options), next: "//evil.example.org" });
    expect(entered).toEqual({ status: 200, said: { next: "/" } });
    expect(await other.see("/me")).toContain("this browser");
    expect((await other.sendJson("/sign-in/passkey", { answer: passkey.sign(options) })).status).toBe(422);
    expect((await browser.sendJson("/me/passkeys/ask", { password: "guess" })).status).toBe(422);
  });
});

describe("an invitation", () => {
  test("is one form, and its page changes nothing", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    const admin = await signedInBrowser();
    const page = await (await admin.send("/people", { name: "Bilal <i>Ahmed", email: "bilal@example.org", role: "writer" })).text();
    expect(page).toContain("Bilal &lt;i&gt;Ahmed");
    const path = /value="https:\/\/herald\.example\.org(\/invitation\/[\w-]{43})"/.exec(page)?.[1] ?? "";
    expect(await admin.see("/people")).not.toContain(path);

    const bilal = new Browser();
    for (const _ of ["scanner", "person"]) expect(await bilal.see(path)).toContain("Choose your password");
    expect((await bilal.send(path, { password: "short" })).status).toBe(422);
    const response = await bilal.send(path, { password: "meadow anchor violet stone" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/?said=welcome"]);
    expect((await bilal.ask(path)).status).toBe(404);
    expect((await bilal.ask("/invitation/unknown")).status).toBe(404);
    expect((await bilal.ask("/people")).status).toBe(403);
  });
});

describe("one's own page", () => {
  test("changes the password, shows where one is signed in, and signs out elsewhere", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    const [browser, phone] = [await signedInBrowser(), await signedInBrowser()];
    const ids = [...(await browser.see("/me")).matchAll(/name="session" value="([^"]+)"/g)].map(([, id = ""]) => id);
    expect(ids).toHaveLength(2);
    expect((await browser.send("/me/sessions/end", { session: ids[0] ?? "" })).headers.get("location")).toBe("/me?said=sessionEnded");
    expect((await browser.send("/me/sign-out-elsewhere", {})).status).toBe(303);
    expect((await phone.ask("/me")).headers.get("location")).toContain("/sign-in");
    expect((await browser.send("/me/letters", { letters: "none" })).headers.get("location")).toBe("/me?said=lettersKept");
    expect(await browser.see("/me")).toContain('<option value="none" selected>');
    expect(await (await browser.send("/me/letters", { letters: "a pigeon" })).text()).toContain("a pigeon");
    const changed = await browser.send("/me/password", { current: goodPassword, next: "meadow anchor violet stone" });
    expect(changed.headers.get("location")).toBe("/me?said=passwordChanged");
    expect(await browser.see("/me")).toContain("this browser");
  });
});

describe("the people's page", () => {
  test("changes roles, lets out and in, and keeps the last admin", async () => {
    await comeIn(house.desk, "Ayesha", "admin");
    await comeIn(house.desk, "Bilal", "writer");
    const [admin, bilal] = [await signedInBrowser(), await signedInBrowser("bilal")];
    expect((await admin.send("/people/bilal/role", { role: "editor" })).headers.get("location")).toBe("/people?said=roleGiven");
    expect((await bilal.ask("/me")).status).toBe(303);
    for (const [path, said] of [
      ["disable", "disabled"],
      ["enable", "enabled"],
      ["sign-out", "signedOutPerson"],
    ] as const)
      expect((await admin.send(`/people/bilal/${path}`, {})).headers.get("location")).toBe(`/people?said=${said}`);
    expect(await (await admin.send("/people/bilal/invite", {})).text()).toContain("/invitation/");
    const refused = await admin.send("/people/ayesha/role", { role: "writer" });
    expect([refused.status, (await refused.text()).includes("last active admin")]).toEqual([422, true]);
    expect((await admin.send("/people/bilal/role", { role: "emperor" })).status).toBe(422);
  });
});

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";

/** A real browser, its authenticator in software, and a Herald that runs for real with no account connected. */
let home: Home;
let herald: Running;
let browser: Browser;
let origin: string;
beforeAll(async () => {
  const port = String(await freePort());
  origin = `http://localhost:${port}`;
  home = makeHome({ PUBLIC_URL: origin, PORT: port, HOST: "localhost", DATABASE_URL: "file:data/herald.db" }, "together");
  herald = home.spawn(["start"]);
  browser = await launchChromium();
  await until("the desk is there", () => herald.said().includes("at work"));
});
afterAll(async () => {
  await browser?.close();
  herald?.child.kill("SIGTERM");
  await herald?.ended;
  home?.remove();
});

const password = "candle orbit walnut river";

async function invited(name: string, role: string): Promise<string> {
  const { link } = await home.json(["user", "add", name, "--email", `${name}@example.org`, "--role", role, "--link"]);
  return String(link);
}

async function window(options: { readonly phone?: true; readonly script?: false } = {}): Promise<BrowserContext> {
  const viewport = options.phone ? { width: 390, height: 844 } : { width: 1200, height: 800 };
  return browser.newContext({ viewport, javaScriptEnabled: options.script !== false });
}

async function choosePassword(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Keep it and sign in" }).click();
}

it("lets somebody in by a link, a password and a passkey, and out again", async () => {
  const context = await window();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  const link = await invited("ayesha", "admin");
  await choosePassword(page, link);
  await page.getByText("Welcome.").waitFor();

  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const;
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
  await page.goto(`${origin}/me`);
  const form = page.locator("form[data-passkey='add']");
  await form.getByLabel("What to call it").fill("Telephone");
  await form.getByLabel("Your password now").fill(password);
  await form.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey is kept.").waitFor();
  expect(await page.locator("main").textContent()).toContain("Telephone");

  await page.locator("header details.menu", { hasText: "ayesha" }).locator("summary").click();
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.getByText("You are signed out.").waitFor();
  await page.goto(`${origin}/people`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "People" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/people");
  expect(complaints).toEqual([]);
  await context.close();
});

it("needs no script to invite, come in, change a password and sign out", async () => {
  const context = await window({ script: false, phone: true });
  const page = await context.newPage();
  await page.goto(`${origin}/people`);
  await page.getByLabel("E-mail address").fill("ayesha@example.org");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Name").fill("بلال احمد");
  await page.getByLabel("E-mail address").fill("bilal@example.org");
  await page.getByLabel("Role").last().selectOption("editor");
  await page.getByRole("button", { name: "Add, and make a link" }).click();
  const link = await page.getByLabel("Shown only now").inputValue();
  await context.clearCookies();
  await choosePassword(page, link);
  await page.goto(`${origin}/me`);
  await page.getByLabel("Your password now").first().fill(password);
  await page.getByLabel("New password").fill("meadow anchor violet stone");
  await page.getByRole("button", { name: "Change it" }).click();
  expect(await page.locator("main").textContent()).toContain("Your password is changed");
  expect((await page.goto(`${origin}/people`))?.status()).toBe(403);
  await context.close();
});

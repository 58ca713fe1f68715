/** The desk as people meet it: the real `start` on stand-ins for the platforms, and a real browser. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { PostReport } from "../../src/desk/report.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { launchChromium } from "./chromium.ts";
import { freePort, type Home, makeHome, type Running, until } from "./herald.ts";

/** Who works here, each under the name of their role. */
export type Somebody = "writer" | "editor" | "publisher" | "admin";

export interface Look {
  readonly phone?: boolean;
  readonly dark?: boolean;
  readonly script?: boolean;
}

export interface Stage {
  readonly home: Home;
  readonly standIns: StandIns;
  readonly origin: string;
  readonly browser: Browser;
  /** A window of somebody who is signed in; null: of nobody. The caller closes its context. */
  open(who: Somebody | null, look?: Look): Promise<Page>;
  /** What browsers complained of in any window, and what pages asked of any other host. */
  readonly complaints: string[];
  /** A command by the admin; throws with what stood against it. */
  command(...words: readonly string[]): Promise<readonly PostReport[]>;
  /** Brings a summary in. @returns the id of its post on an account */
  add(name: string, text: string): Promise<(account: string) => string>;
  close(): Promise<void>;
}

const password = "candle orbit walnut river";
/** Short, so that a doubt is settled within a test. */
const timing = { HERALD_REQUEST_TIMEOUT_MS: "1500", HERALD_SETTLE_MS: "1600", HERALD_LEASE_MS: "1700", HERALD_TICK_MS: "100" };

/** What a page would rather not say: told to the console, where the test listens. */
const tellViolations = `document.addEventListener("securitypolicyviolation", (event) => console.error("refused by the policy: " + event.violatedDirective + " " + event.blockedURI));`;

function listen(context: BrowserContext, origin: string, complaints: string[]): void {
  context.on("console", (message) => {
    const at = message.page()?.url();
    // A page that says no has a status that says so too, on which Chromium remarks.
    const isAnswer = message.location().url === at && /responded with a status of 4\d\d/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isAnswer) complaints.push(`${at}: ${message.text()}`);
  });
  context.on("weberror", (error) => void complaints.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) complaints.push(`asked of another host: ${url.href}`);
  });
}

/** Sets up everything; nobody is signed in before they open a window. @param config changes the settings for editors, as YAML text */
export async function openStage(config: (yaml: string) => string = (yaml) => yaml): Promise<Stage> {
  const standIns = await startStandIns();
  const port = String(await freePort());
  const origin = `http://localhost:${port}`;
  const logins = Object.assign({}, ...Object.values(standIns.logins)) as Record<string, string>;
  const where = { PORT: port, HOST: "localhost", PUBLIC_URL: origin, DATABASE_URL: "file:data/herald.db" };
  const home = makeHome({ ...standIns.envForChild(), ...logins, ...timing, ...where }, "together");
  home.write("config/herald.yaml", config(readFileSync(join(home.directory, "config", "herald.yaml"), "utf8")));
  const links = await people(home);
  const herald = home.spawn(["start"]);
  const browser = await launchChromium();
  await until("the desk is there", () => herald.said().includes("at work"));
  const complaints: string[] = [];
  const command: Stage["command"] = async (...words) => {
    const answer = await home.json(words);
    if (!answer.posts) throw new Error(`${words.join(" ")}: ${JSON.stringify(answer.problems)}`);
    return answer.posts;
  };
  return {
    home,
    standIns,
    origin,
    browser,
    open: doorman(browser, origin, links, complaints),
    complaints,
    command,
    add: async (name, text) => {
      home.write(name, text);
      const posts = await command("add", name);
      return (account) => posts.find((post) => post.account === account)?.id ?? `no post on ${account}`;
    },
    close: () => closed(browser, herald, home, standIns),
  };
}

/** @returns the links by which they come in */
async function people(home: Home): Promise<Readonly<Record<Somebody, string>>> {
  const add = async (name: string, role: Somebody) =>
    String((await home.json(["user", "add", name, "--email", `${role}@example.org`, "--role", role, "--link"])).link);
  return {
    admin: await add("Ayesha Khan", "admin"),
    publisher: await add("Sana Mirza", "publisher"),
    editor: await add("بلال احمد", "editor"),
    writer: await add("Wali", "writer"),
  };
}

/** Everybody comes in once, by their link; later windows have what the browser kept. */
function doorman(browser: Browser, origin: string, links: Readonly<Record<Somebody, string>>, complaints: string[]): Stage["open"] {
  type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;
  const kept = new Map<Somebody, Promise<Kept>>();
  const comeIn = async (who: Somebody): Promise<Kept> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(links[who]);
    await page.getByLabel("New password").fill(password);
    await page.getByRole("button", { name: "Keep it and sign in" }).click();
    await page.getByText("Welcome.").waitFor();
    const state = await context.storageState();
    await context.close();
    return state;
  };
  return async (who, { phone = false, dark = false, script = true } = {}) => {
    if (who && !kept.has(who)) kept.set(who, comeIn(who));
    const state = who ? await kept.get(who) : undefined;
    const context = await browser.newContext({
      viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 860 },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: script,
      hasTouch: phone,
      isMobile: phone,
      timezoneId: "Asia/Karachi",
      ...(state ? { storageState: state } : {}),
    });
    context.setDefaultTimeout(45_000);
    listen(context, origin, complaints);
    if (script) await context.addInitScript(tellViolations);
    return context.newPage();
  };
}

async function closed(browser: Browser, herald: Running, home: Home, standIns: StandIns): Promise<void> {
  await browser.close();
  herald.child.kill("SIGTERM");
  await herald.ended;
  home.remove();
  await standIns.close();
}

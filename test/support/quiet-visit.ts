import type { Browser } from "playwright-core";

export interface Visit {
  /** CSS pixels. */
  readonly width: number;
  readonly colorScheme: "light" | "dark";
  /** Where the screenshot goes. */
  readonly picture: string;
}

/** What a page did that a finished, self-contained page never does. */
export interface Seen {
  /** Addresses asked for beside the page and the pictures inside it. */
  readonly asked: readonly string[];
  /** What the browser complained of: its policy, a broken picture, a script. */
  readonly complaints: readonly string[];
  /** Pixels by which it is wider than the screen. */
  readonly sideways: number;
  /** Pictures that didn't draw. */
  readonly undrawn: number;
}

/** Opens a page, takes its picture, and tells what it should not have done. */
export async function visitQuietly(browser: Browser, address: string, visit: Visit): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: visit.width, height: 900 }, colorScheme: visit.colorScheme });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) asked.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  await page.goto(address);
  const sideways = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  const undrawn = await page.evaluate<number>("[...document.images].filter(({ naturalWidth }) => naturalWidth === 0).length");
  await page.screenshot({ path: visit.picture, fullPage: true });
  await context.close();
  return { asked, complaints, sideways, undrawn };
}

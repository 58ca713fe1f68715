import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Home, makeHome, type Running, until } from "../../support/herald.ts";

let home: Home;
let watching: Running;
const summary =
  "---\ntitle: Ferries to Manora run until midnight\n---\nFerries to Manora run until midnight from Monday, the port trust said.\n";

beforeAll(() => {
  home = makeHome();
  home.write("ferries.md", summary);
  watching = home.spawn(["preview", "ferries.md", "--out", "out", "--watch"]);
});

afterAll(async () => {
  watching.child.kill("SIGKILL");
  await watching.ended;
  home.remove();
});

const page = () => {
  const file = join(home.directory, "out", "preview.html");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};
const rounds = () => watching.said().split("Watching for changes").length - 1;

/** Changes a file as many editors save: a new one takes its place. */
function save(name: string, change: (text: string) => string): void {
  const file = join(home.directory, name);
  writeFileSync(`${file}.new`, change(readFileSync(file, "utf8")));
  renameSync(`${file}.new`, file);
}

/** Saves, and waits until the page says so. */
async function redrawn(name: string, change: (text: string) => string, shows: (html: string) => boolean): Promise<void> {
  save(name, change);
  await until(`the page after ${name} was changed\n${watching.said()}`, () => shows(page()));
}

describe("preview --watch", () => {
  it("redraws the page when a template, the summary or the settings change, and takes the old pictures away", async () => {
    await until("the first page", () => rounds() > 0);
    const [, first = ""] = /src="data:image\/jpeg;base64,([^"]+)/.exec(page()) ?? [];
    expect(first).not.toBe("");
    const pictures = readdirSync(join(home.directory, "out")).length;

    await redrawn(
      "templates/cards/headline.liquid",
      (text) => text.replace('<div id="main"', '<div id="kicker">Harbour</div><div id="main"'),
      (html) => html.includes("</html>") && !html.includes(first),
    );
    await redrawn(
      "templates/web/preview.liquid",
      (text) => text.replace("What readers will see", "Seen again"),
      (html) => html.includes("Seen again"),
    );
    await redrawn(
      "ferries.md",
      (text) => text.replaceAll("midnight", "dawn"),
      (html) => html.includes("until dawn"),
    );
    await redrawn(
      "ferries.md",
      (text) => text.replaceAll("dawn", "noon"),
      (html) => html.includes("until noon"),
    );
    await redrawn(
      "config/herald.yaml",
      (text) => text.replace(/name: .*/, "name: Harbour Post"),
      (html) => html.includes("Harbour Post"),
    );
    // They go after the page is there that no longer shows them.
    await until("the old pictures are gone", () => readdirSync(join(home.directory, "out")).length === pictures);
  }, 60_000);

  it("says in a sentence what is wrong with a template, goes on, and shows it mended", async () => {
    const broken = [
      ["templates/cards/headline.liquid", "{{ hedline }}", "templates/cards/headline.liquid:"],
      ["templates/cards/frame.liquid", "{% if %}", "templates/cards/frame.liquid:"],
      ["templates/web/sheet.liquid", "{{ nothing }}", "templates/web/sheet.liquid:"],
      ["templates/posts/x/single.liquid", "{{ nothing }}", "templates/posts/x/single.liquid:"],
    ] as const;
    for (const [name, fault, where] of broken) {
      const before = watching.said().length;
      const said = () => watching.said().slice(before);
      save(name, (text) => `${text}${fault}`);
      await until(`a sentence about ${name}\n${said()}`, () => said().includes(`✗ ${where}`) && said().includes("Watching"));
      expect(said()).not.toMatch(/\n\s+at /);
      const round = rounds();
      save(name, (text) => text.replace(fault, ""));
      await until(`a page after ${name} was mended`, () => rounds() > round);
    }
    const before = watching.said().length;
    save("templates/cards/frame.liquid", (text) => text.replace('<div id="room">', '<div id="rom">'));
    await until("a sentence about the room", () => /✗ templates\/cards\/\w+\.liquid: .*id="room"/.test(watching.said().slice(before)));
    await redrawn(
      "templates/cards/frame.liquid",
      (text) => text.replace('<div id="rom">', '<div id="room">').replaceAll("Seen again", ""),
      () => watching.said().slice(before).split("Watching").length > 2,
    );
  }, 60_000);

  it("ends at Ctrl-C, as a thing done", async () => {
    watching.child.kill("SIGINT");
    expect(await watching.ended).toBe(0);
  });
});

describe("preview", () => {
  it("names what it can't watch or write in one sentence", async () => {
    const wrong = [
      [["preview", "-", "--watch"], 2, /standard input/],
      [["preview", "config/examples/crop-insurance.txt", "--out", "config/herald.yaml"], 2, /--out.*config\/herald\.yaml/],
    ] as const;
    for (const [words, code, said] of wrong) {
      const ran = await home.run(words, { input: summary });
      expect(ran.stderr.trim().split("\n")).toHaveLength(1);
      expect(ran.stderr).toMatch(said);
      expect(ran.code).toBe(code);
    }
  });

  it("says in a sentence what is wrong with a template, without a watch too", async () => {
    const { name, text } = { name: "templates/cards/headline.liquid", text: "{{ hedline }}" };
    writeFileSync(join(home.directory, name), text);
    const { code, stderr } = await home.run(["preview", "ferries.md", "--out", "other"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "✗ templates/cards/headline.liquid:1: undefined variable: hedline. Mend that line; each template begins with the values that it gets.\n",
    );
  });
});

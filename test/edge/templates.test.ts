import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTemplates, templateFault, unreadableTemplates } from "../../src/edge/templates.ts";

const secret = "the password is swordfish";
let parent = "";
let root = "";

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "herald-templates-"));
  root = join(parent, "templates");
  for (const folder of ["posts/x", "cards", "web"]) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(parent, "secret.liquid"), secret);
  writeFileSync(join(parent, "secret"), secret);
  writeFileSync(join(root, "cards", "line.liquid"), "{{ line }}");
});
afterEach(() => rmSync(parent, { recursive: true }));

function write(name: string, template: string): void {
  writeFileSync(join(root, `${name}.liquid`), template);
}

const values = { text: "Hello", list: [{ a: 1 }], bind: () => "called" };

/** What a post template makes, or what it is refused with. */
function filled(template: string): string {
  write("posts/x/part", template);
  return openTemplates(root).text("x", "part", values);
}

function faultOf(template: string) {
  try {
    return filled(template);
  } catch (error) {
    return templateFault(error) ?? "no fault of a template";
  }
}

describe("a template can't read what lies outside its folder", () => {
  const roads = [
    "../../../secret",
    "../../../secret.liquid",
    "./../../../secret",
    "x/../../../secret",
    "..\\..\\..\\secret",
    "/etc/passwd",
    "%2e%2e/secret",
  ];

  test.each(roads.flatMap((road) => ["include", "render", "layout"].map((tag) => [tag, road] as const)))("{%% %s %j %%}", (tag, road) => {
    expect(faultOf(`{% ${tag} "${road}" %}`)).toMatchObject({
      where: "templates/posts/x/part.liquid:1",
      what: expect.stringContaining("Failed to lookup"),
    });
  });

  test("not by its absolute path, and not by a name that it puts together", () => {
    expect(faultOf(`{% render "${join(parent, "secret.liquid")}" %}`)).toMatchObject({ what: expect.stringContaining("Failed to lookup") });
    expect(
      faultOf('{% assign up = "../" %}{% assign road = up | append: up | append: up | append: "secret" %}{% include road %}'),
    ).toMatchObject({
      what: expect.stringContaining("Failed to lookup"),
    });
  });

  test("of a page neither", () => {
    write("web/page", '{% render "../secret" %}');
    expect(() => openTemplates(root).html("web/page", {})).toThrow(/web\/page\.liquid:1.*Failed to lookup/);
  });
});

describe("a template can't break out into the program", () => {
  test.each([
    "text.constructor",
    "text.__proto__",
    "list.constructor.constructor",
    "process.env",
    "global",
    "globalThis",
    "require",
    "text.length.constructor",
  ])("{{ %s }} is no value", (path) => {
    expect(faultOf(`{{ ${path} }}`)).toMatchObject({
      where: "templates/posts/x/part.liquid:1",
      what: expect.stringContaining("undefined variable"),
    });
  });

  test("a value is never read as a template, whatever it holds", () => {
    write("posts/x/part", "{{ text }}");
    const templates = openTemplates(root);
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "{%",
      "%}",
      " include ",
      '"../../../secret"',
      "7 | times: 7",
      "raw",
      "endraw",
      "<script>",
      "'",
      "\u202e",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 8 }), (pieces) => {
        expect(templates.text("x", "part", { text: pieces.join("") })).toBe(pieces.join(""));
      }),
    );
  });

  test("a value stays text on a page", () => {
    write("web/page", "<p>{{ text }}</p>");
    expect(openTemplates(root).html("web/page", { text: "<script>{{ 7 }}</script>" })).toBe("<p>&lt;script&gt;{{ 7 }}&lt;/script&gt;</p>");
  });
});

describe("a template can't go on for ever", () => {
  test.each([
    ["counts to a thousand million", "{% for i in (1..1000000000) %}x{% endfor %}"],
    ["makes a table as long", "{% tablerow i in (1..1000000000) %}x{% endtablerow %}"],
    ["doubles a text", '{% assign s = "aaaaaaaa" %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}{{ s }}'],
    ["doubles a list", '{% assign a = "a,b" | split: "," %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}'],
    [
      "loops in a loop in a loop",
      "{% for i in (1..9000) %}{% for j in (1..9000) %}{% for k in (1..9000) %}{% endfor %}{% endfor %}{% endfor %}",
    ],
    ["renders itself", '{% render "x/part" %}'],
    ["includes itself", '{% include "x/part" %}'],
    ["is a book", "x".repeat(300_000)],
  ])("that %s", (_what, template) => {
    const fault = faultOf(template);
    expect(fault).toMatchObject({
      where: expect.stringMatching(/^templates\/posts\/x\/part\.liquid(?::1)?$/),
      what: expect.stringMatching(/limit exceeded|stack size/),
    });
  });
});

describe("a fault", () => {
  test.each([
    ["a value that isn't there", "one\ntwo\n{{ hedline }}", "part.liquid:3", "undefined variable: hedline"],
    ["a filter that isn't there", "one\n{{ text | shout }}", "part.liquid:2", "undefined filter: shout"],
    ["a tag that isn't closed", "one\n{% if text %}", "part.liquid:2", "not closed"],
    ["a tag that isn't there", "{% exec 'ls' %}", "part.liquid:1", 'tag "exec" not found'],
    ["a template that isn't there", '\n\n{% render "x/none" %}', "part.liquid:3", 'Failed to lookup "x/none"'],
  ])("names file and line of %s", (_what, template, where, what) => {
    expect(faultOf(template)).toEqual({ where: `templates/posts/x/${where}`, what: expect.stringContaining(what) });
  });

  test("names the template that it stands in, not the one that renders it", () => {
    write("cards/headline", 'one\n{% render "cards/line" %}');
    expect(() => openTemplates(root).html("cards/headline", {})).toThrow("templates/cards/line.liquid:1: undefined variable: line.");
  });

  test("is found in a template that nobody uses", () => {
    write("web/unused", "fine\n{% for %}");
    write("posts/x/part", "{% endif %}");
    write("posts/x/single", "{{ right }}");
    expect(unreadableTemplates(root).map(({ where }) => where)).toEqual([
      "templates/posts/x/part.liquid:1",
      "templates/web/unused.liquid:2",
    ]);
    expect(unreadableTemplates(join(import.meta.dirname, "..", "..", basename(root)))).toEqual([]);
  });
});

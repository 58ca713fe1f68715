import fc from "fast-check";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import { columnNames } from "../../src/desk/table/columns.ts";
import { tableTemplate } from "../../src/desk/table/template.ts";
import { type ImportOptions, importTable, type RowReport } from "../../src/desk/table.ts";
import { readTable } from "../../src/edge/tables/read-table.ts";
import { writeTable } from "../../src/edge/tables/write-table.ts";
import { layDesk } from "../support/model-desk.ts";

let laid: Awaited<ReturnType<typeof layDesk>>;
let desk: Desk;
beforeAll(async () => {
  laid = await layDesk();
  desk = laid.desk;
});
afterAll(() => laid.remove());

const dry = { dryRun: true, skipWrong: false } as const;
const real = { dryRun: false, skipWrong: false } as const;

function csv(text: string | Uint8Array, name = "stories.csv") {
  return { name, bytes: typeof text === "string" ? new TextEncoder().encode(text) : text };
}

async function rowsOf(file: { name: string; bytes: Uint8Array }, options: ImportOptions = dry): Promise<readonly RowReport[]> {
  const report = await importTable(desk, file, options);
  if (!report.ok) throw new Error(report.problems.map(({ where, message }) => `${where}: ${message}`).join("\n"));
  return report.value.rows;
}

const sentence = "The irrigation department repaired 12 canals near Sukkur in October.";

describe("a table of summaries", () => {
  test("is told row by row in a dry run, which keeps nothing", async () => {
    const before = (await desk.store.summaries()).length;
    const rows = await rowsOf(
      csv(`title,text,date,kind,at\nCanals,${sentence},2026-11-20,news,2026-12-01 09:00\nWrong,${sentence},20/11/2026,column,soon\n`),
    );
    expect(rows.map(({ row, outcome, at }) => ({ row, outcome, at }))).toEqual([
      { row: 2, outcome: "new", at: expect.stringContaining("09:00") },
      { row: 3, outcome: "wrong", at: null },
    ]);
    expect(rows[0]?.accounts).toEqual(["sandbox-x", "sandbox-instagram", "sandbox-youtube"]);
    expect(rows[1]?.problems.map(({ column, where }) => `${column} ${where}`)).toEqual([
      'date row 3, column "date" (C3)',
      'kind row 3, column "kind" (D3)',
      'at row 3, column "at" (E3)',
    ]);
    expect(rows[1]?.problems[0]?.message).toContain('not "20/11/2026"');
    expect((await desk.store.summaries()).length).toBe(before);
  });

  test("is added as a whole or not at all, unless what is wrong is to be skipped", async () => {
    const file = csv(
      `text;tags;at\n"The port authority opened a berth\nin Gwadar on Monday.";ports, trade;2026-12-01 09:00\n;;2026-12-01 10:00\n`,
    );
    const refused = await importTable(desk, file, real);
    expect(refused.ok && refused.value.kept).toBe(false);
    expect((await desk.store.summaries()).length).toBe(0);

    const rows = await rowsOf(file, { ...real, skipWrong: true });
    expect(rows.map(({ outcome }) => outcome)).toEqual(["added", "wrong"]);
    const [kept] = await desk.store.summaries();
    expect(kept?.summary).toMatchObject({ tags: ["ports", "trade"], source: "stories.csv row 2" });
    const posts = await desk.store.posts({ summaryId: kept?.summary.id ?? "" });
    expect(posts.every(({ state, scheduledAt }) => state === "draft" && scheduledAt === null)).toBe(true);
    const view = await desk.store.view(posts[0]?.id ?? "");
    expect(JSON.stringify(view?.journal[0])).toContain("Wished for");
    expect((await desk.store.audit.last("import", "table stories.csv"))?.by).toBe("Ayesha");
  });

  test("brings the same text once: again, and twice in one table", async () => {
    const once = `text\n${sentence}\n${sentence}\n`;
    expect((await rowsOf(csv(once))).map(({ outcome, summary }) => [outcome, summary])).toEqual([
      ["new", null],
      ["there", "row 2"],
    ]);
    expect((await rowsOf(csv(once), real)).map(({ outcome }) => outcome)).toEqual(["added", "there"]);
    expect((await rowsOf(csv(once), real)).map(({ outcome }) => outcome)).toEqual(["there", "there"]);
  });

  test("is refused where somebody may not write", async () => {
    const stranger: Desk = { ...desk, actor: { id: "nobody", role: "stranger" } };
    const report = await importTable(stranger, csv(`text\n${sentence}`), dry);
    expect(report.ok ? [] : report.problems.map(({ code }) => code)).toEqual(["rights-stranger"]);
  });

  test.each([
    ["no text column", "title,link\nA,https://example.org", "input-columns"],
    ["an unknown column", `text,titel,imagealt\n${sentence},x,`, "input-unknown-column"],
    ["a column twice", `text,Image alt,image_alt\n${sentence},a,b`, "input-columns"],
    ["an open quotation mark", `text,title\n"${sentence},x`, "input-table"],
    ["another file's bytes", "%PDF-1.7", "input-columns"],
  ])("is refused as a whole with %s", async (_what, text, code) => {
    const report = await importTable(desk, csv(text), dry);
    expect(report.ok ? [] : report.problems.map((problem) => problem.code)).toContain(code);
  });

  test("says where a text stands beyond the named columns", async () => {
    const [row] = await rowsOf(csv("text,title\nCanals, dams, and weirs were repaired.,x"));
    expect(row?.problems.map(({ where }) => where)).toEqual(["row 2 (C2)"]);
  });
});

describe("what a table may be written in", () => {
  const urdu = "سندھ حکومت نے 12 نہروں کی مرمت مکمل کر لی۔";

  test.each([",", ";", "\t"])("separator %j, with a mark and CR LF", async (separator) => {
    const [row] = await rowsOf(csv(`\ufefftitle${separator}text${separator}language\r\nنہریں${separator}"${urdu}"${separator}ur\r\n`));
    expect(row).toMatchObject({ outcome: "new", words: "نہریں", problems: [] });
  });

  test("Excel's UTF-16 and its first line that names the separator", async () => {
    const bytes = Buffer.from(`\ufeffsep=;\r\ntext;title\r\n${urdu};نہریں\r\n`, "utf16le");
    expect((await rowsOf(csv(bytes)))[0]).toMatchObject({ row: 3, outcome: "new" });
  });

  test("Windows-1252 only where somebody says so", async () => {
    const bytes = Buffer.from(`text\nThe caf\xe9 rule \x96 "no plastic" \x96 began on Monday.\n`, "latin1");
    const refused = await importTable(desk, csv(bytes), dry);
    expect(refused.ok ? "" : refused.problems[0]?.remedy).toContain("--encoding windows-1252");
    const [row] = await rowsOf(csv(bytes), { ...dry, encoding: "windows-1252" });
    expect(row?.words).toContain("café rule – ");
  });

  test("a workbook, with days and times as Excel keeps them", async () => {
    const at = new Date(Date.UTC(2026, 11, 1, 9, 0));
    const rows = [
      ["Title", "Text", "Date", "Embargo", "Expires"],
      ["نہریں", `${urdu}\n\n${urdu} پھر`, new Date(Date.UTC(2026, 10, 20)), at, 46358.5],
      [null, null, null, null, null],
      ["Berth", "The port authority opened a second berth in Gwadar.", "۲۰۲۶-۱۱-۲۰", null, 46358],
    ];
    const file = { name: "stories.xlsx", bytes: await writeXlsx({ sheets: [{ name: "any", rows }] }) };
    const read = await rowsOf(file, real);
    expect(read.map(({ row, outcome, problems }) => [row, outcome, problems])).toEqual([
      [2, "added", []],
      [4, "added", []],
    ]);
    const summary = (await desk.store.summary(read[0]?.summary ?? ""))?.summary;
    expect(summary).toMatchObject({ date: "2026-11-20", embargo: Date.UTC(2026, 11, 1, 4), expires: Date.UTC(2026, 11, 2, 7) });
    expect(summary?.paragraphs.length).toBe(2);
    expect((await desk.store.summary(read[1]?.summary ?? ""))?.summary.date).toBe("2026-11-20");
  });

  test("every minute of a day as it stands in the cell", async () => {
    const minutes = Array.from({ length: 48 }, (_, index) => Date.UTC(2026, 11, 1, 0, 1 + index * 29));
    const rows = [["text"], ...minutes.map((at) => [new Date(at - 0.4)])];
    const bytes = await writeXlsx({ sheets: [{ name: "any", rows }] });
    const read = await readTable({ name: "t.xlsx", bytes }, { isColumn: () => true });
    const written = minutes.map((at) => new Date(at).toISOString().slice(0, 16).replace("T", " "));
    expect(read.ok && read.value.slice(1).map(({ cells }) => cells[0])).toEqual(written);
  });

  test.each(["no workbook at all", "PK\u0003\u0004 and nothing"])("no broken workbook: %s", async (text) => {
    const report = await importTable(desk, csv(text, "stories.xlsx"), dry);
    expect(report.ok ? [] : report.problems.map(({ code }) => code)).toEqual(["input-table"]);
  });

  test("no workbook that hides what it unpacks to", async () => {
    const bytes = await writeXlsx({ sheets: [{ name: "a", rows: [["text"], [sentence]] }] });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length - 46; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
    const report = await importTable(desk, csv(bytes, "stories.xlsx"), dry);
    expect(report.ok ? [] : report.problems.map(({ code }) => code)).toEqual(["input-too-large"]);
  });

  test("any text comes through both kinds of file as it was, and none as a formula", async () => {
    const cell = fc.oneof(
      fc.constantFrom("=1+1", "+92 300", "-5%", "@handle", "'quoted'", "'=x", "＝1", ' =HYPERLINK("x")', 'a "b", c', "a\nb;c\td", urdu),
      fc.string({ unit: fc.constantFrom("=", "+", "@", "'", '"', ",", ";", "\n", " ", "a", "ڈ") }),
    );
    const hasWords = (text: string) => text.trim() !== "" && text === text.trimEnd();
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell.filter(hasWords), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("csv", "xlsx"),
        async (cells, kind) => {
          // What begins with an apostrophe before a formula can't be told from a formula made harmless.
          fc.pre(cells.every((text) => !text.startsWith("'")));
          const bytes = await writeTable(kind as "csv" | "xlsx", { sheet: "s", rows: [["text"], ...cells.map((text) => [text])] });
          if (kind === "csv") for (const line of new TextDecoder().decode(bytes).split(/\r\n/)) expect(line).not.toMatch(/^"?\s*[=+\-@＝]/);
          const rows = await readTable({ name: `t.${kind}`, bytes }, { isColumn: (name) => name === "text" });
          expect(rows.ok && rows.value.slice(1).map((row) => row.cells[0])).toEqual(cells);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the empty table", () => {
  test.each(["csv", "xlsx"] as const)("as .%s has every column, and is read back as holding no summary", async (kind) => {
    const file = { name: `t.${kind}`, bytes: await tableTemplate(kind) };
    expect(await rowsOf(file)).toEqual([]);
    const rows = await readTable(file, { isColumn: () => true });
    expect(rows.ok && rows.value[0]?.cells).toEqual(columnNames);
  });
});

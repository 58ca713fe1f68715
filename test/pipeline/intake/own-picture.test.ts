import { expect, test } from "vitest";
import { summaryFromText } from "../../../src/pipeline/intake.ts";

const read = (front: string) => summaryFromText("a.md", `---\n${front}\n---\nThe berths open in March.`, { timezone: "Asia/Karachi" });

test("a picture is the outlet's own only where the front matter says so", () => {
  const plain = read("image: berths.jpg\nimageCredit: Sana Mir");
  expect(plain.ok && plain.value.image).toEqual({ src: "berths.jpg", credit: "Sana Mir" });
  const own = read("image: berths.jpg\npictures: ours");
  expect(own.ok && own.value.image).toEqual({ src: "berths.jpg", ours: true });
});

test.each([
  ["pictures: ours", '"pictures" stands without an "image".'],
  ["image: berths.jpg\npictures: theirs", '"pictures" must be ours, or left out, not "theirs".'],
])("%j is refused in one sentence", (front, message) => {
  expect(read(front)).toMatchObject({ ok: false, problems: [{ message }] });
});

import { expect, test } from "vitest";
import { isFollowLine, withoutFollowLines } from "../../../src/pipeline/intake/follow-lines.ts";

test.each([
  "👉 Follow Republic Policy on YouTube",
  "👉 Follow Republic Policy on X / Twitter",
  "Follow Republic Policy on X",
  "Follow Republic Policy on Twitter.",
  "follow republic policy on instagram",
  "➡️ Follow us on Facebook, Instagram and LinkedIn!",
  "Follow us on X (formerly Twitter) for more updates.",
  "Please follow @republicpolicy on Instagram",
  "Follow us: YouTube | X | Instagram | Facebook",
  "Follow us on X: https://x.com/republicpolicy",
  "Subscribe to Republic Policy on YouTube",
  "Subscribe to our YouTube channel for daily analysis.",
  "Subscribe to Republic Policy’s YouTube channel",
  "Subscribe to our newsletter",
  "Like our Facebook page",
  "Join our WhatsApp channel",
  "**Follow Republic Policy on YouTube**",
  "- Follow Republic Policy on LinkedIn",
  "Follow Us on Social Media",
  "👉 ریپبلک پالیسی کو یوٹیوب پر فالو کریں",
  "ہمیں ایکس / ٹوئٹر پر فالو کریں۔",
  "انسٹاگرام پر ریپبلک پالیسی کو فالو کیجیے",
  "ہمارے یوٹیوب چینل کو سبسکرائب کریں",
  "تازہ ترین خبروں کے لیے ہمیں فیس بک پر فالو کریں!",
])("%s is an invitation", (line) => {
  expect(isFollowLine(line)).toBe(true);
});

test.each([
  "Follow-up talks on X will begin in May.",
  "Investors follow Republic Policy on X for a reason, the survey found.",
  "Followers of the party on Facebook doubled.",
  "Follow the money on Facebook, the regulator told parliament, and you find three donors.",
  "The ministry asked citizens to follow it on X.",
  "Other provinces will follow Punjab on X-ray screening.",
  "Join the army on Monday, the poster said.",
  "The court ruled that traders must follow the law.",
  "وزارت نے شہریوں سے کہا کہ وہ اسے ایکس پر فالو کریں۔",
  "حکومت نے یوٹیوب پر پابندی عائد کر دی ہے۔",
])("%s is news", (line) => {
  expect(isFollowLine(line)).toBe(false);
  expect(withoutFollowLines(line)).toBe(line);
});

test("an invitation at the end of a paragraph goes, the paragraph stays", () => {
  expect(withoutFollowLines("The bill passed. 👉 Follow us on X").trim()).toBe("The bill passed.");
  expect(withoutFollowLines("The bill passed. Follow us on YouTube and Instagram.")).toBe("The bill passed.");
  expect(withoutFollowLines("بل منظور ہو گیا۔ ہمیں یوٹیوب پر فالو کریں۔")).toBe("بل منظور ہو گیا۔");
});
